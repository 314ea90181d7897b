//! The store as renewals see it: it answers in time or has failed.

use std::time::Duration;

use tokio::time::timeout;

use super::Tokens;
use crate::auth::account::Account;
use crate::auth::error::TokenError;
use crate::auth::grant::Grant;
use crate::auth::store::{Lock, Put, Revision, StoreError, StoreFuture, Stored};

/// How long the store may take for anything but a lock.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a lock is waited for. Whoever holds it longer is not renewing anything any more.
const LOCK_PATIENCE: Duration = Duration::from_secs(150);

impl Tokens {
    pub(super) async fn read(&self, account: &Account) -> Result<Option<Stored>, StoreError> {
        answered(PATIENCE, self.0.app.store.get(account)).await
    }

    /// The same, as something that a call can fail with.
    pub(super) async fn stored(&self, account: &Account) -> Result<Option<Stored>, TokenError> {
        self.read(account)
            .await
            .map_err(|error| TokenError::store(account, "the tokens could not be read", error))
    }

    pub(super) async fn write(
        &self,
        grant: &Grant,
        expected: Option<&Revision>,
    ) -> Result<Put, StoreError> {
        answered(PATIENCE, self.0.app.store.put(grant, expected)).await
    }

    pub(super) async fn remove(&self, account: &Account) -> Result<(), TokenError> {
        answered(PATIENCE, self.0.app.store.delete(account))
            .await
            .map_err(|error| TokenError::store(account, "the tokens were not removed", error))
    }

    pub(super) async fn lock(&self, account: &Account) -> Result<Lock, TokenError> {
        answered(LOCK_PATIENCE, self.0.app.store.lock(account))
            .await
            .map_err(|error| TokenError::store(account, "the tokens were not locked", error))
    }
}

async fn answered<T>(limit: Duration, answer: StoreFuture<'_, T>) -> Result<T, StoreError> {
    timeout(limit, answer)
        .await
        .unwrap_or_else(|_| Err(StoreError::new(format!("no answer within {limit:?}"))))
}
