//! Renewals that go on although nobody waits for them any more.

use std::sync::Arc;

use tokio::sync::SetOnce;
use tokio::time::Instant;

use super::Tokens;
use super::held::Held;
use super::slot::Slot;
use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};

/// What a renewal brought.
pub(in crate::auth) type Outcome = Result<Held, TokenError>;

/// Where many wait for one renewal.
#[derive(Clone)]
pub(super) struct Landing {
    account: Account,
    pub(super) started: Instant,
    arrived: Arc<SetOnce<Outcome>>,
}

impl Landing {
    pub(super) fn is_under_way(&self) -> bool {
        !self.arrived.initialized()
    }

    /// Waits for it; whoever came first goes on first.
    pub(super) async fn outcome(self) -> Outcome {
        self.arrived.wait().await.clone()
    }
}

/// The end of a renewal, which comes even if it is dropped or panics.
struct Landed(Landing);

impl Landed {
    fn with(self, outcome: Outcome) {
        // It is set here and in `drop` alone, which comes after.
        let _ = self.0.arrived.set(outcome);
    }
}

impl Drop for Landed {
    fn drop(&mut self) {
        let _ = self.0.arrived.set(Err(broken_off(Some(&self.0.account))));
    }
}

impl Tokens {
    /// Joins the renewal of an account that is under way, or starts it.
    pub(super) fn fly(&self, slot: &Arc<Slot>, company: Option<&str>) -> Landing {
        slot.join(|| {
            let landing = Landing {
                account: slot.account().clone(),
                started: Instant::now(),
                arrived: Arc::default(),
            };
            let landed = Landed(landing.clone());
            let (tokens, slot) = (self.clone(), Arc::clone(slot));
            let company = company.map(str::to_owned);
            tokio::spawn(async move {
                let outcome = tokens.renew(&slot, company.as_deref()).await;
                if let Err(error) = &outcome {
                    tracing::warn!(%error, "a token was not renewed");
                }
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
