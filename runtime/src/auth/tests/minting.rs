//! Tokens of sub-accounts that are made by their agency's.

use super::api::{Api, Fault};
use super::{DAY, agency, app, call, header, location, pass, put, stored, tokens};
use crate::auth::{Account, MemoryStore, TokenErrorKind};

#[tokio::test(start_paused = true)]
async fn a_token_is_made_and_made_anew() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-2"
    );
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.company_id.as_deref(), Some("the-agency"));
    assert_eq!(kept.refresh_token, None);
    let received = api.received().remove(0);
    assert_eq!(received.path, "/oauth/locationToken");
    assert_eq!(received.headers["authorization"], "Bearer access-token-1");
    assert_eq!(received.headers["version"], "2021-07-28");
    assert_eq!(
        received.body,
        "companyId=the-agency&locationId=the-location"
    );

    // Both have ended: first the agency's is renewed, then another is made by it.
    pass(2 * DAY).await;
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-4"
    );
    let paths: Vec<String> = api.received().into_iter().map(|it| it.path).collect();
    assert_eq!(
        paths,
        [
            "/oauth/locationToken",
            "/oauth/token",
            "/oauth/locationToken"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_agency_is_known_from_the_grant() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    call(&tokens(&api, app(&store).agency("the-agency")))
        .await
        .expect("a token");
    pass(2 * DAY).await;
    // Another program, which does not say which agency it is.
    let tokens = tokens(&api, app(&store));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-4"
    );
}

#[tokio::test(start_paused = true)]
async fn an_agency_token_that_is_refused_is_renewed() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    pass(DAY / 2).await;
    api.end_agency_tokens();
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-3"
    );
    assert_eq!(api.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_agency_makes_up_for_a_dead_refresh_token() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let mut grant = api.install(location());
    grant.refresh_token = Some("of long ago".into());
    put(&store, &grant).await;
    pass(2 * DAY).await;
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    assert_eq!(
        header(&call(&tokens).await.expect("a token")),
        "Bearer access-token-4"
    );
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.refresh_token, None);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_names_the_sub_account() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    api.fail(Fault::Answer(
        400,
        r#"{"message": "Location not found"}"#.to_owned(),
    ));
    for _ in 0..5 {
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::Refused);
        assert_eq!(error.account(), Some(&location()));
    }
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_an_agency_there_is_none() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store).agency("unknown"));
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::NotInstalled);
    assert_eq!(
        error.account(),
        Some(&Account::Agency("unknown".to_owned()))
    );
    assert_eq!(
        error.to_string(),
        "agency unknown: the store has no tokens: have the app installed there, or name the agency that installed it \
         (App::agency)"
    );
    assert_eq!(api.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_agency_that_does_not_make_up_for_a_dead_refresh_token_does_not_hide_it() {
    for reconnects in [false, true] {
        let (api, store) = (Api::new(), MemoryStore::new());
        put(&store, &api.install(agency())).await;
        let mut grant = api.install(location());
        grant.refresh_token = Some("of long ago".into());
        put(&store, &grant).await;
        let app = app(&store)
            .agency("the-agency")
            .reconnect_by_itself(reconnects);
        let tokens = tokens(&api, app);
        pass(2 * DAY).await;
        tokens.grant(&agency()).await.expect("tokens");
        let refuse = |message: &str| Fault::Answer(400, format!(r#"{{"message": "{message}"}}"#));
        api.fail(refuse("Invalid grant: refresh token is invalid"));
        api.fail(refuse("Location not found"));
        match call(&tokens).await {
            Ok(granted) => {
                assert!(reconnects);
                assert_eq!(header(&granted), "Bearer access-token-4");
            }
            Err(error) => {
                assert!(!reconnects, "{error}");
                assert_eq!(error.kind(), TokenErrorKind::InvalidGrant);
            }
        }
    }
}
