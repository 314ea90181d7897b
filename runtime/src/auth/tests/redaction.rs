//! No secret shows up anywhere.

use std::error::Error as _;
use std::fmt::Debug;

use super::api::{Api, Fault};
use super::{DAY, agency, app, call, location, pass, put, stored, tokens};
use crate::auth::{Code, MemoryStore, State};

const SECRETS: [&str; 5] = [
    "the-client-secret",
    "access-token-",
    "refresh-token-",
    "the-code-of-the-user",
    "the-state-of-the-user",
];

fn check(value: &impl Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn in_what_can_be_shown() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let grant = api.install(location());
    put(&store, &grant).await;
    check(&grant);
    check(&grant.to_json());
    check(&stored(&store, &location()).await);
    check(&store);
    let app = app(&store)
        .redirect_uri("https://example.com")
        .scopes(["contacts.readonly"]);
    check(&app);
    let authorization = app.authorize().expect("an address");
    let shown = format!("{authorization:?} {:?}", authorization.state);
    assert!(!shown.contains(authorization.state.as_str()), "{shown}");
    check(&Code::new("the-code-of-the-user"));
    check(&State::new("the-state-of-the-user"));
    let tokens = tokens(&api, app);
    check(&tokens);
    check(&call(&tokens).await.expect("a token").header);
}

#[tokio::test(start_paused = true)]
async fn in_errors_of_an_api_that_repeats_what_it_was_sent() {
    let (api, store) = (Api::new(), MemoryStore::new());
    for account in [location(), agency()] {
        put(&store, &api.install(account)).await;
    }
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    pass(2 * DAY).await;
    let echo = |secrets: &str| {
        let body = format!(
            r#"{{"message": "no: {secrets}", "traceId": "{secrets}", "error": "{secrets}"}}"#
        );
        Fault::Answer(400, body)
    };
    api.fail(echo("refresh-token-1 the-client-secret"));
    let refresh = call(&tokens).await.err().expect("a refusal");
    check(&refresh);
    check(&refresh.to_string());
    assert!(
        refresh.to_string().contains("no: [redacted] [redacted]"),
        "{refresh}"
    );

    api.fail(echo("the-code-of-the-user the-client-secret"));
    let code = Code::new("the-code-of-the-user");
    let exchange = tokens.exchange(&code).await.expect_err("a refusal");
    check(&exchange);
    check(&exchange.to_string());
    check(&exchange.source());
    assert_eq!(exchange.body(), b"");

    // Made by the agency's token, which the refusal repeats.
    tokens.forget(&location()).await.expect("a store");
    tokens.grant(&agency()).await.expect("tokens");
    api.fail(echo("access-token-3"));
    let minting = call(&tokens).await.err().expect("a refusal");
    check(&minting);
    check(&minting.to_string());
    assert!(minting.to_string().contains("no: [redacted]"), "{minting}");
}

#[tokio::test(start_paused = true)]
async fn in_errors_that_cut_a_secret() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let secret = "0123456789".repeat(70);
    let mut grant = api.install(location());
    grant.refresh_token = Some(secret.as_str().into());
    put(&store, &grant).await;
    let tokens = tokens(&api, app(&store));
    pass(2 * DAY).await;
    let before = "x".repeat(100);
    let body = format!(r#"{{"message": "{before} {secret} after"}}"#);
    api.fail(Fault::Answer(400, body));
    let told = call(&tokens).await.err().expect("a refusal").to_string();
    assert!(!told.contains("0123456789"), "{told}");
    assert!(told.contains("x [redacted] after"), "{told}");
}

#[tokio::test(start_paused = true)]
async fn in_the_log() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(location())).await;
    let tokens = tokens(&api, app(&store));
    pass(DAY).await;
    // The API repeats what it was sent, and it is not the token that the client knows.
    let said = "Invalid grant: somebody@example.com has used up refresh-token-0";
    api.fail(Fault::Answer(400, format!(r#"{{"message": "{said}"}}"#)));
    let (log, guard) = leaks::capture();
    let error = call(&tokens).await.err().expect("a refusal");
    drop(guard);
    assert!(
        error.to_string().contains("somebody@example.com"),
        "{error}"
    );
    let log = log.text();
    let mut lines = log.lines();
    let warning = lines.find(|line| line.contains("a token was not renewed"));
    let warning = warning.expect("a warning");
    for told in [
        "account=sub-account the-location",
        "error.kind=InvalidGrant",
    ] {
        assert!(warning.contains(told), "{warning}");
    }
    for secret in SECRETS.into_iter().chain(["somebody", "Invalid grant"]) {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
