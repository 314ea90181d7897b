//! What a 401 or a 403 means, by the words that were seen.

use highlevel_runtime::{Error, ErrorKind, Refusal};

use crate::transports::{InProcess, answer};
use crate::types::{SearchParams, SendMessageBody, Things};

async fn refused(status: u16, message: &str) -> Error {
    let body = serde_json::json!({"statusCode": 400, "message": message}).to_string();
    let server = InProcess::new(move |_| Ok(answer(status, body.clone())));
    let client = server.client();
    let error = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
        .expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert!(error.may_have_arrived() && !error.is_retryable());
    error
}

#[tokio::test]
async fn every_text_that_was_seen() {
    for (status, message, expected) in [
        (401, "Invalid JWT", Some(Refusal::TokenInvalid)),
        (
            401,
            "Invalid Private Integration token",
            Some(Refusal::TokenInvalid),
        ),
        (
            401,
            "Invalid token: access token is invalid",
            Some(Refusal::TokenInvalid),
        ),
        (401, "jwt expired", Some(Refusal::TokenExpired)),
        (
            401,
            "The token is not authorized for this scope.",
            Some(Refusal::MissingScope),
        ),
        (
            401,
            "This authClass type is not allowed to access this scope.",
            Some(Refusal::WrongTokenKind),
        ),
        (
            401,
            "Token's user type mismatch!",
            Some(Refusal::WrongTokenKind),
        ),
        (403, "Forbidden resource", Some(Refusal::WrongTokenKind)),
        (
            403,
            "The token does not have access to this location.",
            Some(Refusal::WrongLocation),
        ),
        (
            401,
            "This route is not yet supported by the IAM Service. Please update the IAM config.",
            Some(Refusal::RouteNotEnabled),
        ),
        (
            401,
            "version header was not found.",
            Some(Refusal::WrongVersion),
        ),
        (
            401,
            "E01 - Unauthorized request",
            Some(Refusal::MissingParameter),
        ),
        (401, "Command timed out", Some(Refusal::GatewayTimeout)),
        (401, "Unauthorized", None),
        (401, "", None),
        (403, "Forbidden", None),
        // The same words elsewhere are about something else.
        (400, "The offer has expired", None),
        (422, "scope should not exist", None),
    ] {
        let error = refused(status, message).await;
        assert_eq!(error.refusal(), expected, "{message}");
    }
}

#[tokio::test]
async fn errors_say_what_to_do() {
    for (message, advice) in [
        (
            "The token is not authorized for this scope.",
            " Add the scope to the app or the private integration, then authorise again",
        ),
        (
            "Invalid JWT",
            ". The API does not know the token: check that it is whole and was not revoked",
        ),
        ("Whatever", ""),
    ] {
        assert_eq!(
            refused(401, message).await.to_string(),
            format!(
                "POST /conversations/messages: 401 Unauthorized: {message}{advice} \
                 (needs scope conversations/message.write and a sub-account token)"
            )
        );
    }
}

#[tokio::test]
async fn a_gateway_that_gave_up_may_be_asked_again() {
    let server = InProcess::new(|_| Ok(answer(401, "Command timed out")));
    let client = server.client();
    let error = Things { client: &client }
        .get_thing("x", &SearchParams::new("l"))
        .await
        .expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::GatewayTimeout));
    assert!(error.is_retryable());
}
