//! The bytes of a download as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::transfer::Transfer;
use crate::error::Error;
use crate::steps::Steps;

/// The bytes of a download, from [`Download::into_stream`](super::Download::into_stream). After an error it is over.
pub struct Chunks(Steps<Transfer, Chunk>);

type Chunk = Result<Option<Bytes>, Error>;

impl Chunks {
    pub(super) fn new(transfer: Transfer) -> Self {
        Self(Steps::new(transfer))
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.poll(context, |mut transfer| {
            Box::pin(async move {
                let chunk = transfer.chunk().await;
                (transfer, chunk)
            })
        }));
        let Some(Ok(Some(chunk))) = chunk else {
            self.0.end();
            return Poll::Ready(chunk.and_then(Result::transpose));
        };
        Poll::Ready(Some(Ok(chunk)))
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").finish_non_exhaustive()
    }
}
