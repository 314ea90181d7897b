//! Rule 5: JSON bodies.

use serde_json::{Value, json};

use crate::client::{call, message};
use crate::spec::{real, things};

/// A message that is right.
fn right() -> Value {
    json!({ "type": "SMS", "contactId": "c", "status": "pending", "message": "hello" })
}

#[tokio::test]
async fn a_misspelt_name_should_not_exist() {
    let sandbox = real().await;
    let body = json!({ "type": "SMS", "contactID": "c", "status": "pending" });
    let answer = message(&body).send(&sandbox).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.json(),
        json!({
            "statusCode": 422,
            "message": ["property contactID should not exist", "contactId should not be empty"],
            "error": "Unprocessable Entity",
        })
    );
    assert!(!sandbox.requests()[0].is_accepted());
    assert_eq!(
        sandbox.ids(),
        Vec::<String>::new(),
        "a refusal makes up nothing"
    );
}

#[tokio::test]
async fn null_is_not_a_value() {
    let sandbox = real().await;
    let mut body = right();
    body["subject"] = Value::Null;
    let answer = message(&body).send(&sandbox).await;
    assert_eq!(
        answer.json(),
        json!({ "statusCode": 400, "message": "subject must be a string, not null" }),
        "the documented body"
    );
}

#[tokio::test]
async fn every_fault_is_listed() {
    let sandbox = real().await;
    let body = json!({
        "type": "Pigeon", "contactId": 5, "emailCc": ["a", 1], "scheduledTimestamp": "1669287863",
    });
    message(&body).send(&sandbox).await.expect_refusal(
        400,
        &["contactId must be a string; emailCc.1 must be a string; \
           scheduledTimestamp must be a number; status should not be empty; \
           type must be one of the following values: SMS, Email, WhatsApp, IG, FB, Custom, Live_Chat"],
    );
}

#[tokio::test]
async fn a_documented_422_is_used_for_every_violation() {
    let sandbox = things().await;
    let answer = call("POST", "/checked")
        .json(&json!({ "name": 1 }))
        .send(&sandbox)
        .await;
    assert_eq!(
        answer.json(),
        json!({
            "statusCode": 422,
            "message": ["id should not be empty", "name must be a string or null"],
            "error": "Unprocessable Entity",
        })
    );
    let right = call("POST", "/checked").json(&json!({ "id": "1", "name": null }));
    assert_eq!(right.send(&sandbox).await.status, 201);
}

#[tokio::test]
async fn the_content_type_is_the_declared_one() {
    let sandbox = real().await;
    let request = message(&right()).without("Content-Type");
    let expected = "the content type must be application/json, but is";
    let missing = request.send(&sandbox).await;
    assert_eq!(
        missing.json(),
        json!({
            "statusCode": 415,
            "message": format!("{expected} missing"),
            "error": "Unsupported Media Type",
        })
    );
    let text = request
        .clone()
        .header("Content-Type", "text/plain; charset=utf-8");
    let answer = text.send(&sandbox).await;
    answer.expect_refusal(415, &[&format!("{expected} `text/plain`")]);
    let spelt = request.header("Content-Type", "Application/JSON; charset=utf-8");
    assert_eq!(spelt.send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn a_body_has_to_parse() {
    let sandbox = real().await;
    let request = message(&right()).without("Content-Type");
    let deep = "[".repeat(100_000);
    for body in ["{", "{\"type\":}", "\u{feff}{}", deep.as_str()] {
        let answer = request
            .clone()
            .body("application/json", body)
            .send(&sandbox)
            .await;
        let (status, message) = answer.refusal();
        assert_eq!(status, 400);
        assert!(
            message[0].starts_with("the body is no JSON: "),
            "{message:?}"
        );
    }
    let invalid = request.body("application/json", vec![b'"', 0xff, b'"']);
    assert_eq!(invalid.send(&sandbox).await.status, 400);
}

#[tokio::test]
async fn a_required_body_is_there_and_an_undeclared_one_is_not() {
    let sandbox = things().await;
    let missing = call("POST", "/checked").send(&sandbox).await;
    missing.expect_refusal(422, &["the body should not be empty"]);
    let optional = call("PUT", "/things/1").send(&sandbox).await;
    assert_eq!(optional.status, 204);
    let undeclared = call("DELETE", "/things/1").json(&json!({}));
    undeclared
        .send(&sandbox)
        .await
        .expect_refusal(400, &["the body should not exist"]);
}

#[tokio::test]
async fn a_schema_that_is_none_says_so() {
    let sandbox = things().await;
    let answer = call("POST", "/unusable")
        .json(&json!("x"))
        .send(&sandbox)
        .await;
    let (status, message) = answer.refusal();
    assert_eq!(status, 500);
    assert!(
        message[0].starts_with("unusable: a schema cannot be used: "),
        "{message:?}"
    );
}

#[tokio::test]
async fn the_value_has_the_type_of_the_schema() {
    let sandbox = real().await;
    for body in [json!([]), json!("text"), json!(null), json!(1e300)] {
        let (status, message) = message(&body).send(&sandbox).await.refusal();
        assert_eq!(status, 400);
        assert!(
            message[0].starts_with("the value must be an object"),
            "{message:?}"
        );
    }
}
