//! Tokens that renew themselves, against an API in memory and a clock that is paused.

mod accounts;
mod answers;
mod api;
mod denials;
mod expiry;
mod failing;
mod minting;
mod redaction;
mod renewal;
mod runtimes;
mod settling;
mod sharing;
mod stores;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use self::api::Api;
use super::credentials::{Credentials, Granted, Wanted};
use super::exchange::Exchange;
use super::{Account, App, Grant, Stored, TokenError, TokenStore, Tokens};
use crate::clock::Clock;

const DAY: u64 = 86_400_000;

/// When tests begin, in milliseconds since 1970.
const BEGIN: u64 = 1_800_000_000_000;

fn location() -> Account {
    Account::SubAccount("the-location".to_owned())
}

fn agency() -> Account {
    Account::Agency("the-agency".to_owned())
}

fn app(store: &impl CloneStore) -> App {
    App::new("the-client", "the-client-secret").store(store.clone())
}

trait CloneStore: TokenStore + Clone {}

impl<S: TokenStore + Clone> CloneStore for S {}

/// An API, a store with the tokens of a location, and an app that uses them.
async fn installed<S: CloneStore>(store: S) -> (Arc<Api>, S, Tokens) {
    let api = Api::new();
    put(&store, &api.install(location())).await;
    let tokens = tokens(&api, app(&store));
    (api, store, tokens)
}

/// Tokens of an app, with a clock that is right.
fn tokens(api: &Arc<Api>, app: App) -> Tokens {
    tokens_at(api, app, Clock::starting_at(api.now()))
}

fn tokens_at(api: &Arc<Api>, app: App, clock: Clock) -> Tokens {
    let user_agent = HeaderValue::from_static("test/1.0");
    let exchange = Exchange::new(Arc::clone(api) as _, "https://api.test", user_agent);
    Tokens::new(app, exchange, clock)
}

fn for_location() -> Wanted<'static> {
    Wanted {
        location: Some("the-location"),
        ..Wanted::default()
    }
}

/// Asks for a token as a call does.
async fn call(tokens: &Tokens) -> Result<Granted, TokenError> {
    Credentials::App(tokens.clone())
        .token(&for_location())
        .await
}

/// Tells of a 401 as a call does.
async fn refused(tokens: &Tokens, granted: &Granted, message: &str) -> Result<bool, TokenError> {
    Credentials::App(tokens.clone())
        .refused(
            &for_location(),
            granted,
            http::StatusCode::UNAUTHORIZED,
            message,
        )
        .await
}

fn header(granted: &Granted) -> &str {
    granted.header.to_str().expect("text")
}

async fn put(store: &impl TokenStore, grant: &Grant) {
    store.put(grant, None).await.expect("a store that works");
}

async fn stored(store: &impl TokenStore, account: &Account) -> Option<Stored> {
    store.get(account).await.expect("a store that works")
}

async fn pass(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
