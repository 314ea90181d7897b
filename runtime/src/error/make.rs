//! How errors are made, and what each of them says.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, StatusCode};

use super::explanation::Explanation;
use super::refusal::Refusal;
use super::{Error, ErrorKind, Inner};
use crate::auth::TokenError;
#[cfg(feature = "blocking")]
use crate::blocking;
use crate::limit::DailyLimit;
use crate::operation::handle::Handle;
use crate::reply::Reply;
use crate::retry::retry_after;
use crate::transport::{Stage, TransportError};

/// Why the body of an answer ended early.
pub(crate) enum Broken {
    Connection(TransportError),
    Timeout(Duration),
}

impl Error {
    pub(crate) fn configuration(
        text: &str,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        let text = match &source {
            Some(source) => format!("{text}: {}", root_cause(source.as_ref())),
            None => text.to_owned(),
        };
        Self::new(ErrorKind::Configuration, None, text).because(source)
    }

    pub(crate) fn request(
        operation: impl Into<Handle>,
        text: String,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::new(ErrorKind::Request, Some(operation.into()), text).because(source)
    }

    /// A call that nobody can wait for where it was made.
    #[cfg(feature = "blocking")]
    pub(crate) fn no_wait(operation: impl Into<Handle>, refusal: blocking::Refusal) -> Self {
        match refusal {
            blocking::Refusal::InsideRuntime => {
                let text =
                    "`wait` would hold up the async runtime that it is called in: use `.await`";
                Self::request(operation, text.to_owned(), None)
            }
            blocking::Refusal::NoRuntime(error) => {
                let text = format!("the runtime for waiting calls cannot be started: {error}");
                Self::request(operation, text, Some(error.into()))
            }
        }
    }

    /// What was to become part of a call cannot, whatever the operation.
    pub(crate) fn argument(text: &str) -> Self {
        Self::new(ErrorKind::Request, None, text.to_owned())
    }

    /// There is no token for a call.
    pub(crate) fn credentials(operation: impl Into<Handle>, error: TokenError) -> Self {
        let mut made = Self::from(error);
        made.0.operation = Some(operation.into());
        made
    }

    /// The calls of the day are used up.
    pub(crate) fn daily_limit(operation: impl Into<Handle>, limit: DailyLimit) -> Self {
        let mut error = Self::new(
            ErrorKind::DailyLimit,
            Some(operation.into()),
            limit.to_string(),
        );
        error.0.retry_after = Some(limit.ends_in());
        error.because(Some(limit.into()))
    }

    /// Time was over before the answer came.
    pub(crate) fn timeout(operation: impl Into<Handle>, timeout: Duration) -> Self {
        let text = format!("no answer within {timeout:?}");
        let mut error = Self::new(ErrorKind::Timeout, Some(operation.into()), text);
        error.0.timed_out = true;
        error.0.arrived = true;
        error
    }

    /// Time was over before anything was sent.
    pub(crate) fn unsent(operation: impl Into<Handle>, timeout: Duration) -> Self {
        let mut error = Self::timeout(operation, timeout);
        error.0.text = format!("not sent within {timeout:?}");
        error.0.arrived = false;
        error
    }

    pub(crate) fn transport(operation: impl Into<Handle>, error: TransportError) -> Self {
        let timed_out = error.is_timeout();
        let (kind, text) = match (error.stage(), timed_out) {
            (Stage::Refused, _) => (ErrorKind::Request, "the request could not be sent"),
            (Stage::Connect, _) => (ErrorKind::Connect, "the server could not be reached"),
            (Stage::Sent, true) => (ErrorKind::Timeout, "no answer in time"),
            (Stage::Sent, false) => (
                ErrorKind::Transport,
                "the connection broke before an answer came",
            ),
        };
        let text = format!("{text}: {}", root_cause(&error));
        let mut made = Self::new(kind, Some(operation.into()), text);
        made.0.timed_out = timed_out;
        made.0.arrived = error.may_have_arrived();
        made.because(Some(error.into_source()))
    }

    pub(crate) fn decode(
        operation: impl Into<Handle>,
        status: StatusCode,
        body: Bytes,
        reason: &str,
    ) -> Self {
        let text = format!(
            "{} ({}), but the answer could not be read: {reason}; the body is kept in Error::body",
            if status.is_success() {
                "the server accepted the call"
            } else {
                "the server answered"
            },
            status.as_u16()
        );
        let mut error = Self::new(ErrorKind::Decode, Some(operation.into()), text);
        error.0.status = Some(status);
        error.0.arrived = true;
        error.0.body = body;
        error
    }

    /// An answer that is not a success; `authorization` must not be shown, should the server repeat it.
    pub(crate) fn status_of(reply: Reply, authorization: Option<&HeaderValue>) -> Self {
        let mut error = Self::new(
            ErrorKind::Status,
            Some(reply.operation().into()),
            String::new(),
        );
        error.0.explanation = Explanation::read(&reply, authorization);
        error.0.refusal = Refusal::of(reply.status(), error.message().unwrap_or_default());
        error.0.arrived = true;
        error.0.retry_after = retry_after(reply.headers(), SystemTime::now());
        error.0.text = error.0.explanation.told(reply.status(), reply.body());
        error.0.status = Some(reply.status());
        error.0.body = reply.into_body();
        error
    }

    /// An answer that ended early: what came with its head counts.
    pub(crate) fn broken(
        reply: Reply,
        broken: Broken,
        authorization: Option<&HeaderValue>,
    ) -> Self {
        let (reason, timed_out, source) = match broken {
            Broken::Connection(error) => {
                let reason = format!("the connection broke within it: {}", root_cause(&error));
                (reason, error.is_timeout(), Some(error.into_source()))
            }
            Broken::Timeout(timeout) => (
                format!("it was not complete within {timeout:?}"),
                true,
                None,
            ),
        };
        let mut error = if reply.status().is_success() {
            reply.error(&reason)
        } else {
            Self::status_of(reply, authorization)
        };
        error.0.timed_out = timed_out;
        error.0.broken = true;
        error.because(source)
    }

    /// A download that ended early, after this many bytes.
    pub(crate) fn cut_off(
        operation: impl Into<Handle>,
        broken: Broken,
        position: u64,
        length: Option<u64>,
    ) -> Self {
        let of = length.map_or_else(String::new, |length| format!(" of {length}"));
        let after = format!("after {position}{of} bytes");
        let (kind, text, timed_out, source) = match broken {
            Broken::Connection(error) => (
                ErrorKind::Transport,
                format!("the connection broke {after}: {}", root_cause(&error)),
                error.is_timeout(),
                Some(error.into_source()),
            ),
            Broken::Timeout(timeout) => (
                ErrorKind::Timeout,
                format!("nothing more came within {timeout:?} {after}"),
                true,
                None,
            ),
        };
        let mut made = Self::new(kind, Some(operation.into()), text);
        made.0.timed_out = timed_out;
        made.0.arrived = true;
        made.because(source)
    }

    /// What came could not be written to a file.
    pub(crate) fn file(operation: impl Into<Handle>, text: String, source: std::io::Error) -> Self {
        let mut error = Self::new(ErrorKind::File, Some(operation.into()), text);
        error.0.arrived = true;
        error.because(Some(source.into()))
    }

    /// The same error, where an attempt before may have reached the server.
    pub(crate) fn arrived(mut self) -> Self {
        self.0.arrived = true;
        self
    }

    /// The same error without what must not be shown. Done to all of the text, because `Display` cuts it, and the
    /// beginning of a secret is a part of it too.
    pub(crate) fn redacted(mut self, redact: impl Fn(String) -> String) -> Self {
        self.0.text = redact(self.0.text);
        let explanation = &mut self.0.explanation;
        explanation.message = explanation.message.take().map(&redact);
        explanation.code = explanation.code.take().map(&redact);
        explanation.trace_id = explanation.trace_id.take().map(&redact);
        self
    }

    fn new(kind: ErrorKind, operation: Option<Handle>, text: String) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            status: None,
            body: Bytes::new(),
            explanation: Explanation::default(),
            refusal: None,
            retry_after: None,
            text,
            timed_out: false,
            arrived: false,
            broken: false,
            source: None,
        }))
    }

    fn because(mut self, source: Option<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = source;
        self
    }
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        Self::new(ErrorKind::Credentials, None, error.to_string()).because(Some(error.into()))
    }
}

/// The innermost cause, which says more than the layers around it.
fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
