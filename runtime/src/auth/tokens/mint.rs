//! Tokens of sub-accounts that are made by their agency's.

use bytes::Bytes;

use super::Tokens;
use super::flight::Outcome;
use super::held::Held;
use super::renew::inherit;
use super::slot::Slot;
use crate::auth::account::Account;
use crate::auth::error::TokenError;
use crate::auth::exchange::Ask;
use crate::auth::exchange::denial::Denial;
use crate::auth::grant::Grant;

impl Tokens {
    /// Has a sub-account's token made by its agency's.
    pub(super) async fn mint(
        &self,
        slot: &Slot,
        location: &str,
        agency: &str,
        found: Option<&Held>,
    ) -> Outcome {
        let account = slot.account();
        let agency_account = Account::Agency(agency.to_owned());
        let mut by = Box::pin(self.held(&agency_account, None)).await?;
        let mut answer = self.ask_for_location(agency, location, &by).await;
        if let Err(denial) = &answer
            && denial.means_expiry
            && Box::pin(self.refused(None, &by)).await?
        {
            by = Box::pin(self.held(&agency_account, None)).await?;
            answer = self.ask_for_location(agency, location, &by).await;
        }
        let answer = answer.map_err(|denial| denial.error(Some(account)))?;
        let mut grant = Grant::read_answer(&answer, self.now(), Some(account))
            .map_err(|fault| TokenError::unreadable(Some(account), &fault))?;
        grant.company_id = Some(agency.to_owned());
        if let Some(held) = found {
            // The old refresh token is not carried over: it did not count, or there was none.
            let refresh_token = grant.refresh_token.take();
            inherit(&mut grant, &held.grant);
            grant.refresh_token = refresh_token;
        }
        self.keep(slot, grant, found.and_then(Held::revision).cloned())
            .await
    }

    async fn ask_for_location(
        &self,
        agency: &str,
        location: &str,
        by: &Held,
    ) -> Result<Bytes, Denial> {
        let ask = Ask::for_location(agency, location, &by.header);
        self.0.exchange.send(&ask).await
    }

    /// The agency that a sub-account's token can be made by.
    pub(super) fn agency_of(&self, found: Option<&Held>, company: Option<&str>) -> Option<String> {
        found
            .and_then(|held| held.grant.company_id.clone())
            .or_else(|| company.map(str::to_owned))
            .or_else(|| self.0.app.agency.clone())
    }

    pub(super) async fn has_agency(&self, company_id: &str) -> bool {
        let agency = Account::Agency(company_id.to_owned());
        matches!(self.read(&agency).await, Ok(Some(_)))
    }
}
