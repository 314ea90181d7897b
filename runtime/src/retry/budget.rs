//! The budget: what keeps retries from becoming a flood.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry takes out, and what it gives back when it was worth it.
const RETRY: u32 = 5;

/// What a call gives that succeeds at once.
const SUCCESS: u32 = 1;

/// How many retries the calls of a client share. Clones share one count.
///
/// A retry takes from the budget; a retry that succeeds gives it back, and five calls that succeed at once give one
/// more, up to the capacity. When it is used up, calls end with their first error until others succeed. Retries of a
/// 429 are free: those the limiter spaces out.
///
/// ```
/// use highlevel_runtime::retry::{RetryBudget, RetryPolicy};
///
/// let policy = RetryPolicy::standard().budget(RetryBudget::new(20));
/// assert_eq!(RetryBudget::new(20).remaining(), 20);
/// ```
#[derive(Clone)]
pub struct RetryBudget(Arc<Count>);

struct Count {
    capacity: u32,
    left: AtomicU32,
}

impl RetryBudget {
    /// Makes a full budget for this many retries.
    pub fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(RETRY);
        Self(Arc::new(Count {
            capacity,
            left: AtomicU32::new(capacity),
        }))
    }

    /// Returns how many retries it pays for now.
    pub fn remaining(&self) -> u32 {
        self.0.left.load(Ordering::Relaxed) / RETRY
    }

    /// Takes a retry out, if there is one left.
    pub(super) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(RETRY))
    }

    /// Notes that a call succeeded, and how many of its retries were paid for.
    pub(crate) fn succeeded(&self, paid: u32) {
        let back = match paid {
            0 => SUCCESS,
            paid => paid.saturating_mul(RETRY),
        };
        let capacity = self.0.capacity;
        self.change(|left| (left < capacity).then(|| left.saturating_add(back).min(capacity)));
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.0
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

impl Default for RetryBudget {
    /// Makes a budget for 100 retries, which a client has unless it is given another.
    fn default() -> Self {
        Self::new(100)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}
