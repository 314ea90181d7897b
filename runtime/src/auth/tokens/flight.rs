//! Work that goes on although nobody waits for it any more.

use std::sync::Arc;

use tokio::sync::watch;
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
    arrived: watch::Receiver<Option<Outcome>>,
}

impl Landing {
    pub(super) fn is_under_way(&self) -> bool {
        self.arrived.has_changed().is_ok() && self.arrived.borrow().is_none()
    }

    pub(super) async fn outcome(mut self) -> Outcome {
        match self.arrived.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            _ => Err(broken_off(Some(&self.account))),
        }
    }
}

impl Tokens {
    /// Joins the renewal of an account that is under way, or starts it.
    pub(super) fn fly(&self, slot: &Arc<Slot>, company: Option<&str>) -> Landing {
        slot.join(|| {
            let (landed, arrived) = watch::channel(None);
            let (tokens, slot) = (self.clone(), Arc::clone(slot));
            let account = slot.account().clone();
            let company = company.map(str::to_owned);
            tokio::spawn(async move {
                let outcome = tokens.renew(&slot, company.as_deref()).await;
                if let Err(error) = &outcome {
                    tracing::warn!(%error, "a token was not renewed");
                }
                // Nobody may be waiting any more.
                let _ = landed.send(Some(outcome));
            });
            Landing {
                account,
                started: Instant::now(),
                arrived,
            }
        })
    }
}

/// Runs something in a task of its own, so that it goes on although the future is dropped.
pub(super) async fn apart<T: Send + 'static>(
    work: impl Future<Output = Result<T, TokenError>> + Send + 'static,
) -> Result<T, TokenError> {
    tokio::spawn(work)
        .await
        .unwrap_or_else(|_| Err(broken_off(None)))
}

fn broken_off(account: Option<&Account>) -> TokenError {
    let text = "it broke off: the runtime it ran on was shut down, or the store panicked";
    TokenError::new(TokenErrorKind::Unavailable, account, text)
}
