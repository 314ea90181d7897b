//! The tokens of an app: had once, kept in the store, renewed when they are about to end.

mod errand;
mod flight;
mod held;
mod keep;
mod lease;
mod mint;
mod redeem;
mod renew;
mod shelf;
mod slot;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout_at;

use self::flight::Outcome;
pub(super) use self::held::Held;
use self::slot::{Look, Slot};
use super::account::Account;
use super::app::App;
use super::authorize::Code;
use super::error::TokenError;
use super::exchange::Exchange;
use super::grant::Grant;
use crate::clock::Clock;
use crate::error::Error;
use crate::operation::TokenKind;

/// How long calls wait for a renewal while the old token still counts.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many renewals a call waits for, if they break off with the runtime that they run on.
const FLIGHTS: u32 = 2;

/// How long accounts are left alone of which nothing may be known any more, in milliseconds.
const SWEEP_PAUSE: u64 = 60_000;

/// The tokens of an [`App`]. Cheap to clone: clones share them.
///
/// Calls of a client that was made with the app use these by themselves: a token is renewed a little before it ends,
/// by one of them while the others wait. A renewal runs in a task of its own, so that nobody who stops waiting for it
/// loses what it brings; a program that ends waits for it with [`settle`](Self::settle). The task is of the async runtime
/// of whoever asked first: if nobody drives that any more, others wait for it for five minutes at most, and then renew
/// by themselves.
#[derive(Clone)]
pub struct Tokens(Arc<Shared>);

struct Shared {
    app: App,
    exchange: Exchange,
    clock: Clock,
    slots: Mutex<BTreeMap<Account, Arc<Slot>>>,
    /// When accounts are looked for of which nothing is known any more, in milliseconds since 1970.
    sweep_at: AtomicU64,
    /// How many errands are under way.
    errands: watch::Sender<usize>,
}

impl Tokens {
    pub(crate) fn new(app: App, exchange: Exchange, clock: Clock) -> Self {
        Self(Arc::new(Shared {
            app,
            exchange,
            clock,
            slots: Mutex::default(),
            sweep_at: AtomicU64::default(),
            errands: watch::Sender::new(0),
        }))
    }

    /// Exchanges the code that a user brought back for a pair of tokens, and stores it.
    ///
    /// # Errors
    ///
    /// If the API refuses or is not there, or the store fails: then the tokens are in use, and storing them is tried
    /// again with the next call and by [`settle`](Self::settle).
    pub async fn exchange(&self, code: &Code) -> Result<Grant, Error> {
        let (tokens, code) = (self.clone(), code.clone());
        let arrived = self.apart(async move {
            let grant = tokens.redeem(&code, None).await?;
            tokens.place(grant.clone()).await?;
            Ok(grant)
        });
        Ok(arrived.await?)
    }

    /// Has the API give new tokens to an account whose refresh token was lost, and stores them. The app has to be
    /// installed there still.
    ///
    /// # Errors
    ///
    /// As [`exchange`](Self::exchange).
    pub async fn reconnect(&self, account: &Account) -> Result<Grant, Error> {
        let (tokens, account) = (self.clone(), account.clone());
        let arrived = self.apart(async move {
            let grant = tokens.redeem_anew(&account).await?;
            tokens.place(grant.clone()).await?;
            Ok(grant)
        });
        Ok(arrived.await?)
    }

    /// Stores tokens that were had elsewhere, in place of those of their account.
    ///
    /// # Errors
    ///
    /// If the store fails, or the access token cannot be sent as a header; a refresh token is stored all the same.
    pub async fn adopt(&self, grant: Grant) -> Result<(), Error> {
        let tokens = self.clone();
        let arrived = self.apart(async move { tokens.place(grant).await });
        Ok(arrived.await?)
    }

    /// Returns tokens of an account that count for a while; they are renewed for it if need be, or made by its
    /// agency's.
    ///
    /// # Errors
    ///
    /// If there are none and none can be had.
    pub async fn grant(&self, account: &Account) -> Result<Grant, Error> {
        Ok(self.held(account, None).await?.grant.as_ref().clone())
    }

    /// Forgets the tokens of an account, as when the app was uninstalled there; also those that could not be stored yet,
    /// but not those of an installation that waits behind this.
    /// A later call may have new ones made by the agency, if it names one.
    ///
    /// # Errors
    ///
    /// If the store fails. Unless it could not even be locked, the tokens are out of use all the same, until somebody
    /// finds them in the store still.
    pub async fn forget(&self, account: &Account) -> Result<(), Error> {
        let (tokens, account) = (self.clone(), account.clone());
        let gone = self.apart(async move {
            let _lock = tokens.lock(&account).await?;
            let removed = tokens.remove(&account).await;
            // A store that did not answer in time may remove them yet.
            let slot = tokens.slots().remove(&account);
            if let Some(slot) = slot {
                slot.forget();
            }
            removed
        });
        Ok(gone.await?)
    }

    /// Waits for renewals, exchanges and whatever else is under way, and stores what could not be stored before. To be called before a
    /// program ends.
    ///
    /// # Errors
    ///
    /// If there are tokens that the store still does not take. They are lost when the program ends.
    pub async fn settle(&self) -> Result<(), Error> {
        self.errands_done().await;
        // A sub-account's renewal may begin its agency's, and that begins none.
        for kind in [TokenKind::SubAccount, TokenKind::Agency] {
            self.renewals_done(kind).await;
        }
        let mut outcome = Ok(());
        for slot in self.all() {
            if slot.is_unsaved() {
                outcome = outcome.and(self.save_locked(&slot).await);
            }
        }
        Ok(outcome?)
    }

    /// Waits for the renewals that are under way for accounts of a kind.
    async fn renewals_done(&self, kind: TokenKind) {
        let mut slots = self.all();
        slots.retain(|slot| slot.account().kind() == kind);
        for landing in slots.iter().filter_map(|slot| slot.flight()) {
            // Whether it brought a token is for those to see who wanted it.
            let _ = landing.outcome().await;
        }
    }

    pub(super) fn app(&self) -> &App {
        &self.0.app
    }

    /// Returns a token of an account; `company` is its agency, if the call names it.
    pub(super) async fn held(&self, account: &Account, company: Option<&str>) -> Outcome {
        let outcome = self.held_in(&self.slot(account), company).await;
        if outcome.is_err() {
            self.let_go(account);
        }
        outcome
    }

    async fn held_in(&self, slot: &Arc<Slot>, company: Option<&str>) -> Outcome {
        if let Look::Ready(held) = slot.look(self.now()) {
            return Ok(held);
        }
        for _ in 0..FLIGHTS {
            let landing = self.fly(slot, company);
            let outcome = timeout_at(landing.started + PATIENCE, landing.clone().outcome()).await;
            if let Ok(Some(Ok(held))) = outcome {
                return Ok(held);
            }
            if let Look::Ready(old) | Look::Due(Some(old)) = slot.look(self.now()) {
                return Ok(old);
            }
            let outcome = match outcome {
                Ok(outcome) => outcome,
                Err(_) => landing.outcome().await,
            };
            if let Some(outcome) = outcome {
                return outcome;
            }
        }
        Err(flight::broken_off(Some(slot.account())))
    }

    /// Returns the agency of a sub-account, by its company id, as far as the store knows it.
    pub(super) async fn agency_that_has(
        &self,
        sub_account: &Account,
    ) -> Result<Option<String>, TokenError> {
        let stored = self.stored(sub_account).await?;
        Ok(stored.and_then(|stored| stored.grant.company_id))
    }

    /// Has a token renewed that the API does not take any more; says whether there is another one.
    pub(super) async fn refused(
        &self,
        company: Option<&str>,
        refused: &Held,
    ) -> Result<bool, TokenError> {
        let account = &refused.grant.account;
        if !self.slot(account).refuse(refused, self.now()) {
            return Ok(false);
        }
        let held = self.held(account, company).await?;
        Ok(!held.is_same_token(refused))
    }

    fn now(&self) -> u64 {
        self.0.clock.now()
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<Account, Arc<Slot>>> {
        // Nothing panics while it is locked.
        self.0.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn all(&self) -> Vec<Arc<Slot>> {
        self.slots().values().cloned().collect()
    }

    /// How many accounts something is known of.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.slots().len()
    }

    fn slot(&self, account: &Account) -> Arc<Slot> {
        let mut slots = self.slots();
        match slots.get(account) {
            Some(slot) => Arc::clone(slot),
            None => {
                let slot = Arc::new(Slot::new(account.clone()));
                slots.insert(account.clone(), Arc::clone(&slot));
                slot
            }
        }
    }

    /// Drops what is known of an account, if that is nothing and nobody else asks: there may be any number of accounts
    /// that were never installed. Now and then, does so for all accounts.
    fn let_go(&self, account: &Account) {
        let now = self.now();
        let is_idle = |slot: &Arc<Slot>| Arc::strong_count(slot) == 1 && slot.is_blank(now);
        let mut slots = self.slots();
        if slots.get(account).is_some_and(is_idle) {
            slots.remove(account);
        }
        if now >= self.0.sweep_at.load(Ordering::Relaxed) {
            slots.retain(|_, slot| !is_idle(slot));
            let next = now.saturating_add(SWEEP_PAUSE);
            self.0.sweep_at.store(next, Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("app", &self.0.app)
            .finish_non_exhaustive()
    }
}
