//! Why a request brought no answer, and how far it came.

use std::error::Error;
use std::fmt;

/// Why a request was not answered, or an answer did not come to its end.
///
/// The constructor says how far the request came, and by that whether it may be sent again.
///
/// ```
/// use std::io;
///
/// use highlevel_runtime::transport::TransportError;
///
/// let error = TransportError::connect(io::Error::from(io::ErrorKind::ConnectionRefused));
/// assert!(!error.may_have_arrived());
/// ```
pub struct TransportError {
    stage: Stage,
    timed_out: bool,
    source: Box<dyn Error + Send + Sync>,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It is not one that can be sent.
    Refused,
    /// There was no connection to send it over.
    Connect,
    /// It may have been read and carried out.
    Sent,
}

impl TransportError {
    /// The server could not be reached: nothing was sent.
    pub fn connect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Stage::Connect, source.into())
    }

    /// The connection broke: the server may have received the request and carried it out.
    pub fn interrupted(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Stage::Sent, source.into())
    }

    /// No answer came in time: the server may have received the request and carried it out.
    pub fn timeout(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Stage::Sent, source.into()).timed_out()
    }

    /// The request is one that the transport cannot send: nothing was sent, and it would be no use to try again.
    pub fn refused(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Stage::Refused, source.into())
    }

    /// Says that time ran out: with [`connect`](Self::connect), while the connection was being opened.
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// The same, and whether time ran out.
    pub(super) fn timed_out_if(self, timed_out: bool) -> Self {
        Self { timed_out, ..self }
    }

    /// Whether the server may have received the request.
    pub fn may_have_arrived(&self) -> bool {
        self.stage == Stage::Sent
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.timed_out
    }

    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    pub(crate) fn into_source(self) -> Box<dyn Error + Send + Sync> {
        self.source
    }

    fn new(stage: Stage, source: Box<dyn Error + Send + Sync>) -> Self {
        Self {
            stage,
            timed_out: false,
            source,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.stage, self.timed_out) {
            (Stage::Refused, _) => "the request cannot be sent",
            (Stage::Connect, true) => "the server could not be reached in time",
            (Stage::Connect, false) => "the server could not be reached",
            (Stage::Sent, true) => "no answer in time",
            (Stage::Sent, false) => "the connection broke",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("stage", &self.stage)
            .field("timed_out", &self.timed_out)
            .field("source", &self.source)
            .finish()
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
