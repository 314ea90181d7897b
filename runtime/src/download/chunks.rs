//! The bytes of a download as a stream.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transfer::Transfer;
use crate::error::Error;

/// The bytes of a download, from [`Download::into_stream`](super::Download::into_stream). After an error it is over.
pub struct Chunks(State);

enum State {
    Resting(Box<Transfer>),
    Reading(Pin<Box<dyn Future<Output = Step> + Send>>),
    Over,
}

type Step = (Box<Transfer>, Result<Option<Bytes>, Error>);

impl Chunks {
    pub(super) fn new(transfer: Transfer) -> Self {
        Self(State::Resting(Box::new(transfer)))
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut step = match std::mem::replace(&mut self.0, State::Over) {
            State::Over => return Poll::Ready(None),
            State::Resting(transfer) => Box::pin(step(transfer)),
            State::Reading(step) => step,
        };
        let Poll::Ready((transfer, chunk)) = step.as_mut().poll(context) else {
            self.0 = State::Reading(step);
            return Poll::Pending;
        };
        if let Ok(Some(_)) = chunk {
            self.0 = State::Resting(transfer);
        }
        Poll::Ready(chunk.transpose())
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").finish_non_exhaustive()
    }
}

async fn step(mut transfer: Box<Transfer>) -> Step {
    let chunk = transfer.chunk().await;
    (transfer, chunk)
}
