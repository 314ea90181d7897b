//! Calls of what the crate has no method for.

use std::collections::BTreeMap;

use highlevel_runtime::transport::TransportError;
use highlevel_runtime::{Call, Client, Error, ErrorKind, Json, Method, Value};
use serde_json::json;

use crate::transports::{InProcess, answer};
use crate::types::Sent;

const SENT: &str = r#"{"messageId": "m"}"#;

#[tokio::test]
async fn everything_about_them_can_be_said() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let client = server.client();
    let found: Value = client
        .request(Method::Post, "/contacts/{contactId}/tags")
        .path("contactId", "a/b")
        .query_param("limit", 5)
        .header("x-trace", "t")
        .body_json(&BTreeMap::from([("tags", ["a"])]))
        .await
        .expect("an answer");
    assert_eq!(found, json!({"messageId": "m"}));
    let (head, body) = server.only();
    assert_eq!(head.method, http::Method::POST);
    assert_eq!(
        head.uri,
        "https://services.leadconnectorhq.com/contacts/a%2Fb/tags?limit=5"
    );
    assert_eq!(head.headers["version"], "2021-07-28");
    assert_eq!(head.headers["content-type"], "application/json");
    assert!(head.headers.contains_key("authorization"));
    assert_eq!(body, r#"{"tags":["a"]}"#);
}

#[tokio::test]
async fn answers_of_every_kind() {
    let client = InProcess::new(|_| Ok(answer(200, SENT))).client();
    let request = || client.request(Method::Get, "/x");
    let sent: Sent = client.request(Method::Get, "/x").await.expect("an answer");
    assert_eq!(sent.message_id, "m");
    let Json(own): Json<BTreeMap<String, String>> =
        client.request(Method::Get, "/x").await.expect("an answer");
    assert_eq!(own["messageId"], "m");
    let bytes: bytes::Bytes = client.request(Method::Get, "/x").await.expect("an answer");
    assert_eq!(bytes, SENT);
    let nothing: Call<()> = request();
    nothing.await.expect("an answer");
}

#[tokio::test]
async fn own_types_do_not_repeat_what_came() {
    for (body, expected) in [
        (
            r#"{"messageId": "private"}"#,
            "it does not fit the type at line 1 column 23",
        ),
        ("private", "it is not valid JSON at line 1 column 1"),
    ] {
        let client = InProcess::new(move |_| Ok(answer(200, body))).client();
        let outcome: Result<Json<BTreeMap<String, i64>>, Error> =
            client.request(Method::Get, "/x").await;
        let error = outcome.expect_err("another type");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("private"));
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[tokio::test]
async fn errors_show_a_path_only_as_it_is_written() {
    let client = InProcess::new(|_| Ok(answer(404, ""))).client();
    let phone = "+15551234567";
    let written: Call<()> = client.request(Method::Get, "/lookup/{phone}");
    let put_together: Call<()> = client.request(Method::Get, format!("/lookup/{phone}"));
    for (call, shown) in [
        (written.path("phone", phone), "GET /lookup/{phone}"),
        (put_together, "GET /{path}"),
    ] {
        assert_eq!(
            format!("{call:?}"),
            format!("Call {{ operation: {shown}, .. }}")
        );
        let error = call.await.expect_err("nothing is there");
        assert_eq!(
            error.to_string(),
            format!("{shown}: 404 Not Found: an empty body")
        );
        assert_eq!(
            error.operation().map(|operation| operation.id),
            Some("request")
        );
    }
}

#[tokio::test]
async fn paths_that_are_refused() {
    let server = InProcess::new(|_| Ok(answer(200, "{}")));
    let client = server.client();
    for (path, expected) in [
        ("contacts", "the path does not begin with a slash"),
        (
            "/x?a=b",
            "the path holds a query or a fragment: give parameters with query_param",
        ),
        (
            "/x/%2e%2E/y",
            "the address would not reach the server as it is written",
        ),
        (
            "/x/.%2e",
            "the address would not reach the server as it is written",
        ),
        (
            "/x/../y",
            "the address would not reach the server as it is written",
        ),
        ("/x/{id}", "the path still needs id"),
        (
            r#"/x/{"email":"jo@example.com"}"#,
            "the path still needs a value for what stands in braces",
        ),
        (
            "/a b",
            "the address would not reach the server as it is written",
        ),
    ] {
        let outcome: Result<Value, Error> = client.request(Method::Get, path).await;
        let error = outcome.expect_err("a path that is refused");
        assert_eq!(error.to_string(), format!("GET {path}: {expected}"));
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(!error.may_have_arrived());
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn only_who_says_so_may_repeat() {
    let broken = |_| Err(TransportError::interrupted("reset"));
    let client: Client = InProcess::new(broken).client();
    let post = || -> Call<Value> { client.request(Method::Post, "/contacts/search") };
    let error = post().await.expect_err("no answer");
    assert!(error.may_have_arrived() && !error.is_retryable());
    let error = post().idempotent().await.expect_err("no answer");
    assert!(error.may_have_arrived() && error.is_retryable());
}

#[tokio::test]
async fn bodies_that_cannot_be_written() {
    let client = InProcess::new(|_| Ok(answer(200, "{}"))).client();
    let keys = BTreeMap::from([(vec![1], 2)]);
    let call: Call<Value> = client.request(Method::Post, "/x").body_json(&keys);
    let error = call.await.expect_err("keys that are no text");
    assert_eq!(
        error.to_string(),
        "POST /x: the body cannot be written as JSON: key must be a string"
    );
}
