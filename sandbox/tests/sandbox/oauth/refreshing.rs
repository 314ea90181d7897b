//! Tokens for a refresh token, and what else leads to new ones; the clock is paused.

use std::time::Duration;

use highlevel_sandbox::{Consent, Fault};
use tokio::time::advance;

use super::{FORM, JSON, app, get, installed, post, start, text, tokens};
use crate::direct::send;

#[tokio::test(start_paused = true)]
async fn a_refresh_token_rotates_and_serves_once() {
    let sandbox = start(app().oauth_app("other", "hush"));
    let first = installed(&sandbox, "loc").await;
    let refresh = text(&first["refresh_token"]).to_owned();
    let stolen = format!(
        "client_id=other&client_secret=hush&grant_type=refresh_token&refresh_token={refresh}"
    );
    let (status, _) = post(&sandbox, "/oauth/token", &[FORM], &stolen).await;
    assert_eq!(status, 400, "it is that of another app");
    let kind = format!("refresh_token&refresh_token={refresh}&user_type=Company");
    let (status, answer) = tokens(&sandbox, &kind).await;
    assert_eq!(
        (status, text(&answer["message"])),
        (400, "Invalid parameter: user_type")
    );

    let (status, second) =
        tokens(&sandbox, &format!("refresh_token&refresh_token={refresh}")).await;
    assert_eq!(status, 200);
    for name in ["access_token", "refresh_token"] {
        assert_ne!(first[name], second[name]);
    }
    for token in [&first["access_token"], &second["access_token"]] {
        assert_eq!(get(&sandbox, "/locations/loc/rooms", token).await.0, 200);
    }
    let (status, answer) =
        tokens(&sandbox, &format!("refresh_token&refresh_token={refresh}")).await;
    assert_eq!(
        (status, text(&answer["message"])),
        (400, "Invalid grant: refresh token is invalid")
    );
    let next = text(&second["refresh_token"]);
    advance(Duration::from_secs(365 * 24 * 60 * 60)).await;
    assert_eq!(
        tokens(&sandbox, &format!("refresh_token&refresh_token={next}"))
            .await
            .0,
        400
    );
}

#[tokio::test(start_paused = true)]
async fn access_tokens_end_early_and_refresh_tokens_do_not() {
    let sandbox = start(app());
    let first = installed(&sandbox, "loc").await;
    sandbox.expire_access_tokens();
    let (status, message) = get(&sandbox, "/locations/loc/rooms", &first["access_token"]).await;
    assert_eq!(
        (status, message.as_str()),
        (401, "Invalid token: access token has expired")
    );
    let refresh = text(&first["refresh_token"]);
    let (status, second) =
        tokens(&sandbox, &format!("refresh_token&refresh_token={refresh}")).await;
    assert_eq!(status, 200);
    let token = &second["access_token"];
    assert_eq!(get(&sandbox, "/locations/loc/rooms", token).await.0, 200);
}

#[tokio::test(start_paused = true)]
async fn an_app_that_lost_its_tokens_reconnects() {
    let sandbox = start(app());
    installed(
        &sandbox,
        Consent::location("loc").scopes(["rooms.readonly"]),
    )
    .await;
    let body = r#"{"clientKey":"app","clientSecret":"hush","locationId":"loc"}"#;
    let (status, answer) = post(&sandbox, "/oauth/reconnect", &[JSON], body).await;
    assert_eq!(status, 200);
    assert!(text(&answer["expiresAt"]).ends_with('Z') && answer["traceId"].is_string());
    let code = text(&answer["authorizationCode"]);
    let (status, again) = tokens(&sandbox, &format!("authorization_code&code={code}")).await;
    assert_eq!((status, &again["scope"]), (200, &"rooms.readonly".into()));
    for (body, status, message) in [
        (
            r#"{"clientSecret":"hush","locationId":"loc"}"#,
            400,
            "Missing parameter: clientKey",
        ),
        (
            r#"{"clientKey":"app","clientSecret":"hush"}"#,
            400,
            "Missing parameter: companyId",
        ),
        (
            r#"{"clientKey":"app","clientSecret":"","locationId":"loc"}"#,
            400,
            "Missing parameter: clientSecret",
        ),
        (
            r#"{"clientKey":"app","clientSecret":"x","locationId":"loc"}"#,
            400,
            "Invalid client: client is invalid",
        ),
        (
            r#"{"clientKey":"app","clientSecret":"hush","companyId":"loc"}"#,
            404,
            "the app is not installed there",
        ),
        (
            "[1]",
            400,
            "the body is neither a form nor an object of JSON",
        ),
    ] {
        let (found, answer) = post(&sandbox, "/oauth/reconnect", &[JSON], body).await;
        assert_eq!((found, text(&answer["message"])), (status, message));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_for_the_app_itself_is_not_renewed() {
    let sandbox = start(app());
    let (status, answer) = tokens(&sandbox, "client_credentials").await;
    assert_eq!((status, &answer["userType"]), (200, &"Company".into()));
    assert!(answer.get("refresh_token").is_none());
    assert_eq!(
        tokens(&sandbox, "client_credentials&user_type=Location")
            .await
            .0,
        400
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_of_a_refresh_was_a_refresh() {
    let sandbox = start(app());
    let first = installed(&sandbox, "loc").await;
    let grant = format!(
        "refresh_token&refresh_token={}",
        text(&first["refresh_token"])
    );
    let script = sandbox.on("v2:get-access-token");
    script.fault(Fault::status(503)).expect("a fault");
    assert_eq!(tokens(&sandbox, &grant).await.0, 503);
    script.fault(Fault::reset_after_request()).expect("a fault");
    let body = format!("client_id=app&client_secret=hush&grant_type={grant}");
    let lost = send(&sandbox, "POST", "/oauth/token", &[FORM], &body).await;
    assert!(lost.expect_err("it is reset").is_executed());
    assert_eq!(tokens(&sandbox, &grant).await.0, 400, "the token is spent");
}
