//! What a call puts on the wire.

use std::time::Duration;

#[cfg(feature = "reqwest")]
use highlevel_runtime::transport::ReqwestTransport;
use highlevel_runtime::{Call, Client, Error, ErrorKind, Operation, Value};
use serde_json::json;

use crate::server::{Server, TOKEN};
use crate::types::{SearchParams, SendMessageBody, SendMessageBodyType, Sent, Things};

const SENT: &str = r#"{"messageId": "m"}"#;

fn is_sent_and_owned<F: Future + Send + 'static>(_future: &F) {}

#[tokio::test]
async fn json_and_headers() {
    let server = Server::json("201 Created", SENT).await;
    let client = server.client();
    let call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
    let future = call.into_future();
    is_sent_and_owned(&future);
    assert_eq!(future.await.expect("an answer").message_id, "m");
    let received = server.received().await;
    let (head, body) = received.split_once("\r\n\r\n").expect("a head");
    let lines: Vec<&str> = head.lines().collect();
    assert_eq!(lines[0], "POST /conversations/messages HTTP/1.1");
    for line in [
        &format!("authorization: Bearer {TOKEN}"),
        "accept: application/json",
        "content-type: application/json",
        "version: 2021-04-15",
        "source: here",
        &format!("content-length: {}", body.len()),
        &format!("user-agent: highlevel-rust/{}", env!("CARGO_PKG_VERSION")),
    ] {
        assert_eq!(
            lines.iter().filter(|received| **received == line).count(),
            1,
            "{line} in {head}"
        );
    }
    let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(body, json!({"type": "SMS", "contactId": "c"}));
}

#[tokio::test]
async fn no_token_where_none_is_taken() {
    static LOGIN: Operation = Operation {
        id: "login",
        path: "/login",
        anonymous: true,
        ..Operation::NONE
    };
    let server = Server::json("200 OK", "{}").await;
    let call: Call<Value> = server.client().call(&LOGIN);
    call.await.expect("an answer");
    let received = server.received().await;
    assert!(received.contains("user-agent: "), "{received}");
    assert!(!received.contains("authorization"), "{received}");
    assert!(!received.contains(TOKEN), "{received}");
}

#[tokio::test]
async fn parameters() {
    let server = Server::json("200 OK", SENT).await;
    let client = server.client();
    let mut params = SearchParams::new("loc ä");
    params.ids = Some(vec!["a,b".to_owned(), "c".to_owned()]);
    params.limit = Some(20);
    params.ratio = Some(2.0);
    params.kinds = Some(vec![
        SendMessageBodyType::Sms,
        SendMessageBodyType::from("x&y"),
    ]);
    params.filter = Some(json!([true, 0.1]));
    params.trace = Some("t-1".to_owned());
    let things = Things { client: &client };
    things
        .get_thing("th/1", &params)
        .query_param("more", 7)
        .await
        .expect("an answer");
    let received = server.received().await;
    assert!(received.starts_with(
        "GET /things/th%2F1/?locationId=loc%20%C3%A4&ids=a%2Cb,c&limit=20&ratio=2&kinds=SMS&kinds=x%26y&filter=true&filter=0.1&more=7 HTTP/1.1\r\n"
    ), "{received}");
    assert!(received.contains("\r\nx-trace: t-1\r\n"));
    assert!(!received.contains("content-type"));
}

#[tokio::test]
async fn headers_of_the_user_replace_ours() {
    let server = Server::json("200 OK", SENT).await;
    let client = server.client();
    Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .header("Authorization", "Bearer other")
        .header("ACCEPT", "text/plain")
        .header("user-agent", "mine/2")
        .header("Content-Type", "application/merge+json")
        .version("v3")
        .await
        .expect("an answer");
    let received = server.received().await.to_ascii_lowercase();
    for (line, name) in [
        ("authorization: bearer other", "authorization:"),
        ("accept: text/plain", "accept:"),
        ("user-agent: mine/2", "user-agent:"),
        ("content-type: application/merge+json", "content-type:"),
        ("version: v3", "version:"),
    ] {
        assert!(
            received.contains(&format!("\r\n{line}\r\n")),
            "{line} in {received}"
        );
        assert_eq!(
            received.matches(&format!("\r\n{name}")).count(),
            1,
            "{name} in {received}"
        );
    }
}

#[tokio::test]
async fn user_agent_and_prefix() {
    let server = Server::raw("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = Client::builder()
        .token(TOKEN)
        .base_url(format!("{}/proxy//", server.base_url))
        .user_agent("my-app/1.0")
        .build()
        .expect("settings that are right");
    Things { client: &client }
        .delete_thing("x")
        .await
        .expect("no answer is needed");
    let received = server.received().await;
    assert!(
        received.starts_with("DELETE /proxy/things/x HTTP/1.1\r\n"),
        "{received}"
    );
    assert!(received.contains("\r\nuser-agent: my-app/1.0\r\n"));
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_client_of_reqwest() {
    let server = Server::json("200 OK", "bytes").await;
    let http = reqwest::Client::builder().no_proxy();
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&server.base_url)
        .transport(ReqwestTransport::from(http.build().expect("a client")))
        .build()
        .expect("settings that are right");
    assert_eq!(
        Things { client: &client }.poke().await.expect("an answer"),
        "bytes"
    );
    let received = server.received().await;
    assert!(received.contains("\r\nuser-agent: highlevel-rust/"));
    assert!(received.contains("\r\ncontent-length: 0\r\n"), "{received}");
}

#[tokio::test]
async fn raw_replies_have_any_status() {
    let server = Server::json("500 Internal Server Error", r#"{"messageId": 5}"#).await;
    let client = server.client();
    let reply = Things { client: &client }
        .poke()
        .send_raw()
        .await
        .expect("a reply");
    assert_eq!(reply.status(), 500);
    assert_eq!(reply.headers()["x-seen"], "yes");
    assert_eq!(reply.decode::<Sent>().expect("a value").message_id, "5");
    assert_eq!(reply.body(), r#"{"messageId": 5}"#);
    assert_eq!(
        format!("{reply:?}"),
        "Reply { operation: POST /poke, status: 500, body_length: 16, .. }"
    );
    assert_eq!(reply.into_body().len(), 16);
}

#[tokio::test]
async fn faults_wait_for_the_await() {
    leaks::start();
    let client = Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("settings that are right");
    let things = Things { client: &client };
    let mut object = SearchParams::new("loc");
    object.filter = Some(json!({"a": 1}));
    let mut infinite = SearchParams::new("loc");
    infinite.ratio = Some(f64::INFINITY);
    let plain = SearchParams::new("loc");
    let get = "GET /things/{thingId}/: ";
    let cases: Vec<(Result<Sent, Error>, String)> = vec![
        (
            things
                .send(&SendMessageBody::new("SMS", "c").price(f64::NAN))
                .await,
            "POST /conversations/messages: price: the number is infinite or not a number"
                .to_owned(),
        ),
        (
            things.get_thing("x", &infinite).await,
            format!("{get}ratio: the number is infinite or not a number"),
        ),
        (
            things.get_thing("x", &object).await,
            format!(
                "{get}filter: expected text, a number, true or false, or a list of them, found an object"
            ),
        ),
        (
            things.get_thing("", &plain).await,
            format!("{get}thingId is empty: the path would be another one"),
        ),
        (
            things.get_thing("..", &plain).await,
            format!("{get}thingId is a dot segment, which would change the path"),
        ),
        (
            things.get_thing("x", &plain).path("other", "y").await,
            format!("{get}the path has no place for other"),
        ),
        (
            things.get_thing("x", &plain).header("a b", "c").await,
            format!("{get}the name of a header holds a character that HTTP does not allow there"),
        ),
        (
            things.get_thing("x", &plain).header("a", "b\r\nc: d").await,
            format!("{get}the value of the header a is not visible ASCII"),
        ),
        (
            things
                .get_thing("x", &plain)
                .header("content-length", "5")
                .await,
            format!("{get}the header content-length follows from the body and cannot be set"),
        ),
    ];
    for (outcome, expected) in cases {
        let error = outcome.expect_err("a fault");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn timeouts_without_end() {
    let server = Server::json("200 OK", SENT).await;
    let client = server.client();
    let call = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .timeout(Duration::MAX);
    assert_eq!(call.await.expect("an answer").message_id, "m");
}
