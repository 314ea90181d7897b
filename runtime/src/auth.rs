//! Apps of the marketplace: how a user installs one, and tokens that renew themselves.
//!
//! # From a user to tokens
//!
//! 1. [`App::authorize`] makes the address at which a user installs the app, and a [`State`] to keep in the session.
//! 2. The user comes back to the redirect URI. [`App::callback`] checks the state and reads the [`Code`].
//! 3. [`Tokens::exchange`] gives the code for tokens and stores them: a [`Grant`] for the [`Account`] that installed
//!    the app, a sub-account or an agency.
//!
//! From then on a call picks its token by what its operation takes and by the location it names, and a sub-account
//! without tokens of its own is given one by its agency's.
//!
//! # What keeps an account from being lost
//!
//! An access token lives for a day. It is renewed by a refresh token, which counts once and brings the next one. If
//! that answer is lost, so is the account, until somebody installs the app again or says [`Tokens::reconnect`]. So:
//!
//! - a token is renewed five to ten minutes before it ends, and after a 401 only if the API's words mean that it has
//!   ended, at most once a call;
//! - one renewal runs for an account, however many calls and processes want one, and goes on when they stop waiting;
//! - a new pair is stored before it is used. A store that fails is tried again; until then the pair is kept in memory
//!   and used, and an error is logged;
//! - while the old token counts, a renewal that fails or is slow is no error.
//!
//! Where tokens are kept is up to a [`TokenStore`]: [`FileStore`] for the processes of one machine, [`MemoryStore`] for
//! tests, or one of your own, which [`contract::check`] tests. A program that ends says [`Tokens::settle`] first.
//!
//! | [`TokenErrorKind`] | what helps |
//! |---|---|
//! | [`InvalidGrant`](TokenErrorKind::InvalidGrant) | [`Tokens::reconnect`], [`App::reconnect_by_itself`], or installing the app again |
//! | [`Inactive`](TokenErrorKind::Inactive) | waiting until the sub-account is active again: the stored tokens will do |
//! | [`NotInstalled`](TokenErrorKind::NotInstalled) | installing the app there, or [`App::agency`] |
//! | [`NoAccount`](TokenErrorKind::NoAccount) | naming a sub-account in the call, or [`App::location`] and [`App::agency`] |
//! | [`Refused`](TokenErrorKind::Refused) | looking at client id, secret and redirect URI |
//! | [`Unavailable`](TokenErrorKind::Unavailable), [`Store`](TokenErrorKind::Store) | the next call tries again |

mod account;
mod app;
mod authorize;
pub mod contract;
pub(crate) mod credentials;
mod error;
mod exchange;
mod expiry;
mod grant;
mod scope;
mod store;
mod tokens;

#[cfg(test)]
mod tests;

pub use self::account::Account;
pub use self::app::App;
pub use self::authorize::{Authorization, Code, State};
pub use self::error::{TokenError, TokenErrorKind};
pub use self::grant::Grant;
pub use self::scope::Scope;
pub use self::store::file::FileStore;
pub use self::store::memory::MemoryStore;
pub use self::store::{Lock, Put, Revision, StoreError, StoreFuture, Stored, TokenStore};
pub use self::tokens::Tokens;
