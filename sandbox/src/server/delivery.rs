//! Brings an outcome to a client over a socket: whole, slowly, in part, or not at all.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::connection::Breaker;
use crate::fault::Delivery;
use crate::reply::Reply;
use crate::state::Outcome;

#[cfg(test)]
mod tests;

/// How many pieces a slow answer has.
const PIECES: usize = 8;

/// How long half an answer waits before its connection ends, so that the half is sent.
const BEFORE_THE_END: Duration = Duration::from_millis(5);

/// The response to a request, once it is due.
pub async fn response(outcome: Outcome, breaker: Breaker) -> Response {
    if !outcome.delay.is_zero() {
        sleep(outcome.delay).await;
    }
    match outcome.delivery {
        Delivery::Whole => whole(outcome.reply),
        Delivery::Slow(duration) => {
            let pause = duration / PIECES as u32;
            dripping(outcome.reply, |body| Drip::slow(body, pause))
        }
        Delivery::Truncated => dripping(outcome.reply, |body| Drip::half(body, None)),
        Delivery::ResetInAnswer => dripping(outcome.reply, |body| Drip::half(body, Some(breaker))),
        Delivery::ResetBeforeRequest | Delivery::ResetAfterRequest => {
            breaker.reset();
            Response::new(Body::empty())
        }
    }
}

fn whole(reply: Reply) -> Response {
    with_body(reply.status, reply.headers, Body::from(reply.body))
}

fn dripping(reply: Reply, drip: impl FnOnce(Bytes) -> Drip) -> Response {
    let body = Body::new(drip(reply.body));
    with_body(reply.status, reply.headers, body)
}

fn with_body(status: u16, headers: http::HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}

/// A body that arrives piece by piece, and perhaps not to its end.
struct Drip {
    length: u64,
    pieces: VecDeque<Bytes>,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    end: End,
}

/// How a body ends.
enum End {
    /// As it should.
    Whole,
    /// Too early, and the connection is reset where there is a switch.
    Early(Option<Breaker>),
}

/// The body ended too early, as it was told.
#[derive(Debug)]
struct Unfinished;

impl Drip {
    fn slow(body: Bytes, pause: Duration) -> Self {
        let piece = body.len().div_ceil(PIECES).max(1);
        let pieces = body.chunks(piece).map(|piece| body.slice_ref(piece));
        Self {
            length: body.len() as u64,
            pieces: pieces.collect(),
            pause,
            waiting: None,
            end: End::Whole,
        }
    }

    fn half(body: Bytes, breaker: Option<Breaker>) -> Self {
        let half = body.slice(..body.len() / 2);
        Self {
            // A body of nothing cannot end too early: then it is one byte that never comes.
            length: body.len().max(1) as u64,
            pieces: VecDeque::from([half]),
            pause: Duration::ZERO,
            waiting: None,
            end: End::Early(breaker),
        }
    }

    /// Waits before the next piece, or before an early end.
    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let pause = match &self.end {
            End::Early(_) if self.pieces.is_empty() => BEFORE_THE_END,
            _ => self.pause,
        };
        if pause.is_zero() {
            return Poll::Ready(());
        }
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(pause)));
        let waited = waiting.as_mut().poll(context);
        if waited.is_ready() {
            self.waiting = None;
        }
        waited
    }
}

impl HttpBody for Drip {
    type Data = Bytes;
    type Error = Unfinished;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Unfinished>>> {
        let is_over = self.pieces.is_empty() && matches!(self.end, End::Whole);
        if is_over {
            return Poll::Ready(None);
        }
        if self.poll_pause(context).is_pending() {
            return Poll::Pending;
        }
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if let End::Early(Some(breaker)) = &self.end {
            breaker.reset();
        }
        Poll::Ready(Some(Err(Unfinished)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer ends here, as it was told")
    }
}

impl std::error::Error for Unfinished {}
