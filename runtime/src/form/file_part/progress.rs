//! What becomes of a file on its way: it is counted, held against its length, and its progress told.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::{Body, TransportError};

/// Whom progress is told: bytes sent, and bytes in all if that is known.
#[derive(Clone)]
pub(super) struct Progress(Arc<dyn Fn(u64, Option<u64>) + Send + Sync>);

impl Progress {
    pub(super) fn new(tell: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }
}

impl PartialEq for Progress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The chunks of a file as they are sent.
pub(super) struct Counted {
    body: Body,
    sent: u64,
    length: Option<u64>,
    progress: Option<Progress>,
}

impl Stream for Counted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = match ready!(self.body.poll_chunk(context)) {
            Some(Ok(chunk)) => chunk,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(self.wrong_length().map(Err)),
        };
        self.sent += chunk.len() as u64;
        if self.length.is_some_and(|length| self.sent > length) {
            return Poll::Ready(self.wrong_length().map(Err));
        }
        if let Some(Progress(tell)) = &self.progress {
            tell(self.sent, self.length);
        }
        Poll::Ready(Some(Ok(chunk)))
    }
}

impl Counted {
    /// Has a body counted while it is sent.
    pub(super) fn body(body: Body, progress: Option<Progress>) -> Body {
        let length = body.length();
        let counted = Self {
            body,
            sent: 0,
            length,
            progress,
        };
        Body::stream(counted, length)
    }

    /// The server was promised another number of bytes than there are.
    fn wrong_length(&mut self) -> Option<TransportError> {
        let (promised, sent) = (self.length.take()?, self.sent);
        (promised != sent).then(|| TransportError::interrupted(WrongLength { promised, sent }))
    }
}

/// A file that is not as long as it was said to be.
#[derive(Debug)]
struct WrongLength {
    promised: u64,
    sent: u64,
}

impl fmt::Display for WrongLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.sent < self.promised {
            "only"
        } else {
            "at least"
        };
        let Self { promised, sent } = self;
        write!(f, "the file has {how} {sent} bytes, and not {promised}")
    }
}

impl Error for WrongLength {}
