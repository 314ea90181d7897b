//! When something has to be over.

use std::future::Future;
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

    /// Waits for a future; `None` when the time is over.
    pub(crate) async fn limit<F: Future>(self, future: F) -> Option<F::Output> {
        match self.at {
            Some(at) => timeout_at(at, future).await.ok(),
            None => Some(future.await),
        }
    }
}
