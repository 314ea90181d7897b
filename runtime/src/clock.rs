//! The clock on the wall: what the expiry of tokens is held against.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// Tells the time in milliseconds since 1970.
///
/// Reads the system's clock once and counts on from there with tokio's, so that nobody who sets the system's clock
/// makes tokens expire, and a paused clock moves this one too. Where the machine slept, it is late until the process
/// starts again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    started: Instant,
    started_at: u64,
}

impl Clock {
    /// A clock that is right.
    pub(crate) fn system() -> Self {
        let since_1970 = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self::starting_at(milliseconds(since_1970))
    }

    /// A clock that shows this time now.
    pub(crate) fn starting_at(now: u64) -> Self {
        Self {
            started: Instant::now(),
            started_at: now,
        }
    }

    /// Returns milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.started_at
            .saturating_add(milliseconds(self.started.elapsed()))
    }
}

/// Returns a duration in milliseconds, as much as fits.
pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
