//! Storing tokens, and what becomes of them when the store fails.

use std::time::Duration;

use tokio::time::sleep;

use super::Tokens;
use super::held::{Held, Place};
use super::slot::Slot;
use crate::auth::error::TokenError;
use crate::auth::grant::Grant;
use crate::auth::store::{Put, Revision, StoreError, Stored};

/// How often storing is tried.
const ATTEMPTS: u32 = 5;

/// Pause after the first attempt; it doubles.
const PAUSE: Duration = Duration::from_millis(50);

/// What the store has after a grant was to be stored.
enum Kept {
    /// The grant, as this revision.
    Ours(Revision),
    /// What somebody else stored meanwhile, which is newer.
    Theirs(Box<Stored>),
}

impl Tokens {
    /// Stores a grant that came just now and puts it to use. If the store fails, the grant is in use all the same,
    /// because its refresh token is the only one there is; a log says so.
    pub(super) async fn keep(
        &self,
        slot: &Slot,
        grant: Grant,
        replaces: Option<Revision>,
    ) -> Result<Held, TokenError> {
        let held = match Held::new(grant.clone(), Place::Unsaved(replaces.clone())) {
            Ok(held) => held,
            Err(error) => {
                // Its refresh token is good for another try.
                let _ = self.save(&grant, replaces).await;
                return Err(error);
            }
        };
        // Before anything can go wrong: whoever asks from now on gets no token that was used up, and none that is not
        // stored yet.
        slot.hold(&held);
        match self.save_held(slot).await {
            Ok(()) => {}
            Err(error) => tracing::error!(
                %error,
                "tokens could not be stored; they are in use and lost when this process ends"
            ),
        }
        let newest = slot
            .held()
            .filter(|newest| newest.is_usable() && self.now() < newest.ends_at);
        Ok(newest.unwrap_or(held))
    }

    /// Stores what is in use and could not be stored before.
    pub(super) async fn save_held(&self, slot: &Slot) -> Result<(), TokenError> {
        let Some(held) = slot.held().filter(Held::is_unsaved) else {
            return Ok(());
        };
        match self.save(&held.grant, held.revision().cloned()).await {
            Ok(Kept::Ours(revision)) => {
                let place = Place::Saved(revision);
                slot.exchange(
                    &held,
                    Held {
                        place,
                        ..held.clone()
                    },
                );
            }
            Ok(Kept::Theirs(stored)) => slot.exchange(&held, Held::stored(*stored)),
            Err(error) => {
                let place = Place::Unsavable(held.revision().cloned());
                slot.exchange(
                    &held,
                    Held {
                        place,
                        ..held.clone()
                    },
                );
                let text = "the new tokens were not stored";
                let error = TokenError::store(slot.account(), text, error);
                slot.trouble_with(error.clone(), None, self.now());
                return Err(error);
            }
        }
        Ok(())
    }

    /// Stores what is in use and could not be stored before, under the lock.
    pub(super) async fn save_locked(&self, slot: &Slot) -> Result<(), TokenError> {
        let _lock = self.lock(slot.account()).await?;
        self.save_held(slot).await
    }

    /// Stores a grant in place of whatever the store has, under its lock.
    pub(super) async fn place(&self, grant: Grant) -> Result<(), TokenError> {
        let held = Held::new(grant.clone(), Place::Unsaved(None));
        if let Ok(held) = &held {
            // Before anything is waited for: if this breaks off, `settle` has it still.
            self.slot(&grant.account).hold(held);
        }
        let _lock = self.lock(&grant.account).await;
        let replaces = self.read(&grant.account).await;
        // A store that cannot be read may be written to none the less.
        let replaces = replaces.ok().flatten().map(|stored| stored.revision);
        let held = match held {
            Ok(held) => held,
            Err(error) => {
                if grant.refresh_token.is_some() {
                    // It is good for another try.
                    let _ = self.save(&grant, replaces).await;
                }
                return Err(error);
            }
        };
        let place = Place::Unsaved(replaces);
        // Once more: a renewal that had the lock put its own to use, or the account was forgotten, and its slot with it.
        let slot = self.slot(&grant.account);
        slot.hold(&Held { place, ..held });
        self.save_held(&slot).await
    }

    async fn save(
        &self,
        grant: &Grant,
        mut replaces: Option<Revision>,
    ) -> Result<Kept, StoreError> {
        let mut last = StoreError::new("others kept changing it");
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(PAUSE * 2_u32.pow(attempt)).await;
            }
            match self.write(grant, replaces.as_ref()).await {
                Ok(Put::Stored(revision)) => return Ok(Kept::Ours(revision)),
                Ok(Put::Lost) => {}
                Err(error) => {
                    last = error;
                    continue;
                }
            }
            match self.read(&grant.account).await {
                // Written by an attempt that seemed to fail.
                Ok(Some(stored)) if stored.grant == *grant => {
                    return Ok(Kept::Ours(stored.revision));
                }
                Ok(Some(stored)) if is_newer(&stored.grant, grant) => {
                    return Ok(Kept::Theirs(Box::new(stored)));
                }
                Ok(stored) => replaces = stored.map(|stored| stored.revision),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

/// Whether what is stored is better than what was to be: had later, and not without a refresh token where there was
/// one.
fn is_newer(stored: &Grant, ours: &Grant) -> bool {
    stored.obtained_at >= ours.obtained_at
        && (stored.refresh_token.is_some() || ours.refresh_token.is_none())
}
