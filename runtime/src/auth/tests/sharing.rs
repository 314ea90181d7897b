//! Several processes with one store.

use http::HeaderValue;

use super::api::{Api, Fault};
use super::stores::Frail;
use super::{
    DAY, app, call, header, installed, location, pass, put, refused, stored, tokens, tokens_at,
};
use crate::auth::{MemoryStore, TokenErrorKind, TokenStore};
use crate::clock::Clock;

#[tokio::test(start_paused = true)]
async fn one_process_renews_for_all() {
    let (api, store, one) = installed(MemoryStore::new()).await;
    let other = tokens(&api, app(&store));
    pass(2 * DAY).await;
    let (left, right) = tokio::join!(call(&one), call(&other));
    assert_eq!(header(&left.expect("a token")), "Bearer access-token-2");
    assert_eq!(header(&right.expect("a token")), "Bearer access-token-2");
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_somebody_else_renewed_is_taken_up() {
    let (api, store, one) = installed(MemoryStore::new()).await;
    let other = tokens(&api, app(&store));
    pass(DAY / 2).await;
    let (left, right) = tokio::join!(call(&one), call(&other));
    let (left, right) = (left.expect("a token"), right.expect("a token"));
    // The API ends the token early; both learn of it, one after the other.
    assert!(
        refused(&one, &left, "Invalid JWT")
            .await
            .expect("a renewal")
    );
    assert!(
        refused(&other, &right, "Invalid JWT")
            .await
            .expect("a renewal")
    );
    assert_eq!(
        header(&call(&other).await.expect("a token")),
        "Bearer access-token-2"
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_locks_the_loser_takes_what_the_winner_stores() {
    let (api, store) = (Api::new(), Frail::default());
    store.forget_locks();
    // The loser hears of it before the winner has stored anything.
    store.delay_writes(1_000);
    put(&store, &api.install(location())).await;
    let (one, other) = (tokens(&api, app(&store)), tokens(&api, app(&store)));
    pass(2 * DAY).await;
    let (left, right) = tokio::join!(call(&one), call(&other));
    assert_eq!(header(&left.expect("a token")), "Bearer access-token-2");
    assert_eq!(header(&right.expect("a token")), "Bearer access-token-2");
    assert_eq!(api.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_lost_uses_what_is_there() {
    let (api, store) = (Api::new(), Frail::default());
    let old = api.install(location());
    put(&store, &old).await;
    let tokens = tokens(&api, app(&store));
    pass(2 * DAY).await;
    // While the renewal is under way, somebody installs the app again, without the lock.
    store.delay_writes(1_000);
    let call_under_way = tokio::spawn({
        let tokens = tokens.clone();
        async move { call(&tokens).await }
    });
    pass(900).await;
    store.delay_writes(0);
    let installed = api.install(location());
    let found = stored(&store, &location()).await.expect("a grant");
    store
        .put(&installed, Some(&found.revision))
        .await
        .expect("a store");
    let granted = call_under_way.await.expect("no panic").expect("a token");
    let used = installed.access_token.expose();
    assert_eq!(header(&granted), format!("Bearer {used}"));
    let kept = stored(&store, &location()).await.map(|stored| stored.grant);
    assert_eq!(kept, Some(installed));
}

#[tokio::test(start_paused = true)]
async fn a_crash_between_the_answer_and_the_store_is_told() {
    let (api, store) = (Api::new(), Frail::default());
    put(&store, &api.install(location())).await;
    pass(2 * DAY).await;
    // The process ends after the API gave a pair, and before it is stored.
    store.refuse_writes(true);
    let crashed = tokens(&api, app(&store));
    call(&crashed).await.expect("a token");
    drop(crashed);
    store.refuse_writes(false);

    let tokens = tokens(&api, app(&store));
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::InvalidGrant);
    assert_eq!(
        error.to_string(),
        "sub-account the-location: no token was given (POST /oauth/token: 400 Bad Request: Invalid grant: refresh \
         token is invalid): it was used, has ended or was withdrawn: reconnect the account (Tokens::reconnect), or \
         have the app installed again"
    );
    let grant = tokens.reconnect(&location()).await.expect("tokens");
    assert_eq!(grant.account, location());
    let kept = stored(&store, &location()).await.map(|stored| stored.grant);
    assert_eq!(kept, Some(grant));
    call(&tokens).await.expect("a token");

    let received = api.received();
    let reconnect = &received[received.len() - 2];
    assert_eq!(reconnect.path, "/oauth/reconnect");
    assert_eq!(reconnect.headers["content-type"], "application/json");
    assert_eq!(
        reconnect.body,
        r#"{"clientKey":"the-client","clientSecret":"the-client-secret","locationId":"the-location"}"#
    );
    assert_eq!(received[received.len() - 1].form()["code"], "a-new-code");
}

#[tokio::test(start_paused = true)]
async fn after_a_crash_an_app_may_reconnect_by_itself() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let mut grant = api.install(location());
    grant.refresh_token = Some("one that was used".into());
    put(&store, &grant).await;
    pass(2 * DAY).await;
    let tokens = tokens(&api, app(&store).reconnect_by_itself(true));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    let paths: Vec<String> = api.received().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/oauth/token", "/oauth/reconnect", "/oauth/token"]);
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    let refresh_token = kept.refresh_token.expect("a refresh token");
    assert_eq!(refresh_token.expose(), "refresh-token-2");
}

#[tokio::test(start_paused = true)]
async fn an_app_that_is_gone_is_not_reconnected() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let mut grant = api.install(location());
    grant.refresh_token = Some("one that was withdrawn".into());
    put(&store, &grant).await;
    pass(2 * DAY).await;
    let tokens = tokens(&api, app(&store).reconnect_by_itself(true));
    let refuse = |message: &str| Fault::Answer(400, format!(r#"{{"message": "{message}"}}"#));
    api.fail(refuse("Invalid grant: refresh token is invalid"));
    api.fail(refuse("App is not installed"));
    for _ in 0..5 {
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::InvalidGrant);
    }
    assert_eq!(api.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn reconnecting_takes_a_code_in_either_place() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store));
    api.fail(Fault::Garbled(
        r#"{"data": {"authorizationCode": "wrapped"}}"#.to_owned(),
    ));
    tokens.reconnect(&location()).await.expect("tokens");
    assert_eq!(api.received()[1].form()["code"], "wrapped");
    api.fail(Fault::Garbled("{}".to_owned()));
    let error = tokens.reconnect(&location()).await.expect_err("no code");
    assert_eq!(
        error.token_error().map(|error| error.kind()),
        Some(TokenErrorKind::Unreadable)
    );
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_behind_keeps_nobody_from_renewing() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(location())).await;
    let behind = tokens_at(&api, app(&store), Clock::starting_at(api.now() - DAY));
    let granted = call(&behind).await.expect("a token");
    assert!(
        refused(&behind, &granted, "Invalid JWT")
            .await
            .expect("a renewal")
    );
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn clocks_that_differ_cost_renewals_and_no_tokens() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(location())).await;
    let right = tokens(&api, app(&store));
    let ahead = tokens_at(&api, app(&store), Clock::starting_at(api.now() + DAY / 2));
    let behind = tokens_at(&api, app(&store), Clock::starting_at(api.now() - DAY / 2));
    let mut last = HeaderValue::from_static("");
    for hour in 0..24 * 7 {
        pass(DAY / 24).await;
        for tokens in [&ahead, &right, &behind] {
            let mut granted = call(tokens).await.expect("a token");
            // This one thinks that its token has time, so it hears of the end from the API.
            let kept = stored(&store, &location()).await.expect("a grant").grant;
            let is_old = header(&granted) != format!("Bearer {}", kept.access_token.expose());
            if is_old
                && refused(tokens, &granted, "token expired")
                    .await
                    .expect("an answer")
            {
                granted = call(tokens).await.expect("a token");
            }
            last = granted.header;
        }
        assert!(api.count() <= hour / 11 + 1, "{} by {hour} h", api.count());
    }
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(last, format!("Bearer {}", kept.access_token.expose()));
}
