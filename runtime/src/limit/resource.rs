//! What the API counts calls for.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use http::HeaderValue;

/// What the API counts the calls of an app for. Cheap to clone.
///
/// `Display` gives a short key, for a limiter that keeps its counts elsewhere.
///
/// ```
/// use highlevel_runtime::limit::Resource;
///
/// assert_eq!(Resource::sub_account("ve9EPM428h8vShlRW1KT").to_string(), "sub-account/ve9EPM428h8vShlRW1KT");
/// assert_eq!(Resource::token("pit-1"), Resource::token("pit-1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Resource {
    /// A sub-account, by its id.
    SubAccount(Arc<str>),
    /// An agency, by its id.
    Agency(Arc<str>),
    /// Whatever a token belongs to, where nobody said what that is: by a digest of the token, never the token.
    Token(u64),
}

impl Resource {
    /// Names a sub-account by its id.
    pub fn sub_account(id: impl Into<Arc<str>>) -> Self {
        Self::SubAccount(id.into())
    }

    /// Names an agency by its id.
    pub fn agency(id: impl Into<Arc<str>>) -> Self {
        Self::Agency(id.into())
    }

    /// Names what a token belongs to.
    ///
    /// The same token gives the same resource in every program that was built by the same compiler.
    pub fn token(token: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        token.hash(&mut hasher);
        Self::Token(hasher.finish())
    }

    /// What the API counts a call for of which only the `Authorization` header is known.
    pub(crate) fn of_authorization(value: &HeaderValue) -> Self {
        let text = value.to_str().unwrap_or_default();
        Self::token(text.strip_prefix("Bearer ").unwrap_or(text))
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SubAccount(id) => write!(f, "sub-account/{id}"),
            Self::Agency(id) => write!(f, "agency/{id}"),
            Self::Token(digest) => write!(f, "token/{digest:016x}"),
        }
    }
}
