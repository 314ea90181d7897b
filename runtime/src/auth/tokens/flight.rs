//! Renewals that go on although nobody waits for them any more.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::SetOnce;
use tokio::time::{Instant, timeout, timeout_at};

use super::Tokens;
use super::held::Held;
use super::lease::Lease;
use super::slot::Slot;
use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};

/// How long a renewal counts as under way. Waiting for the lock and asking as often as is ever asked take less; what
/// is older runs on a runtime that nobody drives any more, and would be waited for without end.
const LIMIT: Duration = Duration::from_secs(300);

/// How long a renewal that stood still is waited for once more.
const LAST_CHANCE: Duration = Duration::from_secs(5);

/// What a renewal brought.
pub(in crate::auth) type Outcome = Result<Held, TokenError>;

/// Where many wait for one renewal.
#[derive(Clone)]
pub(super) struct Landing {
    pub(super) started: Instant,
    /// Nothing if it broke off.
    arrived: Arc<SetOnce<Option<Outcome>>>,
    lease: Lease,
}

impl Landing {
    pub(super) fn is_under_way(&self) -> bool {
        self.started.elapsed() < LIMIT && !self.arrived.initialized()
    }

    /// Waits for what it brings, and whoever came first goes on first; nothing if it breaks off or stands still.
    pub(super) async fn outcome(self) -> Option<Outcome> {
        let arrived = timeout_at(self.started + LIMIT, self.arrived.wait()).await;
        arrived.ok()?.clone()
    }

    /// Gives one that stood still a last chance, because its runtime may be driven again and an answer be waiting
    /// there; then takes its lock away.
    async fn give_way(self) {
        // Whatever it brought, the store has.
        let _ = timeout(LAST_CHANCE, self.arrived.wait()).await;
        self.lease.end();
    }
}

/// The end of a renewal, which comes even if it is dropped or panics.
struct Landed(Arc<SetOnce<Option<Outcome>>>);

impl Landed {
    fn with(self, outcome: Outcome) {
        // It is set here and in `drop` alone, which comes after.
        let _ = self.0.set(Some(outcome));
    }
}

impl Drop for Landed {
    fn drop(&mut self) {
        let _ = self.0.set(None);
    }
}

impl Tokens {
    /// Joins the renewal of an account that is under way, or starts it on the runtime of whoever asks.
    pub(super) fn fly(&self, slot: &Arc<Slot>, company: Option<&str>) -> Landing {
        slot.join(|before| {
            let (arrived, lease) = (Arc::default(), Lease::default());
            let landed = Landed(Arc::clone(&arrived));
            let landing = Landing {
                started: Instant::now(),
                arrived,
                lease: lease.clone(),
            };
            let (tokens, slot) = (self.clone(), Arc::clone(slot));
            let company = company.map(str::to_owned);
            tokio::spawn(async move {
                if let Some(before) = before {
                    before.give_way().await;
                }
                let outcome = tokens.renew(&slot, company.as_deref(), &lease).await;
                if let Err(error) = &outcome {
                    error.warn("a token was not renewed");
                }
                // Before anybody hears of it: whoever is last lets the slot go.
                drop(slot);
                landed.with(outcome);
            });
            landing
        })
    }
}

/// A task that ended without an outcome.
pub(super) fn broken_off(account: Option<&Account>) -> TokenError {
    let text = "it broke off: the runtime it ran on was shut down, or the store panicked";
    TokenError::new(TokenErrorKind::Unavailable, account, text)
}
