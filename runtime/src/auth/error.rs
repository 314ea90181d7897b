//! Why there is no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::account::Account;
use super::store::StoreError;
use crate::json::fault::Fault;

/// Why an app has no token for a call. It is the [source](std::error::Error::source) of an [`Error`](crate::Error) of
/// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), and shows no token.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    kind: TokenErrorKind,
    account: Option<Account>,
    text: String,
    source: Option<StoreError>,
}

/// The kinds of [`TokenError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenErrorKind {
    /// A setting of the app is missing or wrong; nothing was sent.
    Configuration,
    /// The address that the user came back with holds no code for this app.
    Callback,
    /// Nothing says whose token the call wants.
    NoAccount,
    /// The store has no tokens of the account, and none could be made from its agency's.
    NotInstalled,
    /// The code or the refresh token does not count, or no longer. It never will again: the account has to be
    /// [reconnected](super::Tokens::reconnect), or the app to be installed again.
    InvalidGrant,
    /// The sub-account is paused. The tokens that are stored will do once it is active again.
    Inactive,
    /// The API refused for another reason, such as a wrong client secret.
    Refused,
    /// No answer came, or one that says to come back later.
    Unavailable,
    /// An answer came that could not be read.
    Unreadable,
    /// The store failed.
    Store,
}

impl TokenError {
    /// Returns the kind.
    pub fn kind(&self) -> TokenErrorKind {
        self.0.kind
    }

    /// Returns whose token it is about, if that is known.
    pub fn account(&self) -> Option<&Account> {
        self.0.account.as_ref()
    }

    /// Whether the same may succeed in a while, without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        matches!(
            self.0.kind,
            TokenErrorKind::Unavailable | TokenErrorKind::Store
        )
    }

    /// Warns of it: whose token it is about and the kind, because what an answer says may repeat what it was asked.
    pub(super) fn warn(&self, consequence: &str) {
        tracing::warn!(
            account = self.account().map(tracing::field::display),
            error.kind = ?self.kind(),
            "{consequence}"
        );
    }

    pub(super) fn new(
        kind: TokenErrorKind,
        account: Option<&Account>,
        text: impl Into<String>,
    ) -> Self {
        Self(Arc::new(Inner {
            kind,
            account: account.cloned(),
            text: text.into(),
            source: None,
        }))
    }

    pub(super) fn configuration(text: &str) -> Self {
        Self::new(TokenErrorKind::Configuration, None, text)
    }

    pub(super) fn callback(text: impl Into<String>) -> Self {
        Self::new(TokenErrorKind::Callback, None, text)
    }

    pub(super) fn unreadable(account: Option<&Account>, fault: &Fault) -> Self {
        let text = format!("tokens were given, but the answer could not be read: {fault}");
        Self::new(TokenErrorKind::Unreadable, account, text)
    }

    pub(super) fn store(account: &Account, text: &str, source: StoreError) -> Self {
        Self(Arc::new(Inner {
            kind: TokenErrorKind::Store,
            account: Some(account.clone()),
            text: format!("{text}: {source}"),
            source: Some(source),
        }))
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(account) = &self.0.account {
            write!(f, "{account}: ")?;
        }
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("kind", &self.0.kind)
            .field("text", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}
