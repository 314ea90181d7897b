//! When a token is renewed, and by how many.

use tokio::task::JoinSet;

use super::api::Api;
use super::stores::Frail;
use super::{
    BEGIN, DAY, agency, app, call, header, installed, location, pass, put, refused, stored, tokens,
};
use crate::auth::{Code, Grant, MemoryStore, TokenErrorKind};
use crate::limit::Resource;

#[tokio::test(start_paused = true)]
async fn a_token_serves_until_shortly_before_its_end() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    for _ in 0..3 {
        let granted = call(&tokens).await.expect("a token");
        assert_eq!(header(&granted), "Bearer access-token-1");
        assert!(granted.header.is_sensitive());
        assert_eq!(granted.resource, Resource::sub_account("the-location"));
    }
    pass(DAY - 11 * 60_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-1"
    );
    assert_eq!(api.count(), 0);
    pass(7 * 60_000).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn many_calls_wait_for_one_renewal() {
    let (api, store, tokens) = installed(Frail::default()).await;
    pass(2 * DAY).await;
    let mut calls = JoinSet::new();
    for _ in 0..64 {
        let tokens = tokens.clone();
        calls.spawn(async move { header(&call(&tokens).await.expect("a token")).to_owned() });
    }
    let headers = calls.join_all().await;
    assert_eq!(headers, vec!["Bearer access-token-2"; 64]);
    assert_eq!((api.count(), store.locks()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_for_a_renewal_first_goes_on_first() {
    let (_, _, tokens) = installed(MemoryStore::new()).await;
    pass(2 * DAY).await;
    let (done, mut order) = tokio::sync::mpsc::unbounded_channel();
    for number in 0..64 {
        let (tokens, done) = (tokens.clone(), done.clone());
        tokio::spawn(async move {
            call(&tokens).await.expect("a token");
            done.send(number).expect("somebody listens");
        });
    }
    for number in 0..64 {
        assert_eq!(order.recv().await, Some(number));
    }
}

#[tokio::test(start_paused = true)]
async fn a_pair_is_stored_before_it_is_used() {
    let (_, store, tokens) = installed(Frail::default()).await;
    // Longer than calls wait where an old token still counts.
    store.delay_writes(15_000);
    pass(2 * DAY).await;
    let granted = call(&tokens).await.expect("a token");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(header(&granted), "Bearer access-token-2");
    assert_eq!(kept.access_token.expose(), "access-token-2");
    let refresh_token = kept.refresh_token.expect("a refresh token");
    assert_eq!(refresh_token.expose(), "refresh-token-2");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_loses_nothing() {
    let (api, store, tokens) = installed(MemoryStore::new()).await;
    pass(2 * DAY).await;
    // Dropped at once, before the API acts, and before it answers.
    for wait in [1, 298, 2] {
        let dropped = tokio::time::timeout(std::time::Duration::from_millis(wait), call(&tokens));
        assert!(dropped.await.is_err());
    }
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-2");
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_age_renews_once() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY / 2).await;
    let granted = call(&tokens).await.expect("a token");
    let mut calls = JoinSet::new();
    for _ in 0..16 {
        let (tokens, granted) = (tokens.clone(), granted.clone());
        calls.spawn(async move { refused(&tokens, &granted, "Invalid JWT").await });
    }
    for outcome in calls.join_all().await {
        assert!(outcome.expect("a renewal"), "there is another token");
    }
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_anything_else_renews_nothing() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY / 2).await;
    let granted = call(&tokens).await.expect("a token");
    for message in [
        "The token is not authorized for this scope.",
        "",
        "Unauthorized",
    ] {
        assert_eq!(
            refused(&tokens, &granted, message).await.ok(),
            Some(false),
            "{message}"
        );
    }
    assert_eq!(api.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_new_token_that_is_refused_is_not_renewed_again() {
    let (api, _, tokens) = installed(MemoryStore::new()).await;
    pass(DAY / 2).await;
    for round in 0..5 {
        let granted = call(&tokens).await.expect("a token");
        let renewed = refused(&tokens, &granted, "Invalid JWT").await;
        assert_eq!(renewed.expect("an answer"), round == 0);
    }
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn short_lives_are_not_all_margin() {
    let (api, store) = (Api::new(), MemoryStore::new());
    api.set_lifetime(60);
    put(&store, &api.install(location())).await;
    let tokens = tokens(&api, app(&store));
    for _ in 0..600 {
        call(&tokens).await.expect("a token");
        pass(1_000).await;
    }
    // Ten minutes of tokens that live for one, and are renewed in their last six seconds.
    assert!((10..=12).contains(&api.count()), "{}", api.count());
}

#[tokio::test(start_paused = true)]
async fn a_code_becomes_tokens() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let app = app(&store)
        .redirect_uri("https://example.com/back?a=b")
        .token_kind(crate::TokenKind::SubAccount);
    let tokens = tokens(&api, app);
    let grant = tokens
        .exchange(&Code::new("the code"))
        .await
        .expect("tokens");
    assert_eq!(grant.account, location());
    assert_eq!(grant.company_id.as_deref(), Some("the-agency"));
    assert_eq!(grant.expires_at, BEGIN + 600 + 86_399_000);
    assert_eq!(grant.scopes, ["contacts.readonly", "contacts.write"]);
    let kept = stored(&store, &location()).await.map(|stored| stored.grant);
    assert_eq!(kept, Some(grant));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-1"
    );

    let received = api.received().remove(0);
    assert_eq!(received.path, "/oauth/token");
    assert_eq!(received.headers["version"], "2021-07-28");
    assert_eq!(received.headers["user-agent"], "test/1.0");
    assert_eq!(
        received.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(!received.headers.contains_key("authorization"));
    assert_eq!(
        received.body,
        "client_id=the-client&client_secret=the-client-secret&grant_type=authorization_code&code=the+code\
         &user_type=Location&redirect_uri=https%3A%2F%2Fexample.com%2Fback%3Fa%3Db"
    );
}

#[tokio::test(start_paused = true)]
async fn a_new_install_replaces_old_tokens() {
    let (_, store, tokens) = installed(MemoryStore::new()).await;
    call(&tokens).await.expect("a token");
    tokens.exchange(&Code::new("code")).await.expect("tokens");
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-2");
}

#[tokio::test(start_paused = true)]
async fn what_was_forgotten_is_gone() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store));
    tokens
        .adopt(api.install(location()))
        .await
        .expect("a store");
    call(&tokens).await.expect("a token");
    tokens.forget(&location()).await.expect("a store");
    assert_eq!(stored(&store, &location()).await, None);
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::NotInstalled);
    assert_eq!(error.account(), Some(&location()));
    assert!(!error.is_passing());
    assert_eq!(api.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_says_whose_token_it_wants() {
    let (api, store) = (Api::new(), MemoryStore::new());
    for account in [location(), agency()] {
        let grant = api.install(account);
        put(
            &store,
            &Grant {
                expires_at: BEGIN,
                ..grant
            },
        )
        .await;
    }
    let tokens = tokens(&api, app(&store));
    for (index, account, user_type) in [(0, location(), "Location"), (1, agency(), "Company")] {
        tokens.grant(&account).await.expect("tokens");
        let form = api.received().remove(index).form();
        let pairs: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let refresh_token = format!("refresh-token-{}", index + 1);
        assert_eq!(
            pairs,
            [
                ("client_id", "the-client"),
                ("client_secret", "the-client-secret"),
                ("grant_type", "refresh_token"),
                ("refresh_token", &refresh_token),
                ("user_type", user_type),
            ]
        );
    }
}
