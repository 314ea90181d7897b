//! Whose token a call is made with.

use super::api::Api;
use super::stores::Frail;
use super::{Wanted, agency, app, location, put, tokens};
use crate::TokenKind::{self, Agency, SubAccount};
use crate::auth::credentials::Credentials;
use crate::auth::{App, Grant, MemoryStore, TokenErrorKind};
use crate::limit::Resource;

/// The app, the kinds that the operation takes, location and company that the call names, and whose token it gets.
type Case<'a> = (
    App,
    &'a [TokenKind],
    (&'a str, &'a str),
    &'a Option<Resource>,
);

async fn chosen(app: App, tokens_taken: &[TokenKind], names: (&str, &str)) -> Option<Resource> {
    let wanted = Wanted {
        tokens: tokens_taken,
        location: Some(names.0).filter(|id| !id.is_empty()),
        company: Some(names.1).filter(|id| !id.is_empty()),
    };
    let credentials = Credentials::App(tokens(&Api::new(), app));
    match credentials.token(&wanted).await {
        Ok(granted) => Some(granted.resource),
        Err(error) => {
            assert_eq!(error.kind(), TokenErrorKind::NoAccount, "{error}");
            None
        }
    }
}

#[tokio::test(start_paused = true)]
async fn by_what_is_taken_and_what_is_named() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let grant = api.install(location());
    put(
        &store,
        &Grant {
            company_id: Some("the-agency".to_owned()),
            ..grant
        },
    )
    .await;
    let sub = Some(Resource::sub_account("the-location"));
    let top = Some(Resource::agency("the-agency"));
    let (here, there) = ("the-location", "the-agency");
    let plain = || app(&store);
    let with_location = || plain().location("the-location");
    let with_agency = || plain().agency("the-agency");
    let either = [SubAccount, Agency];
    let cases: [Case<'_>; 16] = [
        (plain(), &[SubAccount], (here, ""), &sub),
        (plain(), &[SubAccount], (here, there), &sub),
        (plain(), &[SubAccount], ("", there), &None),
        (with_agency(), &[SubAccount], ("", ""), &None),
        (with_location(), &[SubAccount], ("", there), &sub),
        (plain(), &[Agency], ("", there), &top),
        (plain(), &[Agency], (here, there), &top),
        (with_agency(), &[Agency], (here, ""), &top),
        // The sub-account's grant knows its agency.
        (plain(), &[Agency], (here, ""), &top),
        (with_location(), &[Agency], ("", ""), &top),
        (plain(), &[Agency], ("unknown", ""), &None),
        (plain(), &either, (here, there), &sub),
        (with_location(), &either, ("", there), &top),
        (with_location(), &either, ("", ""), &sub),
        (with_agency(), &[], ("", ""), &top),
        (plain(), &[], ("", ""), &None),
    ];
    for (index, (app, taken, names, expected)) in cases.into_iter().enumerate() {
        assert_eq!(chosen(app, taken, names).await, *expected, "case {index}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fixed_token_serves_everything() {
    let header = http::HeaderValue::from_static("Bearer pit-1");
    let credentials = Credentials::fixed(header.clone());
    let granted = credentials
        .token(&Wanted::default())
        .await
        .expect("a token");
    assert_eq!(
        (granted.header.clone(), granted.resource.clone()),
        (header, Resource::token("pit-1"))
    );
    let status = http::StatusCode::UNAUTHORIZED;
    let renewed = credentials
        .refused(&Wanted::default(), &granted, status, "Invalid JWT")
        .await;
    assert_eq!(renewed.ok(), Some(false));
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_is_told() {
    let credentials = Credentials::App(tokens(&Api::new(), app(&MemoryStore::new())));
    for (taken, told) in [
        (
            SubAccount,
            "the call names no sub-account: name one with Call::location, or for all calls with App::location",
        ),
        (
            Agency,
            "the call names no agency: name one for all calls with App::agency",
        ),
    ] {
        let wanted = Wanted {
            tokens: &[taken],
            ..Wanted::default()
        };
        let error = credentials.token(&wanted).await.err().expect("no account");
        assert_eq!(error.to_string(), told);
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_be_read_is_told() {
    let store = Frail::default();
    store.refuse_reads(true);
    let credentials = Credentials::App(tokens(&Api::new(), app(&store)));
    let wanted = Wanted {
        tokens: &[Agency],
        location: Some("the-location"),
        ..Wanted::default()
    };
    let error = credentials.token(&wanted).await.err().expect("no account");
    assert_eq!(error.kind(), TokenErrorKind::Store);
    assert_eq!(
        error.to_string(),
        "sub-account the-location: the tokens could not be read: the disk is gone"
    );
}
