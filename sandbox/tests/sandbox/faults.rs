//! Faults as a client on a socket sees them.

use std::io::ErrorKind;
use std::time::Duration;

use highlevel_sandbox::{Fault, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::{call, connect};
use crate::spec::things;

/// What a client read before the connection ended, and how it ended.
async fn heard(sandbox: &Sandbox, request: &[u8]) -> (String, Option<ErrorKind>) {
    let mut stream = connect(sandbox).await;
    stream.write_all(request).await.expect("it is taken");
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).await.err();
    (
        String::from_utf8_lossy(&bytes).into_owned(),
        end.map(|error| error.kind()),
    )
}

const SEARCH: &[u8] =
    b"GET /things/search?location_id=l HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n\r\n";

/// A request of which half never comes.
const HALF: &[u8] = b"POST /checked HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n\
    Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

#[tokio::test]
async fn a_reset_is_one() {
    let sandbox = things().await;
    for fault in [Fault::reset_before_request(), Fault::reset_after_request()] {
        sandbox.on("search-things").fault(fault).expect("a fault");
        let (text, end) = heard(&sandbox, SEARCH).await;
        assert_eq!((text.as_str(), end), ("", Some(ErrorKind::ConnectionReset)));
    }
    let executed: Vec<bool> = sandbox
        .requests()
        .iter()
        .map(|request| request.is_executed())
        .collect();
    assert_eq!(executed, [false, true]);
}

#[tokio::test]
async fn a_reset_before_the_request_does_not_wait_for_its_body() {
    let sandbox = things().await;
    sandbox
        .on("checked")
        .fault(Fault::reset_before_request())
        .expect("a fault");
    let (text, end) = heard(&sandbox, HALF).await;
    assert_eq!((text.as_str(), end), ("", Some(ErrorKind::ConnectionReset)));
    assert_eq!(
        sandbox.requests()[0].to_string(),
        "reset POST /checked (checked)"
    );
}

#[tokio::test]
async fn an_answer_can_end_in_the_middle() {
    let sandbox = things().await;
    for (fault, end) in [
        (Fault::truncated(), None),
        (Fault::reset_in_answer(), Some(ErrorKind::ConnectionReset)),
    ] {
        sandbox.on("search-things").fault(fault).expect("a fault");
        let (text, ended) = heard(&sandbox, SEARCH).await;
        assert_eq!(ended, end);
        let (head, body) = text.split_once("\r\n\r\n").expect("the head arrives");
        let mut lines = head.lines();
        let promised = lines.find_map(|line| line.strip_prefix("content-length: "));
        let promised: usize = promised
            .and_then(|text| text.parse().ok())
            .expect("a length");
        assert_eq!(body.len(), promised / 2);
    }
    assert_eq!(call("GET", "/things/").send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn a_slow_answer_comes_whole() {
    let sandbox = things().await;
    let slow = Fault::slow(Duration::from_millis(40));
    sandbox.on("list-things").fault(slow).expect("a fault");
    let answer = call("GET", "/things/").send(&sandbox).await;
    assert_eq!(answer.json()[0]["name"], "First");
}

#[tokio::test]
async fn the_page_of_the_edge_is_no_json() {
    let sandbox = things().await;
    sandbox.on("*").fault(Fault::edge(503)).expect("a fault");
    let answer = call("GET", "/things/").send(&sandbox).await;
    assert_eq!(
        (answer.status, answer.content_type.as_deref()),
        (503, Some("text/html"))
    );
    assert!(String::from_utf8_lossy(&answer.body).contains("503 Service Unavailable"));
}
