//! Where an app keeps its tokens.

pub(super) mod file;
pub(super) mod memory;

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::account::Account;
use super::grant::Grant;

/// What the methods of a [`TokenStore`] return.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps the tokens of one app, a [`Grant`] an account.
///
/// A refresh token can be used once. Whoever uses it and loses what it was given for it has lost the account: the app
/// must be installed again, or [reconnected](super::Tokens::reconnect). So:
///
/// - [`put`](Self::put) returns once the grant would survive the end of the process, and replaces the old one whole or
///   not at all.
/// - [`put`](Self::put) refuses when somebody else was faster.
/// - [`lock`](Self::lock) keeps others, in this process and in all that share the storage, from renewing the same
///   account's tokens at the same time. A lock ends with the process that holds it. It is no more than good manners:
///   where it fails, [`put`](Self::put) still holds.
///
/// [`contract::check`](super::contract::check) tests a store for all of it.
///
/// Errors and logs of a store never hold a token.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the grant of an account, if there is one.
    fn get<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Option<Stored>>;

    /// Writes the grant of [its account](Grant::account) if `expected` is still the revision of what is there; none
    /// if nothing may be there.
    fn put<'a>(&'a self, grant: &'a Grant, expected: Option<&'a Revision>) -> StoreFuture<'a, Put>;

    /// Removes the grant of an account; fine if there is none.
    fn delete<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, ()>;

    /// Waits until nobody else holds the lock of the account, and takes it. Whoever stops waiting never gets it.
    fn lock<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Lock>;
}

/// A grant as a store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The grant.
    pub grant: Grant,
    /// Which of the account's grants it is.
    pub revision: Revision,
}

/// Tells one state of a stored grant from all others of its account: a version, an etag. Never used twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(Arc<str>);

impl Revision {
    /// Makes a revision of a text that the store chose.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What became of a [`TokenStore::put`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// The grant is there, and this is its revision.
    Stored(Revision),
    /// Nothing was written: something else is there than was expected.
    Lost,
}

/// A lock that was taken; dropping it gives it back.
pub struct Lock {
    _guard: Box<dyn Any + Send>,
}

impl Lock {
    /// Wraps whatever gives the lock back when it is dropped.
    pub fn new(guard: impl Any + Send) -> Self {
        Self {
            _guard: Box::new(guard),
        }
    }
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").finish_non_exhaustive()
    }
}

/// Why a store could not do what it was asked to.
#[derive(Debug)]
pub struct StoreError {
    text: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl StoreError {
    /// Says what is wrong and where, and never a token.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            source: None,
        }
    }

    /// Adds the cause, which [`Display`](fmt::Display) shows too.
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
