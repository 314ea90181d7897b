//! Answers of a server that accepted the call.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use highlevel_runtime::{Client, Error, ErrorKind};
use serde_json::json;

use crate::server::{Server, TOKEN};
use crate::types::{SendMessageBody, Sent, Things, UploadFilesForm};

async fn sent(server: &Server) -> Result<Sent, Error> {
    let client = server.client();
    Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
}

fn check(error: &Error, reason: &str, body: &str) {
    assert_eq!(
        error.to_string(),
        format!(
            "POST /conversations/messages: the server accepted the call (200), but the answer could not be read: \
             {reason}; the body is kept in Error::body"
        )
    );
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body(), body.as_bytes());
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn missing_fields() {
    let body = r#"{"messageId": "m", "messages": [{"contactId": "c"}, {}]}"#;
    let error = sent(&Server::json("200 OK", body).await)
        .await
        .expect_err("a missing field");
    check(&error, "messages[1].contactId is missing", body);
    let error = sent(&Server::json("200 OK", "{}").await)
        .await
        .expect_err("a missing field");
    check(&error, "messageId is missing", "{}");
}

#[tokio::test]
async fn empty_bodies() {
    let error = sent(&Server::json("200 OK", "").await)
        .await
        .expect_err("an empty body");
    check(&error, "the body is empty", "");
    let error = sent(&Server::json("200 OK", " \n").await)
        .await
        .expect_err("an empty body");
    check(&error, "the body is empty", " \n");
}

#[tokio::test]
async fn bodies_that_end_early() {
    let cut = r#"{"messageId": "m"#;
    let error = sent(&Server::json("200 OK", cut).await)
        .await
        .expect_err("cut JSON");
    check(
        &error,
        "messageId: the JSON is broken at byte 16: EOF while parsing a string",
        cut,
    );

    let server = Server::raw(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{cut}"
    ))
    .await;
    let error = sent(&server).await.expect_err("a body that is too short");
    assert!(
        error.to_string().contains("accepted the call (200)"),
        "{error}"
    );
    assert!(
        error.to_string().contains("the connection broke within it"),
        "{error}"
    );
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), cut.as_bytes());
    assert!(!error.is_retryable());
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn bodies_that_do_not_end() {
    let server = Server::stalling("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"mess").await;
    let client = server.client();
    let call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
    let error = call
        .timeout(Duration::from_millis(200))
        .await
        .expect_err("a body that does not end");
    assert!(error.is_timeout());
    check(&error, "it was not complete within 200ms", "{\"mess");
}

#[tokio::test]
async fn html_is_no_answer() {
    let error = sent(&Server::answering("200 OK", "text/html", "<html>Welcome</html>").await).await;
    let error = error.expect_err("an HTML page");
    assert!(!error.to_string().contains("Welcome"), "{error}");
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn plain_text_where_nothing_is_documented() {
    for (body, expected) in [
        ("OK\n", Some(json!("OK"))),
        ("Queued, 3 to go", Some(json!("Queued, 3 to go"))),
        ("\"quoted\"", Some(json!("quoted"))),
        ("12", Some(json!(12))),
        ("", None),
    ] {
        let server = Server::answering("200 OK", "text/html", body).await;
        let client = server.client();
        let call = Things { client: &client }.log_in(UploadFilesForm::default());
        assert_eq!(call.await.expect("an answer"), expected, "{body}");
    }
    for body in ["<html>Welcome</html>", "{\"a\": ", "[1", "\"open"] {
        let server = Server::answering("200 OK", "text/html", body).await;
        let client = server.client();
        let call = Things { client: &client }.log_in(UploadFilesForm::default());
        let error = call.await.expect_err("no text and no JSON");
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[tokio::test]
async fn lenient_answers_go_on_and_warn() {
    let server = Server::json(
        "200 OK",
        r#"{"messages": [{"contactId": "c"}, {"total": 1}]}"#,
    )
    .await;
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&server.base_url)
        .lenient_answers(true)
        .build();
    let client = client.expect("settings that are right");
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let sent = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
        .expect("an answer");
    drop(guard);
    assert_eq!(sent.message_id, "");
    assert_eq!(sent.messages.expect("messages")[1].contact_id, "");
    let seen = log.seen();
    let warnings: Vec<&str> = seen.lines().filter(|line| line.contains("path=")).collect();
    assert_eq!(
        warnings,
        [
            "message=a required field is missing in the answer operation=\"send-a-new-message\" path=\"messages[1].contactId\" ",
            "message=a required field is missing in the answer operation=\"send-a-new-message\" path=\"messageId\" ",
        ]
    );
}

/// A subscriber that keeps what it is told.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn seen(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic elsewhere").clone()).expect("text")
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("highlevel")
    }

    fn new_span(&self, _span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _span: &tracing::span::Id, _values: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _span: &tracing::span::Id, _follows: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        let mut log = self.0.lock().expect("no panic elsewhere");
        io::Write::write_all(&mut *log, format!("{}\n", line.0).as_bytes()).expect("memory");
    }

    fn enter(&self, _span: &tracing::span::Id) {}

    fn exit(&self, _span: &tracing::span::Id) {}
}

/// The fields of one event.
struct Line(String);

impl tracing::field::Visit for Line {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{}={value:?} ", field.name()));
    }
}
