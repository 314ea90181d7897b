//! Rate limits, on a paused clock.

use std::time::Duration;

use bytes::Bytes;
use highlevel_sandbox::{Fault, RateLimit, Sandbox};
use http::Response;
use serde_json::json;
use tokio::time::advance;

use crate::direct::{builder, json_of, send};
use crate::spec::THINGS;

const SECOND: Duration = Duration::from_secs(1);

fn limited(max: u32, daily: u32) -> Sandbox {
    let limit = RateLimit {
        max,
        daily,
        ..RateLimit::default()
    };
    let sandbox = builder(&THINGS).rate_limit(limit).in_process();
    sandbox.expect("the specification is sound")
}

async fn list(sandbox: &Sandbox, token: &str) -> Response<Bytes> {
    let token = format!("Bearer {token}");
    let headers = [("Authorization", token.as_str())];
    let answer = send(sandbox, "GET", "/things/", &headers, "").await;
    answer.expect("it is answered")
}

fn header(response: &Response<Bytes>, name: &str) -> Option<u64> {
    response.headers().get(name)?.to_str().ok()?.parse().ok()
}

#[tokio::test(start_paused = true)]
async fn the_window_slides() {
    let sandbox = limited(3, 1000);
    // At 0, 4 and 8 seconds; then one place is free at 10, the next at 14.
    for _ in 0..3 {
        assert_eq!(list(&sandbox, "a").await.status(), 200);
        advance(4 * SECOND).await;
    }
    assert_eq!(
        list(&sandbox, "a").await.status(),
        200,
        "12: the first is forgotten"
    );
    assert_eq!(
        list(&sandbox, "a").await.status(),
        429,
        "a refused one does not count"
    );
    advance(2 * SECOND - Duration::from_millis(1)).await;
    assert_eq!(list(&sandbox, "a").await.status(), 429);
    advance(Duration::from_millis(1)).await;
    assert_eq!(list(&sandbox, "a").await.status(), 200, "14");
    assert_eq!(
        list(&sandbox, "b").await.status(),
        200,
        "another token has its own"
    );
}

#[tokio::test(start_paused = true)]
async fn the_headers_tell_what_is_left() {
    let sandbox = limited(2, 10);
    advance(SECOND).await;
    let first = list(&sandbox, "a").await;
    for (name, number) in [
        ("X-RateLimit-Limit-Daily", 10),
        ("X-RateLimit-Daily-Remaining", 9),
        ("X-RateLimit-Interval-Milliseconds", 10_000),
        ("X-RateLimit-Max", 2),
        ("X-RateLimit-Remaining", 1),
        ("x-ratelimit-daily-reset", 86_400_000),
    ] {
        assert_eq!(header(&first, name), Some(number), "{name}");
    }
    advance(SECOND).await;
    let wrong = [("Authorization", "Bearer a")];
    let wrong = send(&sandbox, "GET", "/things/search", &wrong, "").await;
    let wrong = wrong.expect("it is answered");
    assert_eq!(wrong.status(), 400);
    assert_eq!(
        header(&wrong, "x-ratelimit-remaining"),
        Some(0),
        "a wrong one counts"
    );
    let third = list(&sandbox, "a").await;
    assert_eq!(third.status(), 429);
    assert_eq!(
        json_of(&third),
        json!({ "statusCode": 429, "message": "Too Many Requests" })
    );
    assert!(third.headers().get("retry-after").is_none());
    assert_eq!(header(&third, "x-ratelimit-daily-remaining"), Some(8));
    assert_eq!(header(&third, "x-ratelimit-daily-reset"), Some(86_399_000));
    let received = sandbox.requests();
    assert_eq!(received[2].reasons(), ["Too Many Requests"]);
    assert!(!received[2].is_executed());
}

#[tokio::test(start_paused = true)]
async fn the_daily_limit_ends_with_the_day() {
    let sandbox = limited(100, 2);
    for status in [200, 200, 429] {
        assert_eq!(list(&sandbox, "a").await.status(), status);
        advance(60 * SECOND).await;
    }
    advance(Duration::from_secs(24 * 60 * 60 - 3 * 60)).await;
    let next_day = list(&sandbox, "a").await;
    assert_eq!(next_day.status(), 200);
    assert_eq!(header(&next_day, "x-ratelimit-daily-remaining"), Some(1));
}

#[tokio::test(start_paused = true)]
async fn scripted_answers_have_the_headers_but_not_those_of_the_edge() {
    let sandbox = limited(2, 10);
    let script = sandbox.on("list-things");
    script.fault(Fault::status(503)).expect("a fault");
    script.fault(Fault::edge(502)).expect("a fault");
    assert_eq!(
        header(&list(&sandbox, "a").await, "x-ratelimit-remaining"),
        Some(1)
    );
    let edge = list(&sandbox, "a").await;
    assert_eq!(
        (
            edge.status().as_u16(),
            header(&edge, "x-ratelimit-remaining")
        ),
        (502, None)
    );
    assert_eq!(list(&sandbox, "a").await.status(), 429);
}

#[tokio::test]
async fn nothing_is_limited_unless_it_is_asked_for() {
    let sandbox = crate::direct::direct();
    for _ in 0..150 {
        let answer = list(&sandbox, "a").await;
        assert_eq!(answer.status(), 200);
        assert!(answer.headers().get("x-ratelimit-remaining").is_none());
    }
}
