//! Why a token request brought no token, and what to do about it.

use http::StatusCode;

use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};
use crate::auth::expiry::is_of_the_token;
use crate::error::{Error, ErrorKind};

/// A token request that failed. Holds no secret.
pub(in crate::auth) struct Denial {
    kind: TokenErrorKind,
    status: Option<StatusCode>,
    /// What the API says, or what happened instead.
    text: String,
    /// Whether the API may have done what it was asked to.
    is_unanswered: bool,
    /// Whether an earlier attempt had no answer, and may have used up what it sent.
    after_unanswered: bool,
    /// Whether the token that the request was authorised with has ended.
    pub(in crate::auth) means_expiry: bool,
}

impl Denial {
    /// Reads an error that holds no secret; `after_unanswered` says that an earlier attempt had no answer.
    pub(super) fn of(error: &Error, after_unanswered: bool) -> Self {
        let kind = match (error.kind(), error.status()) {
            (ErrorKind::Status, Some(status)) => {
                let message = error.message().unwrap_or_default();
                kind(status, message, &error_word(error.body()))
            }
            (ErrorKind::Request, _) => TokenErrorKind::Configuration,
            _ => TokenErrorKind::Unavailable,
        };
        Self {
            kind,
            status: error.status(),
            text: error.to_string(),
            is_unanswered: error.status().is_none() && error.may_have_arrived(),
            after_unanswered,
            means_expiry: is_of_the_token(error),
        }
    }

    pub(super) fn status(&self) -> Option<StatusCode> {
        self.status
    }

    pub(super) fn is_unanswered(&self) -> bool {
        self.is_unanswered
    }

    /// Whether asking once more may help.
    pub(super) fn is_passing(&self) -> bool {
        self.kind == TokenErrorKind::Unavailable
    }

    pub(in crate::auth) fn kind(&self) -> TokenErrorKind {
        self.kind
    }

    /// Makes the error of it, with what to do.
    pub(in crate::auth) fn error(&self, account: Option<&Account>) -> TokenError {
        let text = format!("no token was given ({}): {}", self.text, self.advice());
        TokenError::new(self.kind, account, text)
    }

    fn advice(&self) -> &'static str {
        match self.kind {
            TokenErrorKind::InvalidGrant if self.after_unanswered => {
                "an earlier attempt had no answer and may have used it up: reconnect the account (Tokens::reconnect), \
                 or have the app installed again"
            }
            TokenErrorKind::InvalidGrant => {
                "it was used, has ended or was withdrawn: reconnect the account (Tokens::reconnect), or have the app \
                 installed again"
            }
            TokenErrorKind::Inactive => {
                "its subscription or its agency is paused; the stored tokens will do once it is active again"
            }
            TokenErrorKind::Refused => {
                "check the client id, the client secret, the redirect URI, and that the app is installed there"
            }
            TokenErrorKind::Configuration => "check the client's base URL",
            _ => "the next call tries again",
        }
    }
}

/// Tells what kind of denial it is by the API's words; `error` is what it has in the place where OAuth has a code.
pub(in crate::auth) fn kind(status: StatusCode, message: &str, error: &str) -> TokenErrorKind {
    let message = message.to_lowercase();
    let says = |words: &str| message.contains(words);
    let is_over = ["invalid", "expired", "revoked", "used"];
    let says_invalid_grant = says("invalid grant")
        || says("invalid_grant")
        || error.contains("invalid_grant")
        || says("refresh token") && is_over.into_iter().any(says);
    if matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
    ) || status.is_server_error()
    {
        TokenErrorKind::Unavailable
    } else if says("not active") {
        TokenErrorKind::Inactive
    } else if says_invalid_grant {
        TokenErrorKind::InvalidGrant
    } else {
        TokenErrorKind::Refused
    }
}

/// The text of `error`, where the message may stand elsewhere.
fn error_word(body: &[u8]) -> String {
    match crate::json::decoder::decode::<serde_json::Value>(body) {
        Ok(value) => value["error"].as_str().unwrap_or_default().to_lowercase(),
        Err(_) => String::new(),
    }
}
