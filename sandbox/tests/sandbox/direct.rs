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
    sandbox.handle(request.expect("a request")).await
}

pub fn json_of(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).expect("the answer is JSON")
}

async fn checked(sandbox: &Sandbox) -> Answer {
    let json = [("Content-Type", "application/json")];
    send(sandbox, "POST", "/checked", &json, r#"{"id":"1"}"#).await
}

fn status(answer: &Answer) -> u16 {
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
async fn schedules() {
    let sandbox = direct();
    let script = sandbox.on("checked");
    script
        .fault(Fault::status(500).every(3).times(2))
        .expect("a fault");
    script.fault(Fault::status(503).times(2)).expect("a fault");
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.push(status(&checked(&sandbox).await));
    }
    // The second is asked where the first is not due.
    assert_eq!(seen, [503, 503, 500, 201, 201, 500, 201, 201, 201, 201]);
    let never = Fault::status(500).every(0);
    script.fault(never).expect("a fault");
    assert_eq!(status(&checked(&sandbox).await), 201);
}

#[tokio::test]
async fn a_rate_is_the_same_in_every_run() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let sandbox = direct();
        sandbox
            .on("*")
            .fault(Fault::status(503).rate(0.1, seed))
            .expect("a fault");
        let mut run = Vec::new();
        for _ in 0..1000 {
            run.push(status(&checked(&sandbox).await) == 503);
        }
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    let count = runs[0].iter().filter(|faulty| **faulty).count();
    assert!(
        (70..130).contains(&count),
        "{count} of 1000 are not one in ten"
    );
    for (share, expected) in [(0.0, 201), (1.0, 500)] {
        let sandbox = direct();
        sandbox
            .on("checked")
            .fault(Fault::status(500).rate(share, 3))
            .expect("a fault");
        assert_eq!(status(&checked(&sandbox).await), expected);
    }
}

#[tokio::test]
async fn a_wrong_request_is_refused_and_the_fault_waits() {
    let sandbox = direct();
    sandbox
        .on("checked")
        .fault(Fault::reset_after_request())
        .expect("a fault");
    let json = [("Content-Type", "application/json")];
    let wrong = send(&sandbox, "POST", "/checked", &json, "{}").await;
    assert_eq!(status(&wrong), 422);
    assert!(checked(&sandbox).await.is_err());
    assert_eq!(status(&checked(&sandbox).await), 201);
}

#[tokio::test]
async fn the_generations_are_told_apart() {
    let sandbox = builder(&[
        ("spec/v2/pets.yaml", PETS_V2),
        ("spec/v3/pets.yaml", PETS_V3),
        ("spec/v3/owners.yaml", OWNERS_V3),
    ]);
    let sandbox = sandbox.in_process().expect("the specification is sound");
    let get = async |path: &str, version: &str| {
        status(&send(&sandbox, "GET", path, &[("Version", version)], "").await)
    };
    let statuses = [
        ("v3:list", 500),
        ("v2:list", 501),
        ("v3:owners/list", 502),
        ("list", 503),
    ];
    for (key, status) in statuses {
        sandbox
            .on(key)
            .fault(Fault::status(status))
            .expect("it exists");
    }
    assert_eq!(get("/owners", "v3").await, 500, "the id of both areas");
    assert_eq!(get("/pets", "2021-07-28").await, 501);
    assert_eq!(get("/pets", "v3").await, 503);
    assert_eq!(get("/owners", "v3").await, 502);
    assert_eq!(get("/pets", "v3").await, 200);
    for unknown in ["v4:list", "v2:owners/list", "lists", "v3:", "", "owners/"] {
        let error = sandbox
            .on(unknown)
            .fault(Fault::truncated())
            .expect_err(unknown);
        assert!(
            error
                .to_string()
                .contains(&format!("no operation `{unknown}`")),
            "{error}"
        );
    }
}

const PETS_V2: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: ["2021-07-28"] } }]
      responses: { "200": { description: They. } }
"#;

const PETS_V3: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: [v3] } }]
      responses: { "200": { description: They. } }
"#;

const OWNERS_V3: &str = r#"
openapi: 3.0.3
info: { title: Owners, version: "1.0" }
paths:
  /owners:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: [v3] } }]
      responses: { "200": { description: They. } }
"#;

#[tokio::test]
async fn faults_that_cannot_be_are_errors() {
    let sandbox = direct();
    for fault in [
        Fault::status(199),
        Fault::edge(600),
        Fault::answer(200, "a\nb", ""),
        Fault::status(500).header("a b", "c"),
        Fault::status(500).header("a", "b\nc"),
        Fault::truncated().rate(1.5, 0),
        Fault::truncated().rate(f64::NAN, 0),
    ] {
        assert!(
            sandbox.on("checked").fault(fault.clone()).is_err(),
            "{fault:?}"
        );
    }
    assert_eq!(status(&checked(&sandbox).await), 201);
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
