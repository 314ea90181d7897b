//! Renewals that fail.

use std::time::Duration;

use super::api::{Api, Fault};
use super::stores::Frail;
use super::{DAY, app, call, header, installed, location, pass, put, refused, stored, tokens};
use crate::auth::{
    Account, Code, Grant, Lock, MemoryStore, Put, Revision, StoreFuture, Stored, TokenErrorKind,
    TokenStore,
};
use crate::{Error, ErrorKind};

fn html(status: u16) -> Fault {
    Fault::Answer(status, "<html>".to_owned())
}

#[tokio::test(start_paused = true)]
async fn what_passes_is_tried_again() {
    for faults in [
        [Fault::Unreached, Fault::Unreached],
        [html(502), html(503)],
        [Fault::Unreached, html(429)],
        [html(408), html(500)],
    ] {
        let (api, _, tokens) = installed(MemoryStore::new()).await;
        faults.into_iter().for_each(|fault| api.fail(fault));
        pass(2 * DAY).await;
        assert_eq!(
            header(&call(&tokens).await.expect("a token")),
            "Bearer access-token-2"
        );
        assert_eq!(api.count(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_lost_is_told() {
    for fault in [Fault::Lost, Fault::Silent] {
        let (api, _, tokens) = installed(MemoryStore::new()).await;
        api.fail(fault);
        pass(2 * DAY).await;
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::InvalidGrant);
        let told = error.to_string();
        assert!(
            told.contains("an earlier attempt had no answer and may have used it up"),
            "{told}"
        );
        assert_eq!(api.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn while_the_old_token_counts_nothing_fails() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY - 4 * 60_000).await;
    for _ in 0..3 {
        api.fail(html(503));
    }
    for _ in 0..10 {
        assert_eq!(
            header(&call(&tokens).await.expect("a token")),
            "Bearer access-token-1"
        );
    }
    assert_eq!(api.count(), 3, "and the API is left alone for a while");
    pass(10_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
}

#[tokio::test(start_paused = true)]
async fn a_slow_renewal_keeps_nobody_for_long_while_the_old_token_counts() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY - 4 * 60_000).await;
    api.set_delay(Duration::from_secs(14));
    let begin = api.now();
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-1"
    );
    assert_eq!(api.now() - begin, 10_000);
    // It had its time; nobody else waits.
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-1"
    );
    assert_eq!(api.now() - begin, 10_000);
    pass(20_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_api_that_is_away_is_an_error_that_passes() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(2 * DAY).await;
    for _ in 0..3 {
        api.fail(Fault::Unreached);
    }
    let error = Error::from(call(&tokens).await.err().expect("no token"));
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "sub-account the-location: no token was given (POST /oauth/token: the server could not be reached: connection \
         refused): the next call tries again"
    );
    pass(3_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
}

#[tokio::test(start_paused = true)]
async fn a_paused_location_keeps_its_tokens() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(2 * DAY).await;
    api.set_inactive(true);
    for _ in 0..5 {
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::Inactive);
        assert!(!error.is_passing());
    }
    assert_eq!(api.count(), 1);
    api.set_inactive(false);
    pass(61_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    let form = api.received().remove(1).form();
    assert_eq!(form["refresh_token"], "refresh-token-1");
}

#[tokio::test(start_paused = true)]
async fn a_dead_refresh_token_is_not_tried_by_every_call() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let mut grant = api.install(location());
    grant.refresh_token = Some("a refresh token of long ago".into());
    put(&store, &grant).await;
    let one = tokens(&api, app(&store));
    pass(2 * DAY).await;
    for _ in 0..5 {
        let error = call(&one).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::InvalidGrant);
    }
    assert_eq!(api.count(), 1);
    // Another process brings new ones.
    let other = tokens(&api, app(&store));
    other.exchange(&Code::new("code")).await.expect("tokens");
    assert_eq!(
        header(&call(&one).await.expect("a token")),
        "Bearer access-token-2"
    );
}

#[tokio::test(start_paused = true)]
async fn wrong_settings_are_told() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store));
    for message in [
        "Missing parameter: clientId",
        "Invalid parameter: grantType",
        "Invalid client credentials!",
    ] {
        api.fail(Fault::Answer(
            400,
            format!(r#"{{"statusCode": 400, "message": "{message}"}}"#),
        ));
        let error = tokens
            .exchange(&Code::new("code"))
            .await
            .expect_err("a refusal");
        assert!(!error.is_retryable());
        let kind = error.token_error().map(|error| error.kind());
        assert_eq!(kind, Some(TokenErrorKind::Refused));
        assert_eq!(
            error.to_string(),
            format!(
                "no token was given (POST /oauth/token: 400 Bad Request: {message}): check the client id, the client \
                 secret, the redirect URI, and that the app is installed there"
            )
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read_is_told() {
    for (body, told) in [
        ("<html>", "the value: the JSON is broken"),
        ("[]", "the value: expected an object, found something else"),
        (
            r#"{"refresh_token": "hush-hush"}"#,
            "access_token is missing",
        ),
        (
            r#"{"access_token": ["hush-hush"]}"#,
            "access_token: expected text",
        ),
        (
            "{\"access_token\": \"line\\nbreak\"}",
            "the access token cannot be sent as a header",
        ),
    ] {
        let (api, _, tokens) = installed(MemoryStore::new()).await;
        api.fail(Fault::Garbled(body.to_owned()));
        pass(2 * DAY).await;
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::Unreadable);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(told), "{shown}");
        assert!(
            !shown.contains("hush") && !shown.contains("break\""),
            "{shown}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_loses_no_pair() {
    let (api, store, tokens) = installed(Frail::default()).await;
    pass(2 * DAY).await;
    store.refuse_writes(true);
    for _ in 0..10 {
        assert_eq!(
            header(&call(&tokens).await.expect("a token")),
            "Bearer access-token-2"
        );
        pass(1_000).await;
    }
    let error = tokens.settle().await.expect_err("a store that fails");
    assert_eq!(
        error.to_string(),
        "sub-account the-location: the new tokens were not stored: the disk is full"
    );
    // Renewed again from memory, since the store has a refresh token that was used.
    pass(DAY).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-3"
    );
    store.refuse_writes(false);
    pass(3_000).await;
    call(&tokens).await.expect("a token");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-3");
    tokens.settle().await.expect("nothing left to store");
    assert_eq!(api.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_code_whose_tokens_cannot_be_stored_is_not_lost() {
    let (api, store) = (Api::new(), Frail::default());
    let tokens = tokens(&api, app(&store));
    store.refuse_writes(true);
    let error = tokens
        .exchange(&Code::new("code"))
        .await
        .expect_err("a store that fails");
    let error = error.token_error().expect("a token error");
    assert_eq!(error.kind(), TokenErrorKind::Store);
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-1"
    );
    store.refuse_writes(false);
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-1");
}

#[tokio::test(start_paused = true)]
async fn tokens_that_were_never_stored_are_renewed_too() {
    let (api, store) = (Api::new(), Frail::default());
    let tokens = tokens(&api, app(&store));
    store.refuse_writes(true);
    let unstored = tokens.exchange(&Code::new("code")).await;
    assert!(unstored.is_err());
    pass(2 * DAY).await;
    let granted = call(&tokens).await.expect("a token");
    assert_eq!(header(&granted), "Bearer access-token-2");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_one_that_fails() {
    let (_, store, tokens) = installed(Frail::default()).await;
    pass(2 * DAY).await;
    store.delay_writes(DAY);
    let granted = call(&tokens).await.expect("a token");
    assert_eq!(header(&granted), "Bearer access-token-2");
    store.delay_writes(0);
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-2");
}

#[tokio::test(start_paused = true)]
async fn an_access_token_that_is_none_costs_no_refresh_token() {
    let (api, store, tokens) = installed(MemoryStore::new()).await;
    let body = r#"{"access_token": "line\nbreak", "refresh_token": "the next"}"#;
    api.fail(Fault::Garbled(body.to_owned()));
    pass(2 * DAY).await;
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::Unreadable);
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.refresh_token, Some("the next".into()));
}

#[tokio::test(start_paused = true)]
async fn an_installation_whose_access_token_is_none_keeps_its_refresh_token() {
    let (api, store, tokens) = installed(MemoryStore::new()).await;
    let body = r#"{"access_token": "line\nbreak", "locationId": "the-location", "refresh_token": "the next"}"#;
    api.fail(Fault::Garbled(body.to_owned()));
    let error = tokens.exchange(&Code::new("code")).await;
    let error = error.expect_err("no header");
    let kind = error.token_error().map(|error| error.kind());
    assert_eq!(kind, Some(TokenErrorKind::Unreadable));
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.refresh_token, Some("the next".into()));

    // There is nothing in this one that is worth another.
    let worthless = Grant::new(location(), "line\nbreak", api.now(), api.now() + DAY);
    assert!(tokens.adopt(worthless).await.is_err());
    let still = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(still, kept);
}

#[tokio::test(start_paused = true)]
async fn a_lock_that_is_never_given_back_is_told() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(location())).await;
    let _held = crate::auth::TokenStore::lock(&store, &location()).await;
    let tokens = tokens(&api, app(&store));
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::Store);
    assert!(
        error
            .to_string()
            .ends_with("the tokens were not locked: no answer within 150s")
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_cannot_be_helped_is_an_error() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY / 2).await;
    let granted = call(&tokens).await.expect("a token");
    api.set_inactive(true);
    let error = refused(&tokens, &granted, "Invalid JWT")
        .await
        .expect_err("no other token");
    assert_eq!(error.kind(), TokenErrorKind::Inactive);
}

#[tokio::test(start_paused = true)]
async fn an_access_token_that_is_none_is_renewed() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let mut grant = api.install(location());
    grant.access_token = "line\nbreak".into();
    put(&store, &grant).await;
    let tokens = tokens(&api, app(&store));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    grant.refresh_token = None;
    tokens.forget(&location()).await.expect("a store");
    put(&store, &grant).await;
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::NotInstalled);
    assert!(!error.to_string().contains("break"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_panics_leaves_nobody_waiting() {
    let api = Api::new();
    let tokens = tokens(&api, app(&Panicking));
    for _ in 0..2 {
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::Unavailable);
        assert!(error.to_string().contains("it broke off"), "{error}");
    }
}

#[derive(Clone)]
struct Panicking;

impl TokenStore for Panicking {
    fn get<'a>(&'a self, _account: &'a Account) -> StoreFuture<'a, Option<Stored>> {
        Box::pin(async { panic!("a store that panics") })
    }

    fn put<'a>(
        &'a self,
        _grant: &'a Grant,
        _expected: Option<&'a Revision>,
    ) -> StoreFuture<'a, Put> {
        Box::pin(async { panic!("a store that panics") })
    }

    fn delete<'a>(&'a self, _account: &'a Account) -> StoreFuture<'a, ()> {
        Box::pin(async { panic!("a store that panics") })
    }

    fn lock<'a>(&'a self, _account: &'a Account) -> StoreFuture<'a, Lock> {
        Box::pin(async { panic!("a store that panics") })
    }
}
