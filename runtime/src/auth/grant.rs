//! What an app was granted for one account: its pair of tokens, and what is known of them.

mod answer;
mod fields;

use std::time::Duration;

use serde_json::{Value, json};

use self::fields::Fields;
use super::account::Account;
use super::store::StoreError;
use crate::clock::milliseconds;
use crate::json::decoder::decode;
use crate::json::fault::Fault;
use crate::json::secret::Secret;

/// The tokens of an account. `Debug` redacts them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grant {
    /// Whose tokens these are.
    pub account: Account,
    /// What calls are authorised with.
    pub access_token: Secret<String>,
    /// What the next pair is had for, once; none if the access token was made from an agency's.
    pub refresh_token: Option<Secret<String>>,
    /// When the pair came, in milliseconds since 1970.
    pub obtained_at: u64,
    /// When the access token ends, in milliseconds since 1970.
    pub expires_at: u64,
    /// The agency of a sub-account, by its company id.
    pub company_id: Option<String>,
    /// The user who installed the app.
    pub user_id: Option<String>,
    /// What the access token allows.
    pub scopes: Vec<String>,
    /// The sub-accounts that an agency let the app in to, by location id, as far as the API told them.
    pub approved_locations: Vec<String>,
}

impl Grant {
    /// Makes a grant of an access token that came now and has to be made anew when it ends.
    ///
    /// Times are in milliseconds since 1970. To bring tokens that were had elsewhere, set
    /// [`refresh_token`](Self::refresh_token) and give it to [`Tokens::adopt`](super::Tokens::adopt).
    pub fn new(
        account: Account,
        access_token: impl Into<Secret<String>>,
        obtained_at: u64,
        expires_at: u64,
    ) -> Self {
        Self {
            account,
            access_token: access_token.into(),
            refresh_token: None,
            obtained_at,
            expires_at,
            company_id: None,
            user_id: None,
            scopes: Vec::new(),
            approved_locations: Vec::new(),
        }
    }

    /// Returns the grant as JSON, for a store. It holds the tokens as they are.
    pub fn to_json(&self) -> Secret<String> {
        Secret::new(self.to_value().to_string())
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// If it is something else; the error says what is wrong, and shows no value.
    pub fn from_json(text: &str) -> Result<Self, StoreError> {
        decode::<Value>(text.as_bytes())
            .and_then(Self::from_value)
            .map_err(|fault| StoreError::new(format!("this is no grant: {fault}")))
    }

    pub(super) fn to_value(&self) -> Value {
        json!({
            "account": self.account.kind().as_str(),
            "id": self.account.id(),
            "accessToken": self.access_token.expose(),
            "refreshToken": self.refresh_token.as_ref().map(|token| token.expose().as_str()),
            "obtainedAt": self.obtained_at,
            "expiresAt": self.expires_at,
            "companyId": self.company_id,
            "userId": self.user_id,
            "scopes": self.scopes,
            "approvedLocations": self.approved_locations,
        })
    }

    pub(super) fn from_value(value: Value) -> Result<Self, Fault> {
        let fields = Fields::of(value)?;
        let id = fields.required_text("id")?;
        let account = match fields.required_text("account")?.as_str() {
            "agency" => Account::Agency(id),
            "sub-account" => Account::SubAccount(id),
            _ => {
                return Err(Fault::mismatch(
                    "account to be `agency` or `sub-account`",
                    "other text",
                ));
            }
        };
        Ok(Self {
            account,
            access_token: fields.required_text("accessToken")?.into(),
            refresh_token: fields.text(&["refreshToken"])?.map(Secret::new),
            obtained_at: fields.required_whole("obtainedAt")?,
            expires_at: fields.required_whole("expiresAt")?,
            company_id: fields.text(&["companyId"])?,
            user_id: fields.text(&["userId"])?,
            scopes: fields.texts(&["scopes"]),
            approved_locations: fields.texts(&["approvedLocations"]),
        })
    }

    /// How long before its end the access token is renewed, in milliseconds, if nothing is added to it.
    pub(super) fn margin(&self) -> u64 {
        const LONGEST: Duration = Duration::from_secs(5 * 60);
        let lifetime = self.expires_at.saturating_sub(self.obtained_at);
        (lifetime / 20).min(milliseconds(LONGEST))
    }
}
