//! What the API answers with when it gives tokens, in the spelling of either generation.

use serde_json::Value;

use super::{Fields, Grant};
use crate::auth::account::{Account, user_type};
use crate::json::decoder::decode;
use crate::json::fault::Fault;
use crate::json::secret::Secret;
use crate::operation::TokenKind;

/// How long an access token is taken to live if the answer does not say it, in seconds.
const ASSUMED_LIFETIME: u64 = 60 * 60;

/// Longest time that an access token is taken to live, in seconds: a hundred years.
const LONGEST_LIFETIME: u64 = 100 * 366 * 24 * 60 * 60;

impl Grant {
    /// Reads the answer to a token request, in snake_case or camelCase, that came at this time in milliseconds since
    /// 1970.
    ///
    /// # Errors
    ///
    /// If it has no access token, or does not say whose it is.
    pub fn from_answer(answer: &[u8], received_at: u64) -> Result<Self, crate::Error> {
        Self::read_answer(answer, received_at, None)
            .map_err(|fault| super::super::TokenError::unreadable(None, &fault).into())
    }

    /// Reads an answer. Only what the tokens cannot be used without is demanded of it: the refresh token that was sent
    /// is gone by now.
    pub(in crate::auth) fn read_answer(
        answer: &[u8],
        received_at: u64,
        asked_for: Option<&Account>,
    ) -> Result<Self, Fault> {
        let fields = Fields::of(decode::<Value>(answer)?)?;
        let access_token = fields
            .text(&["access_token", "accessToken"])?
            .ok_or_else(|| Fault::missing("access_token"))?;
        let account = match asked_for {
            Some(account) => account.clone(),
            None => account(&fields)?,
        };
        let expires_at = received_at.saturating_add(lifetime(&fields) * 1000);
        let mut grant = Self::new(account, access_token, received_at, expires_at);
        grant.refresh_token =
            optional(&fields, &["refresh_token", "refreshToken"]).map(Secret::new);
        grant.company_id = optional(&fields, &["companyId", "company_id"]);
        grant.user_id = optional(&fields, &["userId", "user_id"]);
        grant.scopes = fields.texts(&["scope", "scopes"]);
        grant.approved_locations = fields.texts(&["approvedLocations", "approved_locations"]);
        Ok(grant)
    }
}

/// Reads whose token it is: an agency's token names locations too, and a sub-account's names its company.
fn account(fields: &Fields) -> Result<Account, Fault> {
    let company = fields.text(&["companyId", "company_id"])?;
    let location = fields.text(&["locationId", "location_id"])?;
    let kind = fields.text(&["userType", "user_type"])?;
    match (kind.as_deref(), location, company) {
        (Some(kind), _, Some(company)) if kind == user_type(TokenKind::Agency) => {
            Ok(Account::Agency(company))
        }
        (Some(kind), _, None) if kind == user_type(TokenKind::Agency) => {
            Err(Fault::missing("companyId"))
        }
        (_, Some(location), _) => Ok(Account::SubAccount(location)),
        (None, None, Some(company)) => Ok(Account::Agency(company)),
        _ => Err(Fault::missing("locationId")),
    }
}

/// Reads how long the access token lives, in seconds.
fn lifetime(fields: &Fields) -> u64 {
    match fields.whole(&["expires_in", "expiresIn"]) {
        Ok(Some(lifetime)) if lifetime > 0 => lifetime.min(LONGEST_LIFETIME),
        _ => ASSUMED_LIFETIME,
    }
}

fn optional(fields: &Fields, names: &[&'static str]) -> Option<String> {
    fields.text(names).ok().flatten()
}
