//! The token shows up nowhere.

use std::error::Error;
use std::fmt::Debug;

use highlevel_runtime::Client;

use crate::server::{Server, TOKEN};
use crate::types::{SendMessageBody, Things};

fn check(value: &impl Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!shown.contains(TOKEN), "{shown}");
    }
}

#[tokio::test]
async fn nothing_shows_the_token() {
    check(&Client::builder().token(TOKEN));
    let body = format!(
        r#"{{"message": "Invalid JWT {TOKEN}", "canonicalCode": "{TOKEN}", "traceId": "{TOKEN}"}}"#
    );
    let server = Server::json("401 Unauthorized", &body).await;
    let client = server.client();
    check(&client);
    let call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
    check(&call);
    assert_eq!(
        format!("{call:?}"),
        "Call { operation: POST /conversations/messages, .. }"
    );
    let future = call.into_future();
    check(&future);
    let error = future.await.expect_err("a refusal");
    check(&error);
    assert_eq!(error.message(), Some("Invalid JWT [redacted]"));
    assert!(!error.to_string().contains(TOKEN));
    assert!(error.source().is_none());
}

#[tokio::test]
async fn neither_is_a_token_of_the_call() {
    let server = Server::json(
        "401 Unauthorized",
        r#"{"message": "Invalid JWT pit-other"}"#,
    )
    .await;
    let client = server.client();
    let call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
    let call = call.header("Authorization", "Bearer pit-other");
    assert!(!format!("{call:?}").contains("pit-other"));
    let error = call.await.expect_err("a refusal");
    assert!(!format!("{error} {error:?}").contains("pit-other"));
}
