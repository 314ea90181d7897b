//! Calls in this process, and what a fault does to them; the clock is paused.

use std::time::Duration;

use bytes::Bytes;
use highlevel_sandbox::{Fault, Reset, ResetStage, Sandbox, Source};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::spec::THINGS;

const SECOND: Duration = Duration::from_secs(1);

/// A sandbox without a port, of the specification with odd constructs.
pub fn direct() -> Sandbox {
    builder(&THINGS)
        .in_process()
        .expect("the specification is sound")
}

pub fn builder(documents: &[(&str, &str)]) -> highlevel_sandbox::Builder {
    let sources = documents.iter();
    let sources = sources.map(|(path, text)| Source::new(*path, *text));
    Sandbox::builder().spec(sources.collect())
}

pub type Answer = Result<Response<Bytes>, Reset>;

/// Sends a request with a token and these headers.
pub async fn send(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = Request::builder().method(method).uri(target);
    if !headers.iter().any(|(name, _)| *name == "Authorization") {
        request = request.header("Authorization", "Bearer test");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Bytes::copy_from_slice(body.as_bytes()));
    let (head, body) = request.expect("a request").into_parts();
    leaks::request(&head, &body);
    let answer = sandbox.handle(Request::from_parts(head, body)).await;
    if let Ok(answer) = &answer {
        leaks::answer(answer.body());
    }
    answer
}

pub fn json_of(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).expect("the answer is JSON")
}

pub async fn checked(sandbox: &Sandbox) -> Answer {
    let json = [("Content-Type", "application/json")];
    send(sandbox, "POST", "/checked", &json, r#"{"id":"1"}"#).await
}

pub fn status(answer: &Answer) -> u16 {
    answer
        .as_ref()
        .map_or(0, |response| response.status().as_u16())
}

#[tokio::test(start_paused = true)]
async fn the_rules_and_the_memory_are_those_of_the_socket() {
    let sandbox = direct();
    assert_eq!(sandbox.url(), "http://sandbox.invalid");
    let right = checked(&sandbox).await.expect("it is answered");
    assert_eq!(right.status(), 201);
    let absolute = "http://sandbox.invalid/things/t-1";
    let wrong = send(&sandbox, "GET", absolute, &[], "")
        .await
        .expect("it is answered");
    assert_eq!(
        (wrong.status().as_u16(), &json_of(&wrong)["statusCode"]),
        (400, &json!(400))
    );
    let received = sandbox.requests();
    assert_eq!(received[0].operation(), Some("checked"));
    assert!(received[0].is_executed() && !received[1].is_executed());
    assert_eq!(received[1].path(), "/things/t-1");
}

#[tokio::test(start_paused = true)]
async fn delays_wait_on_the_clock_of_the_caller() {
    let sandbox = direct();
    let start = Instant::now();
    sandbox
        .on("checked")
        .fault(Fault::delay(60 * SECOND))
        .expect("a fault");
    sandbox
        .on("checked")
        .fault(Fault::slow(30 * SECOND))
        .expect("a fault");
    let faulty = Fault::status(503).after(10 * SECOND);
    sandbox.on("checked").fault(faulty).expect("a fault");
    assert_eq!(status(&checked(&sandbox).await), 201);
    assert_eq!(start.elapsed(), 60 * SECOND);
    assert_eq!(status(&checked(&sandbox).await), 201);
    assert_eq!(start.elapsed(), 90 * SECOND);
    assert_eq!(status(&checked(&sandbox).await), 503);
    assert_eq!(start.elapsed(), 100 * SECOND);
    let times: Vec<Duration> = sandbox
        .requests()
        .iter()
        .map(|request| request.at())
        .collect();
    assert_eq!(times, [0, 60, 90].map(Duration::from_secs));
}

#[tokio::test(start_paused = true)]
async fn what_was_executed_stays_executed_when_the_caller_gives_up() {
    let sandbox = direct();
    sandbox
        .on("checked")
        .fault(Fault::delay(60 * SECOND))
        .expect("a fault");
    let given_up = tokio::time::timeout(SECOND, checked(&sandbox)).await;
    assert!(given_up.is_err());
    let received = sandbox.requests();
    assert_eq!((received.len(), received[0].is_executed()), (1, true));
}

#[tokio::test]
async fn a_reset_says_when_it_came() {
    let sandbox = direct();
    let script = sandbox.on("checked");
    for fault in [
        Fault::reset_before_request().executed(true),
        Fault::reset_after_request(),
        Fault::reset_after_request().executed(false),
        Fault::reset_in_answer(),
        Fault::truncated(),
    ] {
        script.fault(fault).expect("a fault");
    }
    for (stage, executed, shown, bytes) in [
        (
            ResetStage::BeforeRequest,
            false,
            "reset POST /checked (checked)",
            0,
        ),
        (
            ResetStage::AfterRequest,
            true,
            "reset POST /checked (checked)",
            10,
        ),
        (
            ResetStage::AfterRequest,
            false,
            "reset POST /checked (checked)",
            10,
        ),
        (
            ResetStage::InAnswer,
            true,
            "201 POST /checked (checked)",
            10,
        ),
        (
            ResetStage::InAnswer,
            true,
            "201 POST /checked (checked)",
            10,
        ),
    ] {
        let reset = checked(&sandbox).await.expect_err("it is reset");
        assert_eq!((reset.stage(), reset.is_executed()), (stage, executed));
        assert_eq!(reset.arrived().is_some(), stage == ResetStage::InAnswer);
        let received = sandbox.take_requests().remove(0);
        assert_eq!(received.is_executed(), executed);
        assert_eq!(
            (received.to_string().as_str(), received.body().len()),
            (shown, bytes)
        );
    }
    assert_eq!(status(&checked(&sandbox).await), 201);
}

#[tokio::test]
async fn half_an_answer_keeps_the_length_that_it_promised() {
    let sandbox = direct();
    sandbox
        .on("search-things")
        .fault(Fault::truncated())
        .expect("a fault");
    let reset = send(&sandbox, "GET", "/things/search?location_id=l", &[], "").await;
    let reset = reset.expect_err("it is cut");
    let arrived = reset.arrived().expect("half of it arrived");
    let promised = arrived.headers()["content-length"]
        .to_str()
        .map(str::parse::<usize>);
    let promised = promised.expect("text").expect("a number");
    assert_eq!(arrived.body().len(), promised / 2);
    assert!(promised > 10);
}

#[tokio::test]
async fn scripted_answers_say_what_was_done() {
    let sandbox = direct();
    let script = sandbox.on("checked");
    let retry = Fault::status(503).header("Retry-After", "2");
    for fault in [
        retry,
        Fault::edge(502),
        Fault::status(500).executed(true),
        Fault::answer(202, "", ""),
    ] {
        script.fault(fault).expect("a fault");
    }
    let busy = checked(&sandbox).await.expect("it is answered");
    assert_eq!(busy.headers()["retry-after"], "2");
    assert_eq!(
        json_of(&busy),
        json!({ "statusCode": 503, "message": "Service Unavailable" })
    );
    let edge = checked(&sandbox).await.expect("it is answered");
    assert_eq!(
        (
            edge.status().as_u16(),
            edge.headers()["content-type"].as_bytes()
        ),
        (502, b"text/html".as_slice())
    );
    assert!(edge.body().starts_with(b"<html>"));
    checked(&sandbox).await.expect("it is answered");
    checked(&sandbox).await.expect("it is answered");
    let executed: Vec<bool> = sandbox
        .requests()
        .iter()
        .map(|request| request.is_executed())
        .collect();
    assert_eq!(executed, [false, false, true, true]);
}
