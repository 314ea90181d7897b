//! The one error: small, opaque inside, with predicates outside.

mod display;
mod explanation;
mod make;
mod outcome;
pub(crate) mod refusal;

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use self::explanation::Explanation;
pub(crate) use self::make::Broken;
use self::refusal::Refusal;
use crate::auth::TokenError;
use crate::json::decode::Decode;
use crate::json::decoder::decode;
use crate::operation::Operation;
use crate::operation::handle::Handle;

/// What went wrong. `Display` and `Debug` show neither the token nor the request; what the API itself repeats of a
/// request is in [`Error::message`] and [`Error::body`].
///
/// ```
/// use highlevel_runtime::{Client, ErrorKind};
///
/// let error = Client::new("").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Configuration);
/// assert!(error.to_string().starts_with("the token is empty"));
/// ```
pub struct Error(Box<Inner>);

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be made.
    Configuration,
    /// There is no token for the call; it was not sent. The cause is an [`auth::TokenError`](crate::auth::TokenError).
    Credentials,
    /// The call could not be built; nothing was sent.
    Request,
    /// The calls of the day are used up; nothing was sent. [`Error::retry_after`] says when a call can go again.
    DailyLimit,
    /// The server could not be reached; nothing was sent.
    Connect,
    /// No answer came in time. The server may have done what it was asked to, unless
    /// [`Error::may_have_arrived`] says no.
    Timeout,
    /// The connection broke before an answer came. The server may have done what it was asked to.
    Transport,
    /// The API answered, and not with success.
    Status,
    /// An answer came and could not be read. If it came with success, the call took effect: do not send it again.
    Decode,
    /// A file on this machine could not be written.
    File,
}

struct Inner {
    kind: ErrorKind,
    operation: Option<Handle>,
    status: Option<StatusCode>,
    body: Bytes,
    explanation: Explanation,
    refusal: Option<Refusal>,
    retry_after: Option<Duration>,
    /// What `Display` says besides operation and status.
    text: String,
    timed_out: bool,
    /// Whether the server may have received the request.
    arrived: bool,
    /// Whether the answer began and broke off.
    broken: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns what the API says: its `message`, or several of them joined by `; `.
    pub fn message(&self) -> Option<&str> {
        self.0.explanation.message.as_deref()
    }

    /// Returns the API's name for the error: `canonicalCode` or `error.code`.
    pub fn code(&self) -> Option<&str> {
        self.0.explanation.code.as_deref()
    }

    /// Returns the `traceId` of the answer, which the vendor's support asks for.
    pub fn trace_id(&self) -> Option<&str> {
        self.0.explanation.trace_id.as_deref()
    }

    /// Returns the operation that was called; none if the client could not be made, or before there is a call.
    pub fn operation(&self) -> Option<&Operation> {
        self.0.operation.as_deref()
    }

    /// Returns the bytes of the answer, as far as they came.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Decodes the answer into the type that the API documents for this status; none if it is of another shape.
    pub fn body_json<T: Decode>(&self) -> Option<T> {
        decode(&self.0.body).ok()
    }

    /// Whether the same call may succeed later and does no harm if it is sent again: what the table in
    /// [`retry`](crate::retry) says, and true when the calls of the day are used up.
    ///
    /// A call that ends in such an error was repeated already, as often as its policy allows.
    pub fn is_retryable(&self) -> bool {
        let idempotent = self.operation().is_some_and(Operation::is_idempotent);
        match self.0.kind {
            ErrorKind::DailyLimit => true,
            ErrorKind::Credentials => self.token_error().is_some_and(TokenError::is_passing),
            _ => self
                .outcome()
                .is_some_and(|outcome| outcome.may_be_repeated(idempotent)),
        }
    }

    /// Returns how long to wait before the call is sent again: until the day of a daily limit is over, or as long as the
    /// API asks for in `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the server may have received the request: if not, nothing of it took effect.
    pub fn may_have_arrived(&self) -> bool {
        self.0.arrived
    }

    /// Why the API did not let the token in, if it was that (401 and 403) and says so in words that are known.
    pub fn refusal(&self) -> Option<Refusal> {
        self.0.refusal
    }

    /// Whether there were too many calls: the API says so (429), or those of the day are used up.
    pub fn is_rate_limited(&self) -> bool {
        match self.0.kind {
            ErrorKind::DailyLimit => true,
            ErrorKind::Status => self.0.status == Some(StatusCode::TOO_MANY_REQUESTS),
            _ => false,
        }
    }

    /// Whether time ran out: for the connection, the answer, or its body.
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// Whether the API did not take the token: 401.
    pub fn is_unauthorized(&self) -> bool {
        self.0.kind == ErrorKind::Status && self.0.status == Some(StatusCode::UNAUTHORIZED)
    }

    /// Returns why there was no token for the call, if that is what went wrong.
    pub fn token_error(&self) -> Option<&TokenError> {
        self.0.source.as_deref()?.downcast_ref()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
