//! Codes, and the tokens that are given for them.

use serde_json::Value;

use super::Tokens;
use crate::auth::account::Account;
use crate::auth::authorize::Code;
use crate::auth::error::{TokenError, TokenErrorKind};
use crate::auth::exchange::Ask;
use crate::auth::grant::Grant;
use crate::json::decoder::decode;

impl Tokens {
    /// Exchanges a code; `account` is whose it is, if that is known.
    pub(super) async fn redeem(
        &self,
        code: &Code,
        account: Option<&Account>,
    ) -> Result<Grant, TokenError> {
        let ask = Ask::for_code(&self.0.app, code);
        let answer = self.0.exchange.send(&ask).await;
        let answer = answer.map_err(|denial| denial.error(account))?;
        Grant::read_answer(&answer, self.now(), account)
            .map_err(|fault| TokenError::unreadable(account, &fault))
    }

    /// Has the API give a new code to an account whose refresh token was lost, and exchanges it.
    pub(super) async fn redeem_anew(&self, account: &Account) -> Result<Grant, TokenError> {
        let ask = Ask::to_reconnect(&self.0.app, account);
        let answer = self.0.exchange.send(&ask).await;
        let answer = answer.map_err(|denial| denial.error(Some(account)))?;
        let answer: Value = decode(&answer).unwrap_or_default();
        let code = answer["authorizationCode"]
            .as_str()
            .or_else(|| answer["data"]["authorizationCode"].as_str());
        let Some(code) = code else {
            let text = "the answer has no `authorizationCode`: have the app installed again";
            let kind = TokenErrorKind::Unreadable;
            return Err(TokenError::new(kind, Some(account), text));
        };
        self.redeem(&Code::new(code), Some(account)).await
    }
}
