//! Apps of the marketplace: how a user installs one, and tokens that renew themselves.

mod account;
mod app;
mod authorize;
pub mod contract;
#[expect(dead_code, reason = "calls do not ask for tokens yet")]
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
