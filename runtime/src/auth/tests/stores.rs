//! Stores that fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::auth::{
    Account, Grant, Lock, MemoryStore, Put, Revision, StoreError, StoreFuture, Stored, TokenStore,
};

/// A store that can be broken in several ways, all of which a real one has.
#[derive(Clone, Default)]
pub struct Frail {
    inner: MemoryStore,
    faults: Arc<Faults>,
}

#[derive(Default)]
struct Faults {
    refuses_reads: AtomicBool,
    refuses_writes: AtomicBool,
    forgets_locks: AtomicBool,
    write_delay: AtomicU64,
    delete_delay: AtomicU64,
    locks: AtomicU64,
}

impl Frail {
    pub fn refuse_reads(&self, refuse: bool) {
        self.faults.refuses_reads.store(refuse, Ordering::Relaxed);
    }

    pub fn refuse_writes(&self, refuse: bool) {
        self.faults.refuses_writes.store(refuse, Ordering::Relaxed);
    }

    /// Gives locks to whoever asks.
    pub fn forget_locks(&self) {
        self.faults.forgets_locks.store(true, Ordering::Relaxed);
    }

    /// How often a lock was asked for.
    pub fn locks(&self) -> u64 {
        self.faults.locks.load(Ordering::Relaxed)
    }

    pub fn delay_writes(&self, milliseconds: u64) {
        self.faults
            .write_delay
            .store(milliseconds, Ordering::Relaxed);
    }

    pub fn delay_deletes(&self, milliseconds: u64) {
        self.faults
            .delete_delay
            .store(milliseconds, Ordering::Relaxed);
    }
}

impl TokenStore for Frail {
    fn get<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Option<Stored>> {
        if self.faults.refuses_reads.load(Ordering::Relaxed) {
            return Box::pin(async { Err(StoreError::new("the disk is gone")) });
        }
        self.inner.get(account)
    }

    fn put<'a>(&'a self, grant: &'a Grant, expected: Option<&'a Revision>) -> StoreFuture<'a, Put> {
        Box::pin(async move {
            let delay = self.faults.write_delay.load(Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(delay)).await;
            if self.faults.refuses_writes.load(Ordering::Relaxed) {
                return Err(StoreError::new("the disk is full"));
            }
            self.inner.put(grant, expected).await
        })
    }

    fn delete<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, ()> {
        let (store, account) = (self.inner.clone(), account.clone());
        let delay = self.faults.delete_delay.load(Ordering::Relaxed);
        Box::pin(async move {
            // As on a disk, it goes on to its end.
            let deleting = tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(delay)).await;
                store.delete(&account).await
            });
            deleting.await.expect("no panic")
        })
    }

    fn lock<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Lock> {
        self.faults.locks.fetch_add(1, Ordering::Relaxed);
        if self.faults.forgets_locks.load(Ordering::Relaxed) {
            return Box::pin(async { Ok(Lock::new(())) });
        }
        self.inner.lock(account)
    }
}
