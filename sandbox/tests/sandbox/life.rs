//! Start, stop, and what a sandbox remembers.

use std::time::Duration;

use highlevel_sandbox::{Sandbox, Source};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{call, connect, message, read};
use crate::spec::real;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn dropping_closes_the_port_and_the_connections() {
    let sandbox = real().await;
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let mut open = connect(&sandbox).await;
    open.write_all(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        .await
        .expect("it is taken");
    assert!(message(&json!({})).send(&sandbox).await.status >= 400);
    drop(sandbox);

    assert!(
        TcpStream::connect(&address).await.is_err(),
        "the port is closed"
    );
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(PATIENCE, open.read_to_end(&mut rest)).await;
    assert!(ended.is_ok() && rest.is_empty(), "the connection is closed");
}

#[tokio::test]
async fn a_port_can_be_chosen_and_used_again() {
    let port: u16 = {
        let sandbox = real().await;
        let port = sandbox
            .url()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        port.expect("the address ends with the port")
    };
    let sandbox = Sandbox::builder()
        .port(port)
        .start()
        .await
        .expect("the port is free again");
    assert_eq!(sandbox.url(), format!("http://127.0.0.1:{port}"));
    let error = Sandbox::builder()
        .port(port)
        .start()
        .await
        .expect_err("the port is taken");
    assert!(error.is_port_in_use());
    assert!(
        error.to_string().contains(&format!("port {port}")),
        "{error}"
    );
}

#[tokio::test]
async fn a_faulty_specification_is_an_error_with_places() {
    let sources = vec![Source::new("spec/v2/a.yaml", "openapi: 3.0.3\ninfo: [\n")];
    let error = Sandbox::builder()
        .spec(sources)
        .start()
        .await
        .expect_err("it is faulty");
    assert!(!error.is_port_in_use());
    assert!(error.to_string().contains("spec/v2/a.yaml:"), "{error}");
}

#[tokio::test]
async fn requests_are_remembered_until_they_are_taken() {
    let sandbox = real().await;
    let body = json!({ "type": "SMS", "contactId": "c", "status": "pending" });
    message(&body).header("X-Trace", "7").send(&sandbox).await;
    call("GET", "/nowhere?a=1&a=2&b=%20").send(&sandbox).await;

    let received = sandbox.requests();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].method(), "POST");
    assert_eq!(received[0].operation(), Some("send-a-new-message"));
    assert_eq!(received[0].status(), 200);
    assert_eq!(received[0].body(), body.to_string().as_bytes());
    assert_eq!(received[0].header("x-trace"), Some("7"));
    assert!(received[0].is_accepted());
    assert_eq!(
        received[0].to_string(),
        "200 POST /conversations/messages (send-a-new-message)"
    );
    let pairs = [("a", "1"), ("a", "2"), ("b", " ")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(received[1].query(), pairs);
    assert_eq!(
        received[1].to_string(),
        "404 GET /nowhere: Cannot GET /nowhere"
    );

    assert_eq!(sandbox.take_requests().len(), 2);
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn slow_and_broken_connections_disturb_nobody() {
    let sandbox = real().await;
    let mut slow = connect(&sandbox).await;
    slow.write_all(
        b"POST /conversations/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
    )
    .await
    .expect("it is taken");
    let mut garbage = connect(&sandbox).await;
    garbage
        .write_all(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
        .await
        .expect("it is taken");
    let idle = connect(&sandbox).await;

    let calls = (0..50).map(|_| async { call("GET", "/nowhere").send(&sandbox).await.status });
    let mut answered = 0;
    for call in calls {
        let status = tokio::time::timeout(PATIENCE, call)
            .await
            .expect("it is answered");
        assert_eq!(status, 404);
        answered += 1;
    }
    drop((slow, garbage, idle));
    assert_eq!(
        sandbox.requests().len(),
        answered,
        "what never arrived is not remembered"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_at_the_same_time_are_all_answered() {
    let sandbox = std::sync::Arc::new(real().await);
    let body = json!({ "type": "SMS", "contactId": "c", "status": "pending" });
    let calls: Vec<_> = (0..40)
        .map(|_| {
            let (sandbox, request) = (std::sync::Arc::clone(&sandbox), message(&body));
            tokio::spawn(async move { request.send(&sandbox).await.status })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("it does not panic"), 200);
    }
    let mut ids = sandbox.ids();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), sandbox.requests().len()), (count, 40));
}

#[tokio::test]
async fn a_body_of_more_than_64_mib_is_too_large() {
    let sandbox = real().await;
    let mut stream = connect(&sandbox).await;
    let length = 64 * 1024 * 1024 + 1;
    let head = format!(
        "POST /conversations/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    );
    stream
        .write_all(head.as_bytes())
        .await
        .expect("it is taken");
    let chunk = vec![b' '; 1024 * 1024];
    for _ in 0..64 {
        stream.write_all(&chunk).await.expect("it is taken");
    }
    stream.write_all(b" ").await.expect("it is taken");
    read(stream)
        .await
        .expect_refusal(413, &["the body is larger than 64 MiB"]);
    assert_eq!(
        sandbox.requests()[0].operation(),
        Some("send-a-new-message")
    );
    assert_eq!(sandbox.requests()[0].body(), b"");
}
