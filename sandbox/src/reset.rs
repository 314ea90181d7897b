//! A connection that ended before the whole answer arrived, as a client in the same process hears of it.

use std::fmt;

use bytes::Bytes;
use http::Response;

/// A connection that was reset, or closed too early, as a [`Fault`](crate::Fault) told it to.
pub struct Reset {
    pub(crate) stage: ResetStage,
    pub(crate) is_executed: bool,
    pub(crate) arrived: Option<Response<Bytes>>,
}

/// When a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetStage {
    /// Before the request was read, as if nobody took the connection.
    BeforeRequest,
    /// After the request was read, before the answer.
    AfterRequest,
    /// In the middle of the answer's body.
    InAnswer,
}

impl Reset {
    /// When the connection ended.
    #[must_use]
    pub fn stage(&self) -> ResetStage {
        self.stage
    }

    /// Whether the sandbox did what the request asks for. A client cannot know; its test may.
    #[must_use]
    pub fn is_executed(&self) -> bool {
        self.is_executed
    }

    /// What arrived of the answer: its head and half of its body, where the connection ended in the middle of it.
    #[must_use]
    pub fn arrived(&self) -> Option<&Response<Bytes>> {
        self.arrived.as_ref()
    }
}

impl fmt::Debug for Reset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reset")
            .field("stage", &self.stage)
            .field("executed", &self.is_executed)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Reset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.stage {
            ResetStage::BeforeRequest => "the connection was reset before the request was read",
            ResetStage::AfterRequest => "the connection was reset before the answer",
            ResetStage::InAnswer => "the connection ended in the middle of the answer",
        })
    }
}

impl std::error::Error for Reset {}
