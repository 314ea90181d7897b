//! What a sandbox can be told to do wrong, and when.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::reply;

mod rule;

pub use rule::{Play, Rule};

/// Something that goes wrong with calls of an operation, for [`Script::fault`](crate::Script::fault).
///
/// It happens once, to the next call, unless [`times`](Self::times), [`every`](Self::every) or [`rate`](Self::rate)
/// say otherwise.
///
/// ```no_run
/// use std::time::Duration;
///
/// use highlevel_sandbox::{Fault, Sandbox};
///
/// # fn script(sandbox: &Sandbox) -> Result<(), highlevel_sandbox::Error> {
/// // The edge is down for two calls, then the third one is slow.
/// sandbox.on("send-a-new-message").fault(Fault::edge(502).times(2))?;
/// sandbox.on("send-a-new-message").fault(Fault::delay(Duration::from_secs(5)))?;
/// // Every call of any operation has one chance in ten that its answer is lost.
/// sandbox.on("*").fault(Fault::reset_after_request().rate(0.1, 7))?;
/// # Ok(())
/// # }
/// # let sandbox = Sandbox::builder().in_process().expect("the specification is sound");
/// # script(&sandbox).expect("these are faults");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    answer: Option<Scripted>,
    delivery: Delivery,
    delay: Duration,
    executed: Option<bool>,
    schedule: Schedule,
    limit: Option<u64>,
}

/// An answer in the place of the right one.
#[derive(Clone)]
struct Scripted {
    status: u16,
    content_type: String,
    headers: Vec<(String, String)>,
    body: Bytes,
    is_edge: bool,
}

/// How an answer reaches the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// As it should.
    Whole,
    /// Piece by piece, over this time.
    Slow(Duration),
    /// Half of the body; then the connection is closed.
    Truncated,
    /// Half of the body; then the connection is reset.
    ResetInAnswer,
    /// The connection is reset before the request was read.
    ResetBeforeRequest,
    /// The connection is reset before the answer.
    ResetAfterRequest,
}

/// Which calls a fault happens to.
#[derive(Clone, Copy, Debug)]
enum Schedule {
    Each,
    Every(u64),
    Rate { share: f64, seed: u64 },
}

impl Fault {
    /// This answer instead of the right one. An empty content type sends none.
    pub fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(Delivery::Whole).with(Scripted {
            status,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            body: body.into().into(),
            is_edge: false,
        })
    }

    /// An error in the shape that the API gives it: `{"statusCode": 503, "message": "Service Unavailable"}`.
    pub fn status(status: u16) -> Self {
        let message = StatusCode::from_u16(status).ok();
        let message = message.and_then(|status| status.canonical_reason());
        let body = serde_json::json!({
            "statusCode": status,
            "message": message.unwrap_or("Unknown Error"),
        });
        Self::answer(status, reply::JSON, body.to_string())
    }

    /// The page of HTML that comes from before the API, with none of the API's headers: 502, 503.
    pub fn edge(status: u16) -> Self {
        let reason = StatusCode::from_u16(status).ok();
        let reason = reason.and_then(|status| status.canonical_reason());
        let title = format!("{status} {}", reason.unwrap_or_default());
        let page = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
             </body>\r\n</html>\r\n"
        );
        let mut fault = Self::answer(status, "text/html", page);
        if let Some(scripted) = &mut fault.answer {
            scripted.is_edge = true;
        }
        fault
    }

    /// The right answer, this much later. The request is executed at once.
    pub fn delay(delay: Duration) -> Self {
        Self::new(Delivery::Whole).after(delay)
    }

    /// The right answer, whose body takes this long to arrive, piece by piece.
    pub fn slow(duration: Duration) -> Self {
        Self::new(Delivery::Slow(duration))
    }

    /// The right answer, of whose body half arrives before the connection is closed: `Content-Length` promised more.
    pub fn truncated() -> Self {
        Self::new(Delivery::Truncated)
    }

    /// The connection is reset when the head of the request was read, and nothing is executed. It happens to wrong
    /// requests too.
    pub fn reset_before_request() -> Self {
        Self::new(Delivery::ResetBeforeRequest)
    }

    /// The request is read and executed, then the connection is reset; see [`executed`](Self::executed).
    pub fn reset_after_request() -> Self {
        Self::new(Delivery::ResetAfterRequest)
    }

    /// The right answer, in the middle of whose body the connection is reset.
    pub fn reset_in_answer() -> Self {
        Self::new(Delivery::ResetInAnswer)
    }

    /// A header of the scripted answer; without one, this does nothing.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(scripted) = &mut self.answer {
            scripted.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Waits this long before the answer, or before the reset.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Says whether the sandbox does what the request asks for, although the client hears something else.
    ///
    /// Without this, a scripted 2xx and a reset after the request are executed, and no other scripted answer is.
    /// Where the right answer is sent, and where the request was not read, this does nothing.
    pub fn executed(mut self, executed: bool) -> Self {
        self.executed = Some(executed);
        self
    }

    /// Happens to so many calls.
    pub fn times(mut self, times: u64) -> Self {
        self.limit = Some(times);
        self
    }

    /// Happens to every call of this number: to the third, the sixth and so on. 0 is never.
    pub fn every(mut self, number: u64) -> Self {
        self.schedule = Schedule::Every(number);
        self
    }

    /// Happens to a share of the calls: 0.1 is one in ten. Which ones is told by the seed, in every run the same.
    pub fn rate(mut self, share: f64, seed: u64) -> Self {
        self.schedule = Schedule::Rate { share, seed };
        self
    }

    fn new(delivery: Delivery) -> Self {
        Self {
            answer: None,
            delivery,
            delay: Duration::ZERO,
            executed: None,
            schedule: Schedule::Each,
            limit: None,
        }
    }

    fn with(mut self, answer: Scripted) -> Self {
        self.answer = Some(answer);
        self
    }
}

impl fmt::Debug for Scripted {
    /// Headers and body may hold a secret: neither is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Scripted")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("headers", &headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("is_edge", &self.is_edge)
            .finish()
    }
}
