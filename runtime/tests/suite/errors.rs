//! Errors that the API answers with, in every shape that was seen.

use highlevel_runtime::{Error, ErrorKind};

use crate::server::Server;
use crate::types::{Message, SendMessageBody, Things};

const CALL: &str = "POST /conversations/messages: ";

async fn refused(status: &str, content_type: &str, body: &str) -> Error {
    let server = Server::answering(status, content_type, body).await;
    let client = server.client();
    let outcome = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await;
    let error = outcome.expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.body(), body.as_bytes());
    assert_eq!(
        error.operation().map(|operation| operation.id),
        Some("send-a-new-message")
    );
    error
}

#[tokio::test]
async fn every_shape_has_its_message() {
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "422 Unprocessable Entity",
    ] {
        let needs = match &status[..3] {
            "401" | "403" => " (needs scope conversations/message.write and a sub-account token)",
            _ => "",
        };
        for (body, message) in [
            (
                r#"{"statusCode": 400, "message": "Bad body", "error": "Bad Request"}"#,
                "Bad body",
            ),
            (
                r#"{"statusCode": 422, "message": ["a is bad", "b should not exist"], "error": "x"}"#,
                "a is bad; b should not exist",
            ),
            (
                r#"{"status": 400, "message": "No", "name": "HttpException", "traceId": "t-1"}"#,
                "No",
            ),
            (
                r#"{"error": "Unauthorized", "status": 401}"#,
                "Unauthorized",
            ),
            (
                r#"{"error": "This is not supported"}"#,
                "This is not supported",
            ),
            (
                r#"{"message": "Conversation is gone", "canonicalCode": "NOT_FOUND", "conversationId": "c"}"#,
                "Conversation is gone",
            ),
            (
                r#"{"error": {"code": "INVALID", "message": "Bad token", "details": [], "resolution": "x"}}"#,
                "Bad token",
            ),
            (
                r#"{"error": "invalid_grant", "error_description": "Invalid grant: refresh token is invalid"}"#,
                "Invalid grant: refresh token is invalid",
            ),
            (r#"{"status": 413, "message": "Too large"}"#, "Too large"),
            (r#"["a", "b"]"#, "a; b"),
            (r#""Try later""#, "Try later"),
        ] {
            let error = refused(status, "application/json", body).await;
            assert_eq!(error.message(), Some(message), "{body}");
            assert_eq!(
                error.to_string(),
                format!("{CALL}{status}: {message}{needs}")
            );
        }
    }
}

#[tokio::test]
async fn codes_and_traces() {
    let error = refused(
        "400 Bad Request",
        "application/json",
        r#"{"message": "m", "canonicalCode": "C", "traceId": "t"}"#,
    )
    .await;
    assert_eq!((error.code(), error.trace_id()), (Some("C"), Some("t")));
    let error = refused(
        "400 Bad Request",
        "application/json",
        r#"{"error": {"code": "E", "message": "m"}}"#,
    )
    .await;
    assert_eq!((error.code(), error.trace_id()), (Some("E"), None));
}

#[tokio::test]
async fn bodies_without_a_message() {
    for (status, body, told) in [
        ("404 Not Found", "", "404 Not Found: an empty body"),
        (
            "404 Not Found",
            "<!DOCTYPE html><p>Secret page</p>",
            "404 Not Found: an HTML page",
        ),
        (
            "502 Bad Gateway",
            "\n<html>",
            "502 Bad Gateway: an HTML page",
        ),
        (
            "503 Service Unavailable",
            "upstream request timeout\n",
            "503 Service Unavailable: upstream request timeout",
        ),
        (
            "500 Internal Server Error",
            "{\"message\": {}}",
            "500 Internal Server Error: a body without a message",
        ),
        (
            "500 Internal Server Error",
            "{\"message\": ",
            "500 Internal Server Error: a body without a message",
        ),
        ("599 Whatever", "{}", "599: a body without a message"),
    ] {
        let error = refused(status, "text/html", body).await;
        assert_eq!(error.to_string(), format!("{CALL}{told}"));
    }
}

#[tokio::test]
async fn messages_stay_on_one_line() {
    let long = "x".repeat(600);
    let error = refused(
        "400 Bad Request",
        "application/json",
        &format!(r#"{{"message": "a\nb\u001b[0m{long}"}}"#),
    )
    .await;
    let shown = error.to_string();
    assert!(
        shown.starts_with(&format!("{CALL}400 Bad Request: a b [0mxxx")),
        "{shown}"
    );
    assert!(shown.ends_with("xxx...") && shown.len() < 600);
    assert!(error.message().is_some_and(|message| message.len() > 600));
}

#[tokio::test]
async fn documented_shapes() {
    let error = refused(
        "400 Bad Request",
        "application/json",
        r#"{"contactId": 5, "message": "m"}"#,
    )
    .await;
    assert_eq!(
        error.body_json::<Message>().map(|body| body.contact_id),
        Some("5".to_owned())
    );
    let error = refused("400 Bad Request", "application/json", r#"{"message": "m"}"#).await;
    assert_eq!(error.body_json::<Message>(), None);
}

#[tokio::test]
async fn predicates() {
    let limited = refused(
        "429 Too Many Requests",
        "application/json",
        r#"{"statusCode": 429, "message": "m"}"#,
    )
    .await;
    assert!(limited.is_rate_limited() && limited.is_retryable());
    let unauthorized = refused("401 Unauthorized", "application/json", "{}").await;
    assert!(unauthorized.is_unauthorized() && !unauthorized.is_retryable());
    // A message may have been sent before the gateway gave up.
    let gateway = refused("502 Bad Gateway", "text/html", "<html>").await;
    assert!(!gateway.is_retryable() && !gateway.is_timeout());
}

#[tokio::test]
async fn repeatable_operations_can_be_retried() {
    let server = Server::json("503 Service Unavailable", "{}").await;
    let client = server.client();
    let error = Things { client: &client }
        .delete_thing("x")
        .await
        .expect_err("a refusal");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn several_scopes_and_tokens() {
    let server = Server::json("403 Forbidden", r#"{"message": "Forbidden resource"}"#).await;
    let client = server.client();
    let error = Things { client: &client }
        .delete_thing("x")
        .await
        .expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "DELETE /things/{thingId}: 403 Forbidden: Forbidden resource. \
         The token is an agency's instead of a sub-account's, or the other way round \
         (needs scope things.write or things.delete and an agency or sub-account token)"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = Server::raw(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n",
    )
    .await;
    let client = server.client();
    let error = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
        .expect_err("a redirect");
    assert_eq!(
        error.to_string(),
        format!("{CALL}307 Temporary Redirect: redirects are not followed")
    );
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(
        server
            .received()
            .await
            .starts_with("POST /conversations/messages ")
    );
}

#[test]
fn errors_are_small_and_travel() {
    fn travels<T: Send + Sync + std::error::Error + 'static>() {}
    travels::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
