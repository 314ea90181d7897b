//! The limiter against a server that counts exactly, with the clock stopped.

mod calls;
mod daily;
mod learned;
mod learning;
mod property;
mod queue;

use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::{Acquiring, Permit, RateLimiter, Resource, SlidingWindow};

const SECOND: Duration = Duration::from_secs(1);
const MILLISECOND: Duration = Duration::from_millis(1);

fn location() -> Resource {
    Resource::sub_account("loc")
}

/// Takes this many places that are free now.
async fn take(limiter: &SlidingWindow, resource: &Resource, count: usize) -> Vec<Permit> {
    let start = Instant::now();
    let mut permits = Vec::new();
    for _ in 0..count {
        permits.push(limiter.acquire(resource).await.expect("a permit"));
    }
    assert_eq!(start, Instant::now(), "nobody had to wait");
    permits
}

/// How long the next call has to wait; it is answered at once.
async fn waited(limiter: &SlidingWindow, resource: &Resource) -> Duration {
    let start = Instant::now();
    drop(limiter.acquire(resource).await.expect("a permit"));
    start.elapsed()
}

/// Polls once, so that a call stands in the queue.
fn is_waiting(call: &mut Acquiring<'_>) -> bool {
    let poll = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    matches!(poll, Poll::Pending)
}

/// Tells of an answer with these headers.
fn answer(limiter: &SlidingWindow, status: u16, headers: &[(&'static str, &str)]) {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            let value = HeaderValue::from_str(value).expect("a value");
            (HeaderName::from_static(name), value)
        })
        .collect();
    let status = StatusCode::from_u16(status).expect("a status");
    limiter.observe(&location(), status, &headers);
}
