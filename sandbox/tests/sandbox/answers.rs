//! What a right request gets.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::{call, message};
use crate::spec::{real, things};

/// A message that is right.
fn right() -> Value {
    json!({ "type": "SMS", "contactId": "c", "status": "pending" })
}

#[tokio::test]
async fn the_documented_body_with_ids_that_are_unique_and_remembered() {
    let sandbox = real().await;
    let mut seen = BTreeSet::new();
    for _ in 0..5 {
        let answer = message(&right()).send(&sandbox).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.content_type.as_deref(),
            Some("application/json; charset=utf-8")
        );
        let body = answer.json();
        assert_eq!(body["msg"], "Message queued successfully.");
        for id in [
            &body["conversationId"],
            &body["messageId"],
            &body["emailMessageId"],
            &body["messageIds"][0],
        ] {
            let id = id.as_str().expect("an id is text");
            assert!(id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            assert!(seen.insert(id.to_owned()), "{id} came twice");
        }
    }
    let ids: BTreeSet<String> = sandbox.ids().into_iter().collect();
    assert_eq!(ids, seen);
}

#[tokio::test]
async fn the_same_calls_get_the_same_ids() {
    let (one, other) = (real().await, real().await);
    let first = message(&right()).send(&one).await.json();
    let second = message(&right()).send(&other).await.json();
    assert_eq!(first, second);
    assert_eq!(one.ids(), other.ids());
}

#[tokio::test]
async fn what_the_request_names_comes_back() {
    let sandbox = things().await;
    let get = call("GET", "/things/t-77?x").header("Version", "2021-07-28");
    assert_eq!(get.send(&sandbox).await.status, 422, "x is not declared");
    let part = call("GET", "/things/t-77/parts/p")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(part["a"], "string", "only ids come back");
    assert_eq!(part["partId"], json!(sandbox.ids()[0]));

    let thing = call("GET", "/things/t-77").header("Version", "2021-07-28");
    let thing = thing.send(&sandbox).await.json();
    assert_eq!(thing["name"], "First");
    assert_eq!(thing["paid"], "yes", "paid is no id");
    assert!(thing.get("inner").is_none(), "a recursion ends");
    assert_eq!(thing["ownerIds"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn an_id_of_the_request_comes_back() {
    let echo = highlevel_sandbox::Sandbox::builder()
        .spec(vec![highlevel_sandbox::Source::new(
            "spec/v2/echo.yaml",
            ECHO,
        )])
        .start()
        .await
        .expect("the specification is sound");
    let body =
        json!({ "conversationId": "conv-1", "messageIds": ["a", "b"], "shortId": "much too long" });
    let answer = call("POST", "/echo/loc-1?userId=u-1")
        .json(&body)
        .send(&echo)
        .await
        .json();
    assert_eq!(answer["conversationId"], "conv-1");
    assert_eq!(answer["messageIds"], json!(["a", "b"]));
    assert_eq!(answer["locationId"], "loc-1");
    assert_eq!(answer["userId"], "u-1");
    let made_up = [&answer["otherId"], &answer["strictId"]];
    assert_eq!(
        json!(echo.ids()),
        json!(made_up),
        "what comes back was not made up"
    );

    let long = json!({ "strictId": "this is longer than the answer may be" });
    let answer = call("POST", "/echo/loc-1")
        .json(&long)
        .send(&echo)
        .await
        .json();
    let strict = answer["strictId"].as_str().expect("an id is text");
    assert_eq!(
        strict.len(),
        20,
        "what the document does not take back is made up"
    );
}

const ECHO: &str = r##"
openapi: 3.0.3
info: { title: Echo, version: "1.0" }
paths:
  /echo/{locationId}:
    post:
      operationId: echo
      parameters: [{ name: userId, in: query, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                conversationId: { type: string }
                messageIds: { type: array, items: { type: string } }
                shortId: { type: string }
                strictId: { type: string }
      responses:
        "201":
          description: The same.
          content:
            application/json:
              schema:
                type: object
                required: [conversationId, messageIds]
                properties:
                  conversationId: { type: string }
                  messageIds: { type: array, items: { type: string } }
                  locationId: { type: string }
                  userId: { type: string }
                  otherId: { type: string }
                  shortId: { type: string }
                  strictId: { type: string, maxLength: 20 }
"##;

#[tokio::test]
async fn an_answer_without_content_is_empty() {
    let sandbox = things().await;
    let answer = call("DELETE", "/things/1").send(&sandbox).await;
    assert_eq!(
        (answer.status, answer.body.len(), answer.content_type),
        (204, 0, None)
    );
}

#[tokio::test]
async fn scripted_answers_come_in_their_order_and_wait_for_a_right_request() {
    let sandbox = real().await;
    let name = "send-a-new-message";
    let limited = r#"{"statusCode":429}"#;
    sandbox
        .answer_next(name, 429, "application/json", limited)
        .expect("it exists");
    sandbox
        .answer_next(name, 502, "text/html", "<html>")
        .expect("it exists");
    sandbox.answer_next(name, 200, "", "").expect("it exists");

    assert_eq!(message(&json!({ "x": 1 })).send(&sandbox).await.status, 422);
    let first = message(&right()).send(&sandbox).await;
    assert_eq!(
        (first.status, first.json()),
        (429, json!({ "statusCode": 429 }))
    );
    let second = message(&right()).send(&sandbox).await;
    assert_eq!(
        (second.status, second.content_type.as_deref()),
        (502, Some("text/html"))
    );
    assert_eq!(second.body, b"<html>");
    let third = message(&right()).send(&sandbox).await;
    assert_eq!(
        (third.status, third.content_type, third.body.len()),
        (200, None, 0)
    );
    let fourth = message(&right()).send(&sandbox).await;
    assert!(fourth.json()["messageId"].is_string());

    let received = sandbox.requests();
    assert_eq!(received[1].status(), 429);
    assert!(received[1].is_accepted());
}

#[tokio::test]
async fn a_script_that_cannot_be_played_is_an_error() {
    let sandbox = real().await;
    for (operation, status, content_type) in [
        ("send-a-new-mesage", 200, ""),
        ("send-a-new-message", 100, ""),
        ("send-a-new-message", 600, ""),
        ("send-a-new-message", 200, "text/plain\r\nX: 1"),
    ] {
        assert!(
            sandbox
                .answer_next(operation, status, content_type, "")
                .is_err()
        );
    }
}
