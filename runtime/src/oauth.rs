//! Apps of the marketplace: how a user installs one, and tokens that renew themselves.

mod account;
mod app;
mod authorize;
pub mod contract;
mod error;
mod grant;
mod scope;
mod store;

pub use self::account::Account;
pub use self::app::App;
pub use self::authorize::{Authorization, Code, State};
pub use self::error::{TokenError, TokenErrorKind};
pub use self::grant::Grant;
pub use self::scope::Scope;
pub use self::store::file::FileStore;
pub use self::store::memory::MemoryStore;
pub use self::store::{Lock, Put, Revision, StoreError, StoreFuture, Stored, TokenStore};
