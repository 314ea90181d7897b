//! When something has to be over.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

/// When a call or an attempt has to be over, and how long it had.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    timeout: Duration,
    /// `None` if there is none, or if it lies beyond what the clock can say.
    at: Option<Instant>,
}

impl Deadline {
    /// Begins now; `None` never ends.
    pub(crate) fn after(timeout: Option<Duration>) -> Self {
        Self {
            timeout: timeout.unwrap_or(Duration::MAX),
            at: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
        }
    }

    /// Returns the one that ends first.
    pub(crate) fn or_sooner(self, other: Self) -> Self {
        match (self.at, other.at) {
            (Some(ours), Some(others)) if others < ours => other,
            (None, Some(_)) => other,
            _ => self,
        }
    }

    /// Returns how long there was in all.
    pub(crate) fn timeout(self) -> Duration {
        self.timeout
    }

    /// Returns when it is; `None` if it never is.
    pub(crate) fn at(self) -> Option<Instant> {
        self.at
    }

    /// Waits for a future; `None` when the time is over. The future is one that can be moved, so that what waits for it
    /// does not hold it twice.
    pub(crate) async fn limit<F: Future + Unpin>(self, mut future: F) -> Option<F::Output> {
        let Some(at) = self.at else {
            return Some(future.await);
        };
        // Most of what a call waits for is there at once, and needs no timer.
        let at_once = poll_fn(|context| Poll::Ready(Pin::new(&mut future).poll(context)));
        match at_once.await {
            Poll::Ready(output) => Some(output),
            Poll::Pending => timeout_at(at, future).await.ok(),
        }
    }
}
