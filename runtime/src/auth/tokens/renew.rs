//! One renewal: by whoever is first, with what is stored, and stored before it is used.

use std::time::Duration;

use tokio::time::sleep;

use super::Tokens;
use super::flight::Outcome;
use super::held::Held;
use super::lease::Lease;
use super::slot::Slot;
use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};
use crate::auth::exchange::Ask;
use crate::auth::exchange::denial::Denial;
use crate::auth::grant::Grant;
use crate::auth::store::Revision;

/// How often the store is read again when a refresh token was used by somebody else, who may be about to store what
/// it brought.
const REREADS: u32 = 5;

/// Pause before reading again.
const REREAD_PAUSE: Duration = Duration::from_millis(400);

impl Tokens {
    /// Returns a token that counts: what somebody else stored, or a new one.
    pub(super) async fn renew(&self, slot: &Slot, company: Option<&str>, lease: &Lease) -> Outcome {
        let failed = |error| self.failed(slot, error, None);
        let is_unknown = self.is_unknown(slot, company).await;
        if is_unknown.map_err(failed)? {
            return Err(nothing_to_renew(slot.account(), None));
        }
        let lock = self.lock(slot.account()).await;
        let _leased = lease.hold(lock.map_err(failed)?);
        // Another one, if the account was forgotten while the lock was waited for: it may be installed again by now.
        self.renew_locked(&self.slot(slot.account()), company).await
    }

    async fn renew_locked(&self, slot: &Slot, company: Option<&str>) -> Outcome {
        let found = match self.find(slot).await {
            Ok(Found::Counts(held)) => return Ok(held),
            Ok(Found::Due(held)) => Some(held),
            Ok(Found::Nothing) => None,
            Err(error) => return Err(self.failed(slot, error, None)),
        };
        let revision = found.as_ref().and_then(Held::revision).cloned();
        if let Some(trouble) = slot.trouble()
            && trouble.revision == revision
            && self.now() < trouble.until
            // The store has just been asked again.
            && trouble.error.kind() != TokenErrorKind::Store
        {
            return Err(trouble.error);
        }
        let outcome = self.obtain(slot, found.as_ref(), company).await;
        outcome.map_err(|error| self.failed(slot, error, revision))
    }

    /// Notes that a renewal failed when the store had this revision.
    fn failed(&self, slot: &Slot, error: TokenError, revision: Option<Revision>) -> TokenError {
        slot.trouble_with(error.clone(), revision, self.now());
        error
    }

    /// Whether nothing is known of an account anywhere and no agency can make its token. Asked without the lock, so that
    /// the store keeps none for whatever account a user of a program makes up.
    async fn is_unknown(&self, slot: &Slot, company: Option<&str>) -> Result<bool, TokenError> {
        let has_maker = matches!(slot.account(), Account::SubAccount(_))
            && self.agency_of(None, company).is_some();
        if has_maker || slot.held().is_some() {
            return Ok(false);
        }
        Ok(self.stored(slot.account()).await?.is_none())
    }

    /// Looks for what is newest: in the store, or here if it could not be stored.
    async fn find(&self, slot: &Slot) -> Result<Found, TokenError> {
        if slot.is_unsaved() && self.save_held(slot).await.is_err() {
            // Logged when it first happened; the only copy is here.
            return Ok(match slot.held() {
                Some(held) => self.judge(held),
                None => Found::Nothing,
            });
        }
        let Some(stored) = self.stored(slot.account()).await? else {
            slot.drop_held();
            return Ok(Found::Nothing);
        };
        let same = |held: &Held| held.revision() == Some(&stored.revision);
        if let Some(held) = slot.held().filter(same) {
            // Its end may have come early, when the API refused it.
            return Ok(self.judge(held));
        }
        let found = self.judge(Held::stored(stored));
        match &found {
            Found::Counts(held) => slot.hold(held),
            Found::Due(held) => slot.hold_until_renewed(held),
            Found::Nothing => {}
        }
        Ok(found)
    }

    fn judge(&self, held: Held) -> Found {
        if self.now() < held.due_at {
            Found::Counts(held)
        } else {
            Found::Due(held)
        }
    }

    /// Has the API give a new token.
    async fn obtain(&self, slot: &Slot, found: Option<&Held>, company: Option<&str>) -> Outcome {
        let account = slot.account();
        let refresh_token = found.and_then(|held| held.grant.refresh_token.as_ref());
        let lost = match (found, refresh_token) {
            (Some(held), Some(refresh_token)) => {
                match self.refresh(slot, held, refresh_token.expose()).await {
                    Err(error) if error.kind() == TokenErrorKind::InvalidGrant => Some(error),
                    outcome => return outcome,
                }
            }
            _ => None,
        };
        let agency = self.agency_of(found, company);
        if let (Account::SubAccount(location), Some(agency)) = (account, &agency)
            && (lost.is_none() || self.has_agency(agency).await)
        {
            match self.mint(slot, location, agency, found).await {
                Err(error) if lost.is_some() => {
                    error.warn("an agency did not make up for a lost refresh token");
                }
                outcome => return outcome,
            }
        }
        match lost {
            Some(error) if self.0.app.reconnect => self.reconnect_or(error, slot, found).await,
            Some(error) => Err(error),
            None => Err(nothing_to_renew(account, found)),
        }
    }

    /// Has the API give new tokens because the refresh token was lost, as `lost` says.
    async fn reconnect_or(&self, lost: TokenError, slot: &Slot, found: Option<&Held>) -> Outcome {
        let mut grant = match self.redeem_anew(slot.account()).await {
            Ok(grant) => grant,
            Err(error) => {
                error.warn("an account was not reconnected");
                return Err(lost);
            }
        };
        let revision = found.and_then(Held::revision).cloned();
        if let Some(held) = found {
            inherit(&mut grant, &held.grant);
        }
        self.keep(slot, grant, revision).await
    }

    /// Uses a refresh token up.
    async fn refresh(&self, slot: &Slot, held: &Held, refresh_token: &str) -> Outcome {
        let account = slot.account();
        let ask = Ask::for_refresh(&self.0.app, account, refresh_token);
        let answer = match self.0.exchange.send(&ask).await {
            Ok(answer) => answer,
            Err(denial) => return self.after_denial(slot, held, &denial).await,
        };
        let mut grant = Grant::read_answer(&answer, self.now(), Some(account))
            .map_err(|fault| TokenError::unreadable(Some(account), &fault))?;
        inherit(&mut grant, &held.grant);
        self.keep(slot, grant, held.revision().cloned()).await
    }

    /// A refresh token that does not count may have been used by somebody else, where locks do not hold.
    async fn after_denial(&self, slot: &Slot, held: &Held, denial: &Denial) -> Outcome {
        if denial.kind() == TokenErrorKind::InvalidGrant {
            for _ in 0..REREADS {
                if let Some(theirs) = self.somebody_elses(slot, held.revision()).await {
                    return Ok(theirs);
                }
                sleep(REREAD_PAUSE).await;
            }
        }
        Err(denial.error(Some(slot.account())))
    }

    async fn somebody_elses(&self, slot: &Slot, ours: Option<&Revision>) -> Option<Held> {
        let stored = self.read(slot.account()).await.ok().flatten();
        let stored = stored.filter(|stored| Some(&stored.revision) != ours)?;
        match self.judge(Held::stored(stored)) {
            Found::Counts(held) => {
                slot.hold(&held);
                Some(held)
            }
            Found::Due(_) | Found::Nothing => None,
        }
    }
}

/// What a renewal starts from.
enum Found {
    Counts(Held),
    Due(Held),
    Nothing,
}

/// Keeps what an answer left out. A refresh token that was not replaced still counts.
pub(super) fn inherit(grant: &mut Grant, old: &Grant) {
    if grant.refresh_token.is_none() {
        grant.refresh_token.clone_from(&old.refresh_token);
    }
    if grant.company_id.is_none() {
        grant.company_id.clone_from(&old.company_id);
    }
    if grant.user_id.is_none() {
        grant.user_id.clone_from(&old.user_id);
    }
    if grant.scopes.is_empty() {
        grant.scopes.clone_from(&old.scopes);
    }
    if grant.approved_locations.is_empty() {
        grant.approved_locations.clone_from(&old.approved_locations);
    }
}

fn nothing_to_renew(account: &Account, found: Option<&Held>) -> TokenError {
    let text = match found {
        None => {
            "the store has no tokens: have the app installed there, or name the agency that installed it (App::agency)"
        }
        Some(_) => {
            "the access token has ended or cannot be sent, and has no refresh token: have the app installed again, or \
             name the agency that the token is made by (App::agency)"
        }
    };
    TokenError::new(TokenErrorKind::NotInstalled, Some(account), text)
}
