//! Whose data a token opens.

use std::fmt;

use crate::operation::TokenKind;

/// An agency or a sub-account, by its id. The API calls them company and location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// An agency, by its company id.
    Agency(String),
    /// A sub-account, by its location id.
    SubAccount(String),
}

impl Account {
    /// Returns the kind of token that opens it.
    pub fn kind(&self) -> TokenKind {
        match self {
            Self::Agency(_) => TokenKind::Agency,
            Self::SubAccount(_) => TokenKind::SubAccount,
        }
    }

    /// Returns the company id or the location id.
    pub fn id(&self) -> &str {
        match self {
            Self::Agency(id) | Self::SubAccount(id) => id,
        }
    }
}

impl fmt::Display for Account {
    /// Shows kind and id, for example `sub-account ve9EPM428h8vShlRW1KT`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.id())
    }
}

/// Returns a kind in the words of the token requests.
pub(super) fn user_type(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Agency => "Company",
        TokenKind::SubAccount => "Location",
    }
}
