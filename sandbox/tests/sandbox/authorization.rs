//! Rule 2: the token.

use highlevel_sandbox::Sandbox;
use serde_json::json;

use crate::client::{call, message};
use crate::spec::{real, things};

#[tokio::test]
async fn a_token_is_needed() {
    let sandbox = real().await;
    let request = message(&json!({})).without("Authorization");
    for (header, reason) in [
        (None, "there is no Authorization header"),
        (
            Some("Bearer"),
            "the Authorization header is not `Bearer <token>`",
        ),
        (
            Some("Basic abc"),
            "the Authorization header is not `Bearer <token>`",
        ),
        (
            Some("pit-abc"),
            "the Authorization header is not `Bearer <token>`",
        ),
    ] {
        let request = match header {
            Some(header) => request.clone().header("Authorization", header),
            None => request.clone(),
        };
        let answer = request.send(&sandbox).await;
        assert_eq!(answer.status, 401);
        assert_eq!(
            answer.json(),
            json!({
                "statusCode": 401,
                "message": "Invalid token: access token is invalid",
                "error": "Unauthorized",
            }),
            "the documented body"
        );
        let received = sandbox.take_requests();
        assert_eq!(received[0].reasons(), [reason], "{header:?}");
    }
}

#[tokio::test]
async fn only_the_expected_token_does() {
    let sandbox = Sandbox::builder()
        .token("pit-1")
        .start()
        .await
        .expect("it starts");
    let body = json!({ "type": "SMS", "contactId": "c", "status": "pending" });
    let request = message(&body).without("Authorization");
    let right = request.clone().header("Authorization", "Bearer pit-1");
    assert_eq!(right.send(&sandbox).await.status, 200);
    let lower = request.clone().header("Authorization", "bearer pit-1");
    assert_eq!(lower.send(&sandbox).await.status, 200);
    let wrong = request.clone().header("Authorization", "Bearer pit-2");
    assert_eq!(wrong.send(&sandbox).await.status, 401);
    let twice = right.header("Authorization", "Bearer pit-1");
    assert_eq!(twice.send(&sandbox).await.status, 401);
}

#[tokio::test]
async fn an_undocumented_401_has_the_usual_shape() {
    let sandbox = things().await;
    let request = call("DELETE", "/things/1").without("Authorization");
    let answer = request.send(&sandbox).await;
    assert_eq!(
        answer.json(),
        json!({
            "statusCode": 401,
            "message": "there is no Authorization header",
            "error": "Unauthorized",
        })
    );
}

#[tokio::test]
async fn an_operation_without_security_needs_no_token() {
    let sandbox = things().await;
    let request = call("POST", "/free").without("Authorization");
    assert_eq!(request.send(&sandbox).await.status, 204);
}

#[tokio::test]
async fn an_empty_token_is_an_error_at_the_start() {
    let error = Sandbox::builder()
        .token(" ")
        .start()
        .await
        .expect_err("no request could have it");
    assert!(
        error.to_string().starts_with("the token is empty"),
        "{error}"
    );
}

#[tokio::test]
async fn credentials_are_not_kept() {
    let sandbox = Sandbox::builder()
        .token("pit-secret")
        .start()
        .await
        .expect("it starts");
    let request = message(&json!({ "password": "hunter2" }))
        .without("Authorization")
        .header("Authorization", "Bearer pit-secret")
        .header("x-ghl-client-key", "key-secret");
    request.send(&sandbox).await;
    let received = sandbox.requests().remove(0);
    assert_eq!(received.header("authorization"), Some("Bearer [redacted]"));
    assert_eq!(received.header("X-Ghl-Client-Key"), Some("[redacted]"));
    let shown = format!("{received:?} {received} {sandbox:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("hunter2"),
        "{shown}"
    );
    let builder = Sandbox::builder().token("pit-secret");
    assert!(!format!("{builder:?}").contains("secret"));
}
