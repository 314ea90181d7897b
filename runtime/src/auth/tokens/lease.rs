//! The lock of a renewal, which can be taken from one that stands still.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::store::Lock;

/// Where a renewal keeps its lock. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Lease(Arc<Mutex<Option<Lock>>>);

/// Gives the lock back when it is dropped, if nobody has taken it away.
pub(super) struct Leased(Lease);

impl Lease {
    /// Keeps a lock until what it returns is dropped, or the lease ends.
    pub(super) fn hold(&self, lock: Lock) -> Leased {
        drop(self.replace(Some(lock)));
        Leased(self.clone())
    }

    /// Gives the lock back now.
    pub(super) fn end(&self) {
        drop(self.replace(None));
    }

    /// Dropping what was there is left to the caller, because it is the store's code and may panic.
    fn replace(&self, lock: Option<Lock>) -> Option<Lock> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, lock)
    }
}

impl Drop for Leased {
    fn drop(&mut self) {
        self.0.end();
    }
}
