//! Chance, where calls are to be spread in time. Not for secrets.
//!
//! It comes from the thread's generator of [`fastrand`], so a test on one thread decides it with `fastrand::seed`.

use std::time::Duration;

/// A random time from none to the longest, both included; whole nanoseconds.
pub(crate) fn up_to(longest: Duration) -> Duration {
    Duration::from_nanos(fastrand::u64(
        ..=longest.as_nanos().min(u64::MAX.into()) as u64,
    ))
}
