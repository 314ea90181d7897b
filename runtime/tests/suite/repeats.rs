//! Attempts that follow one another: what is sent again, when, and what comes of it.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;
use highlevel_runtime::limit::{Resource, SlidingWindow};
use highlevel_runtime::retry::{RetryBudget, RetryPolicy};
use highlevel_runtime::transport::{Body, Response, TransportError};
use highlevel_runtime::{Call, Client, Error, ErrorKind, Method, Value};
use tokio::time::Instant;

use crate::server::TOKEN;
use crate::transports::{InProcess, answer, streamed};

const SECOND: Duration = Duration::from_secs(1);

type Attempt = fn() -> Result<Response, TransportError>;

/// The answer that ends a series.
fn good() -> Result<Response, TransportError> {
    Ok(answer(200, r#"{"a": 1}"#))
}

fn half(status: u16) -> Response {
    struct Half(Vec<Result<bytes::Bytes, io::Error>>);
    impl Stream for Half {
        type Item = Result<bytes::Bytes, io::Error>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.pop())
        }
    }
    let chunks = vec![
        Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        Ok(bytes::Bytes::from_static(b"{\"a\"")),
    ];
    streamed(status, Body::stream(Half(chunks), None))
}

/// Calls once with a server that fails first, and says how often it was asked.
async fn series(
    method: Method,
    fail: Attempt,
    settings: impl FnOnce(Call<Value>) -> Call<Value>,
) -> (Result<Value, Error>, usize) {
    let server = InProcess::new(move |number| if number == 0 { fail() } else { good() });
    let client = server.client_with(|builder| builder);
    let outcome = settings(client.request(method, "/x")).await;
    (outcome, server.count())
}

#[tokio::test(start_paused = true)]
async fn each_row_of_the_table() {
    let rows: [(Attempt, bool, bool); 13] = [
        (|| Err(TransportError::connect("x")), true, true),
        (|| Ok(answer(429, "")), true, true),
        (|| Ok(answer(408, "")), true, false),
        (|| Ok(answer(502, "<html>")), true, false),
        (|| Ok(answer(503, "")), true, false),
        (|| Ok(answer(504, "")), true, false),
        (|| Ok(answer(401, "Command timed out")), true, false),
        (|| Err(TransportError::timeout("x")), true, false),
        (|| Err(TransportError::interrupted("x")), true, false),
        (|| Ok(half(200)), true, false),
        (|| Ok(half(500)), false, false),
        (|| Ok(answer(500, "")), false, false),
        (|| Ok(answer(200, "{")), false, false),
    ];
    for (row, (fail, idempotent, other)) in rows.into_iter().enumerate() {
        for (method, marked, expected) in [
            (Method::Get, false, idempotent),
            (Method::Put, false, idempotent),
            (Method::Delete, false, idempotent),
            (Method::Post, true, idempotent),
            (Method::Post, false, other),
            (Method::Patch, false, other),
        ] {
            let mark = |call: Call<Value>| if marked { call.idempotent() } else { call };
            let (outcome, count) = series(method, fail, mark).await;
            assert_eq!(
                outcome.is_ok(),
                expected,
                "row {row}, {method}: {outcome:?}"
            );
            assert_eq!(count, 1 + usize::from(expected), "row {row}, {method}");
            if let Err(error) = outcome {
                assert!(!error.is_retryable(), "row {row}, {method}");
            }
            // What the error says of itself is what the client does.
            let once = |call| mark(call).retry(RetryPolicy::none());
            let (outcome, count) = series(method, fail, once).await;
            let error = outcome.expect_err("no second attempt");
            assert_eq!(
                error.is_retryable(),
                expected,
                "row {row}, {method}: {error}"
            );
            assert_eq!(count, 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_error_ends_a_series() {
    let server = InProcess::new(|number| {
        if number == 0 {
            return Err(TransportError::interrupted("reset"));
        }
        Err(TransportError::connect("refused"))
    });
    let client = server.client_with(|builder| builder.retry(RetryPolicy::standard().attempts(3)));
    let error = client
        .request::<Value>(Method::Get, "/x")
        .await
        .expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(server.count(), 3);
    // The first attempt may have.
    assert!(error.may_have_arrived());
    let call = client.request::<Value>(Method::Get, "/x");
    let error = call
        .retry(RetryPolicy::none())
        .await
        .expect_err("no answer");
    assert!(!error.may_have_arrived());
    assert_eq!(server.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn raw_replies_are_repeated_too_and_then_given_as_they_are() {
    let server = InProcess::new(|_| Ok(answer(503, "busy")));
    let client = server.client_with(|builder| builder);
    let call = client.request::<Value>(Method::Get, "/x");
    let reply = call.send_raw().await.expect("a reply");
    assert_eq!((reply.status().as_u16(), server.count()), (503, 5));
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_ask_for_a_wait() {
    let server = InProcess::new(|number| {
        if number > 0 {
            return good();
        }
        let mut busy = answer(503, "");
        busy.headers_mut()
            .insert("retry-after", http::HeaderValue::from_static("7"));
        Ok(busy)
    });
    let client = server.client_with(|builder| builder);
    let start = Instant::now();
    let call = client.request::<Value>(Method::Get, "/x");
    call.await.expect("an answer");
    assert!(start.elapsed() >= SECOND * 7 && start.elapsed() < SECOND * 8);
    let server = InProcess::new(|_| {
        let mut busy = answer(503, "");
        busy.headers_mut()
            .insert("retry-after", http::HeaderValue::from_static("3600"));
        Ok(busy)
    });
    let client = server.client_with(|builder| builder);
    let start = Instant::now();
    let error = client
        .request::<Value>(Method::Get, "/x")
        .await
        .expect_err("longer than anybody waits");
    assert_eq!(error.retry_after(), Some(SECOND * 3600));
    assert_eq!((server.count(), start.elapsed()), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn so_may_one_whose_body_broke_off() {
    let server = InProcess::new(|number| {
        if number > 0 {
            return good();
        }
        let mut busy = half(503);
        busy.headers_mut()
            .insert("retry-after", http::HeaderValue::from_static("7"));
        Ok(busy)
    });
    let client = server.client_with(|builder| builder);
    let start = Instant::now();
    let call = client.request::<Value>(Method::Get, "/x");
    call.await.expect("an answer");
    assert!(start.elapsed() >= SECOND * 7 && start.elapsed() < SECOND * 8);
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_beyond_the_deadline() {
    let server = InProcess::new(|_| Err(TransportError::connect("refused")));
    let policy = RetryPolicy::standard().attempts(u32::MAX);
    let client = server.client_with(|builder| builder.retry(policy).timeout(SECOND * 30));
    let start = Instant::now();
    let error = client
        .request::<Value>(Method::Get, "/x")
        .await
        .expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(server.count() > 2 && start.elapsed() <= SECOND * 30);
}

#[tokio::test(start_paused = true)]
async fn calls_share_a_budget() {
    let server = InProcess::new(|_| Err(TransportError::connect("refused")));
    let budget = RetryBudget::new(6);
    let policy = RetryPolicy::standard().budget(budget.clone());
    let client = server.client_with(|builder| builder.retry(policy));
    for _ in 0..3 {
        let call = client.request::<Value>(Method::Get, "/x");
        call.await.expect_err("no answer");
    }
    assert_eq!(server.count(), 3 + 6);
    assert_eq!(budget.remaining(), 0);
}

/// A client of a server that notes when it is asked, and its limiter.
fn limited(limiter: &SlidingWindow) -> (Client, Arc<Mutex<Vec<Instant>>>) {
    let times = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&times);
    let server = InProcess::new(move |_| {
        noted
            .lock()
            .expect("no panic elsewhere")
            .push(Instant::now());
        good()
    });
    let client = server.client_with(|builder| builder.rate_limiter(limiter.clone()));
    (client, times)
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_their_turn() {
    let limiter = SlidingWindow::new().burst(3, SECOND * 10);
    let (client, times) = limited(&limiter);
    let start = Instant::now();
    for _ in 0..7 {
        let call = client.request::<Value>(Method::Post, "/x");
        call.await.expect("an answer");
    }
    let times = times.lock().expect("no panic elsewhere");
    let seconds: Vec<u64> = times.iter().map(|at| (*at - start).as_secs()).collect();
    assert_eq!(seconds, [0, 0, 0, 10, 10, 10, 20]);
    assert_eq!(limiter.state(&Resource::token(TOKEN)).remaining, 2);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_wait_for_a_turn() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    let (client, times) = limited(&limiter);
    let call = || client.request::<Value>(Method::Post, "/x");
    call().await.expect("an answer");
    let error = call()
        .timeout(SECOND * 2)
        .await
        .expect_err("not before ten seconds");
    assert_eq!(error.to_string(), "POST /x: not sent within 2s");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout() && error.is_retryable() && !error.may_have_arrived());
    assert_eq!(limiter.state(&Resource::token(TOKEN)).waiting, 0);
    // A limit on attempts does not count the wait.
    let patient = call().attempt_timeout(SECOND).await;
    patient.expect("an answer");
    assert_eq!(times.lock().expect("no panic elsewhere").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_calls_of_a_day_end_in_an_error_at_once() {
    let limiter = SlidingWindow::new().daily(1);
    let (client, times) = limited(&limiter);
    let call = || client.request::<Value>(Method::Post, "/x");
    call().await.expect("an answer");
    let start = Instant::now();
    let error = call().await.expect_err("the day is over");
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(error.kind(), ErrorKind::DailyLimit);
    assert_eq!(
        error.to_string(),
        "POST /x: the 1 calls of the day are used up: more can be tried in 0 h 1 min, because the API did not say when the day ends"
    );
    assert_eq!(error.retry_after(), Some(SECOND * 60));
    assert!(error.is_rate_limited() && error.is_retryable() && !error.may_have_arrived());
    assert_eq!(times.lock().expect("no panic elsewhere").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_sent_takes_no_place() {
    let limiter = SlidingWindow::new().burst(100, SECOND * 10);
    let server = InProcess::new(|_| Err(TransportError::connect("refused")));
    let client = server.client_with(|builder| builder.rate_limiter(limiter.clone()));
    let call = client.request::<Value>(Method::Post, "/x");
    call.await.expect_err("no answer");
    let call = client.request::<Value>(Method::Post, "no slash");
    call.await.expect_err("no request");
    let state = limiter.state(&Resource::token(TOKEN));
    assert_eq!((state.remaining, state.daily_remaining), (100, 200_000));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_closes_the_window_for_others_too() {
    let server = InProcess::new(|number| {
        if number == 0 {
            return Ok(answer(
                429,
                r#"{"statusCode": 429, "message": "Too Many Requests"}"#,
            ));
        }
        good()
    });
    let limiter = SlidingWindow::new();
    let client = server.client_with(|builder| builder.rate_limiter(limiter.clone()));
    let start = Instant::now();
    let call = client.request::<Value>(Method::Post, "/x");
    call.await.expect("an answer");
    assert!(start.elapsed() >= SECOND * 10, "{:?}", start.elapsed());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn without_a_limiter_calls_go_as_they_come() {
    let server = InProcess::new(|_| good());
    let client = server.client_with(|builder| builder.no_rate_limit());
    for _ in 0..150 {
        let call = client.request::<Value>(Method::Get, "/x");
        call.await.expect("an answer");
    }
    assert_eq!(server.count(), 150);
}
