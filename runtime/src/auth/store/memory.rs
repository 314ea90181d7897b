//! Tokens that end with the process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Mutex as AsyncMutex;

use super::{Lock, Put, Revision, StoreFuture, Stored, TokenStore};
use crate::auth::account::Account;
use crate::auth::grant::Grant;

/// A [`TokenStore`] in memory, for tests and for tokens that are kept elsewhere. Clones share what they hold.
///
/// The refresh tokens are gone when the process ends: a program that is to run again wants a
/// [`FileStore`](super::file::FileStore) or a store of its own.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<Shelf>>);

#[derive(Default)]
struct Shelf {
    grants: BTreeMap<Account, Stored>,
    locks: BTreeMap<Account, Arc<AsyncMutex<()>>>,
    revisions: u64,
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // Nothing in here panics halfway through a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many accounts it has locks of.
    #[cfg(test)]
    pub(in crate::auth) fn locks(&self) -> usize {
        self.shelf().locks.len()
    }

    fn lock_of(&self, account: &Account) -> Arc<AsyncMutex<()>> {
        let mut shelf = self.shelf();
        // Whoever has one, or waits for it, shares it.
        shelf.locks.retain(|_, lock| Arc::strong_count(lock) > 1);
        shelf.locks.entry(account.clone()).or_default().clone()
    }

    fn swap(&self, grant: &Grant, expected: Option<&Revision>) -> Put {
        let mut shelf = self.shelf();
        let found = shelf.grants.get(&grant.account);
        if found.map(|stored| &stored.revision) != expected {
            return Put::Lost;
        }
        shelf.revisions += 1;
        let revision = Revision::new(shelf.revisions.to_string());
        let stored = Stored {
            grant: grant.clone(),
            revision: revision.clone(),
        };
        shelf.grants.insert(grant.account.clone(), stored);
        Put::Stored(revision)
    }
}

impl TokenStore for MemoryStore {
    fn get<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Option<Stored>> {
        Box::pin(async { Ok(self.shelf().grants.get(account).cloned()) })
    }

    fn put<'a>(&'a self, grant: &'a Grant, expected: Option<&'a Revision>) -> StoreFuture<'a, Put> {
        Box::pin(async move { Ok(self.swap(grant, expected)) })
    }

    fn delete<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, ()> {
        Box::pin(async {
            self.shelf().grants.remove(account);
            Ok(())
        })
    }

    fn lock<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Lock> {
        Box::pin(async {
            let lock = self.lock_of(account);
            Ok(Lock::new(lock.lock_owned().await))
        })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").finish_non_exhaustive()
    }
}
