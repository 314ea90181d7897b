//! Rule 3: `Version` and other declared headers.

use serde_json::json;

use crate::client::{call, message};
use crate::spec::{real, things};

#[tokio::test]
async fn the_version_has_to_be_the_declared_one() {
    let sandbox = real().await;
    let body = json!({ "type": "SMS", "contactId": "c", "status": "pending" });
    let request = message(&body);
    assert_eq!(request.send(&sandbox).await.status, 200);

    let missing = request.clone().without("Version").send(&sandbox).await;
    assert_eq!(
        missing.json(),
        json!({
            "statusCode": 400,
            "message": "the header Version must be 2021-04-15, but is missing",
        }),
        "the documented body"
    );
    let other = request.without("Version").header("Version", "2021-07-28");
    other.send(&sandbox).await.expect_refusal(
        400,
        &["the header Version must be 2021-04-15, but is 2021-07-28"],
    );
}

#[tokio::test]
async fn the_token_is_looked_at_first() {
    let sandbox = real().await;
    let request = message(&json!({}))
        .without("Authorization")
        .without("Version");
    assert_eq!(request.send(&sandbox).await.status, 401);
}

#[tokio::test]
async fn other_headers_have_their_declared_values() {
    let sandbox = things().await;
    let request = call("GET", "/headed");
    request.send(&sandbox).await.expect_refusal(
        400,
        &["the header X-Mode must be fast or slow, but is missing"],
    );
    let wrong = request
        .clone()
        .header("X-Mode", "warp")
        .header("X-Count", "many");
    wrong.send(&sandbox).await.expect_refusal(
        400,
        &["the header X-Mode must be fast or slow, but is not; \
           the header X-Count must be as the documentation says, but is not"],
    );
    let right = request
        .header("x-mode", "slow")
        .header("x-count", "3")
        .header("X-Other", "1");
    assert_eq!(right.send(&sandbox).await.status, 204);
}
