//! Why the API does not let a token in, told by the words that it uses.
//!
//! One status stands for many causes, and only few of them have to do with the token's age.

use std::fmt;

use http::StatusCode;

/// Why the API refused a call with 401 or 403, from [`Error::refusal`](crate::Error::refusal).
///
/// `Display` says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The token was good once and is no longer.
    TokenExpired,
    /// The token is none that the API knows.
    TokenInvalid,
    /// The token lacks the scope: [`Operation::scopes`](crate::Operation) names those of which it needs one.
    MissingScope,
    /// The token is an agency's and should be a sub-account's, or the other way round.
    WrongTokenKind,
    /// The token is of another sub-account, or the call names none.
    WrongLocation,
    /// The path is not open to tokens, often because it is misspelt: capitals count.
    RouteNotEnabled,
    /// The `Version` header is missing or not one that the path knows.
    WrongVersion,
    /// A parameter is missing, most often the location.
    MissingParameter,
    /// The gateway gave up before the token was even looked at.
    GatewayTimeout,
}

/// Words of the API in lower case, and what they mean; the first that occurs counts.
const WORDS: [(&str, Refusal); 17] = [
    ("iam service", Refusal::RouteNotEnabled),
    ("route is not yet supported", Refusal::RouteNotEnabled),
    // Before `scope`, which this message names too.
    ("authclass", Refusal::WrongTokenKind),
    ("user type mismatch", Refusal::WrongTokenKind),
    ("forbidden resource", Refusal::WrongTokenKind),
    ("scope", Refusal::MissingScope),
    ("access to this location", Refusal::WrongLocation),
    ("version header", Refusal::WrongVersion),
    ("command timed out", Refusal::GatewayTimeout),
    ("e01 -", Refusal::MissingParameter),
    ("expired", Refusal::TokenExpired),
    ("invalid jwt", Refusal::TokenInvalid),
    ("jwt malformed", Refusal::TokenInvalid),
    ("invalid token", Refusal::TokenInvalid),
    ("invalid private integration token", Refusal::TokenInvalid),
    ("switch to the new api token", Refusal::TokenInvalid),
    ("api key is invalid", Refusal::TokenInvalid),
];

impl Refusal {
    /// Reads the reason out of a status and a message.
    pub(crate) fn of(status: StatusCode, message: &str) -> Option<Self> {
        if !Self::is_one(status) {
            return None;
        }
        let message = message.to_lowercase();
        let (_, refusal) = WORDS.iter().find(|(words, _)| message.contains(words))?;
        Some(*refusal)
    }

    /// Whether a status can be one of a refusal.
    pub(crate) fn is_one(status: StatusCode) -> bool {
        matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
    }

    fn advice(self) -> &'static str {
        match self {
            Self::TokenExpired => {
                "The token has expired: authorise again, or let an OAuth app renew it"
            }
            Self::TokenInvalid => {
                "The API does not know the token: check that it is whole and was not revoked"
            }
            Self::MissingScope => {
                "Add the scope to the app or the private integration, then authorise again"
            }
            Self::WrongTokenKind => {
                "The token is an agency's instead of a sub-account's, or the other way round"
            }
            Self::WrongLocation => {
                "The token is of another sub-account, or the call names none: check the location id"
            }
            Self::RouteNotEnabled => {
                "The path is not open to tokens: check its spelling and capitals; if they are right, ask the vendor"
            }
            Self::WrongVersion => "Set another version of the operation with Call::version",
            Self::MissingParameter => "A parameter is missing, most often the location id",
            Self::GatewayTimeout => "The API's gateway gave up, and the token is not at fault",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.advice())
    }
}
