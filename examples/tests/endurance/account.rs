//! The sub-account that the calls are about, and how its tokens end.

use std::time::Duration;

use highlevel::Client;
use highlevel::auth::{Account, App, Code, Tokens};
use highlevel_sandbox::Sandbox;
use tokio::time::{Instant, sleep};

/// Where the app is installed.
pub const LOCATION: &str = "location-1";

/// The app.
pub const CLIENT_ID: &str = "app-1";

/// What the app alone knows.
pub const CLIENT_SECRET: &str = "known-to-the-app-alone";

/// The app, installed in the sub-account.
pub fn app() -> App {
    App::new(CLIENT_ID, CLIENT_SECRET).location(LOCATION)
}

/// Installs the app.
pub async fn install<'c>(client: &'c Client, sandbox: &Sandbox) -> &'c Tokens {
    let tokens = client.tokens().expect("a client of an app");
    let code = sandbox.authorize(LOCATION).expect("the app is known");
    leaks::credential(&code);
    let code = Code::new(code);
    tokens.exchange(&code).await.expect("a good code");
    tokens
}

/// Ends every second token after three fifths of its life, for as long as this is polled.
pub async fn end_tokens_early(tokens: &Tokens, sandbox: &Sandbox, lifetime: Duration) {
    let account = Account::SubAccount(LOCATION.to_owned());
    let mut known = String::new();
    let mut since = Instant::now();
    let mut number = 0;
    loop {
        sleep(lifetime / 60).await;
        let grant = tokens.grant(&account).await;
        let token = grant.expect("tokens renew themselves").access_token;
        if *token.expose() != known {
            known.clone_from(token.expose());
            leaks::credential(&known);
            since = Instant::now();
            number += 1;
        } else if number % 2 == 1 && since.elapsed() > lifetime * 3 / 5 {
            // Again and again, until there is another one, and nothing comes of it.
            sandbox.expire_access_tokens();
        }
    }
}
