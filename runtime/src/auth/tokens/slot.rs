//! What is known of one account's tokens in this process.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::flight::Landing;
use super::held::Held;
use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};
use crate::auth::store::Revision;

/// How long a token is not renewed again that the API refuses although it is new, in milliseconds: another one would
/// be refused too.
const NEW: u64 = 60_000;

/// One account: the token in use, the renewal under way, the failure of the last one.
pub(super) struct Slot {
    account: Account,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    flight: Option<Landing>,
    trouble: Option<Trouble>,
    /// Whether nothing may be put to use any more.
    is_forgotten: bool,
}

/// A renewal that failed.
#[derive(Clone)]
pub(super) struct Trouble {
    pub(super) error: TokenError,
    /// What the store had then.
    pub(super) revision: Option<Revision>,
    /// Until when it is not tried again, in milliseconds since 1970.
    pub(super) until: u64,
}

/// What a call finds.
pub(super) enum Look {
    /// A token that counts.
    Ready(Held),
    /// A renewal is due; with the old token, if that still counts.
    Due(Option<Held>),
}

impl Slot {
    pub(super) fn new(account: Account) -> Self {
        Self {
            account,
            state: Mutex::default(),
        }
    }

    pub(super) fn account(&self) -> &Account {
        &self.account
    }

    pub(super) fn look(&self, now: u64) -> Look {
        let state = self.state();
        let Some(held) = &state.held else {
            return Look::Due(None);
        };
        if now >= held.ends_at || !held.is_usable() {
            return Look::Due(None);
        }
        let is_due = now >= held.due_at || held.is_unsaved();
        let is_troubled = state.trouble.as_ref().is_some_and(|it| now < it.until);
        if is_due && !is_troubled {
            return Look::Due(Some(held.clone()));
        }
        Look::Ready(held.clone())
    }

    /// Notes that the API refused a token. `false` if there is no use in another one.
    pub(super) fn refuse(&self, refused: &Held, now: u64) -> bool {
        let mut state = self.state();
        let Some(held) = state
            .held
            .as_mut()
            .filter(|held| held.is_same_token(refused))
        else {
            return true;
        };
        let lifetime = held.grant.expires_at.saturating_sub(held.grant.obtained_at);
        // None where this clock is behind the one of whoever had the token; then nothing is known of its age.
        let age = now.checked_sub(held.grant.obtained_at);
        if age.is_some_and(|age| age < NEW.min(lifetime / 2)) {
            return false;
        }
        held.ends_at = held.ends_at.min(now);
        held.due_at = held.due_at.min(now);
        true
    }

    /// Returns the flight under way, or starts one, which is told of the one before.
    pub(super) fn join(&self, start: impl FnOnce(Option<Landing>) -> Landing) -> Landing {
        let mut state = self.state();
        match state.flight.as_ref().filter(|flight| flight.is_under_way()) {
            Some(flight) => flight.clone(),
            None => {
                let before = state.flight.take();
                state.flight.insert(start(before)).clone()
            }
        }
    }

    pub(super) fn flight(&self) -> Option<Landing> {
        self.state().flight.clone()
    }

    pub(super) fn held(&self) -> Option<Held> {
        self.state().held.clone()
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.state().held.as_ref().is_some_and(Held::is_unsaved)
    }

    /// Whether nothing is known that a new slot would not know.
    pub(super) fn is_blank(&self, now: u64) -> bool {
        let state = self.state();
        state.held.is_none() && state.trouble.as_ref().is_none_or(|it| now >= it.until)
    }

    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.state().trouble.clone()
    }

    /// Puts a token to use.
    pub(super) fn hold(&self, held: &Held) {
        let mut state = self.state();
        if !state.is_forgotten {
            state.held = Some(held.clone());
            state.trouble = None;
        }
    }

    /// Puts a token to use in place of another one, unless that was replaced meanwhile.
    pub(super) fn exchange(&self, old: &Held, new: Held) {
        let mut state = self.state();
        if state.held.as_ref().is_some_and(|it| it.is_same_token(old)) {
            state.held = Some(new);
            state.trouble = None;
        }
    }

    /// Puts a token to use that is to be renewed.
    pub(super) fn hold_until_renewed(&self, held: &Held) {
        let mut state = self.state();
        if !state.is_forgotten {
            state.held = Some(held.clone());
        }
    }

    /// Drops the token in use, because the store has none any more.
    pub(super) fn drop_held(&self) {
        self.state().held = None;
    }

    /// Drops the token in use for good: whoever still has this slot stores nothing from it.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.held = None;
        state.is_forgotten = true;
    }

    /// Notes that a renewal failed, so that it is not tried again at once.
    pub(super) fn trouble_with(&self, error: TokenError, revision: Option<Revision>, now: u64) {
        let pause = pause_after(error.kind());
        self.state().trouble = Some(Trouble {
            error,
            revision,
            until: now.saturating_add(pause),
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a failed renewal is not tried again, in milliseconds.
fn pause_after(kind: TokenErrorKind) -> u64 {
    match kind {
        // Nothing was asked of anybody.
        TokenErrorKind::Configuration
        | TokenErrorKind::Callback
        | TokenErrorKind::NoAccount
        | TokenErrorKind::NotInstalled => 0,
        TokenErrorKind::Unavailable | TokenErrorKind::Store => 2_000,
        TokenErrorKind::InvalidGrant
        | TokenErrorKind::Inactive
        | TokenErrorKind::Refused
        | TokenErrorKind::Unreadable => 60_000,
    }
}
