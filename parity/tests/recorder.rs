//! The recorder writes down what came, byte for byte.

use parity::recorder::{Recorded, Recorder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[test]
fn target_headers_and_body_as_they_came() {
    let text = "POST /a%2fb?x=%7E+%20&&y HTTP/1.1\r\nHost: h\r\nX-A:  1 \r\nx-a: 2\r\nContent-Length: 3\r\n\r\na\r\n";
    let recorded = &recorded(&[text])[0];
    assert_eq!(recorded.method, "POST");
    assert_eq!(recorded.target, "/a%2fb?x=%7E+%20&&y");
    let headers: Vec<(&str, &str)> = recorded
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let expected = [
        ("host", "h"),
        ("x-a", "1"),
        ("x-a", "2"),
        ("content-length", "3"),
    ];
    assert_eq!(headers, expected);
    assert_eq!(recorded.body, b"a\r\n");
}

#[test]
fn chunks_are_joined() {
    let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let recorded = recorded(&[head, "3\r\nab", "c\r\nA\r\n0123456789\r\n0\r\n\r\n"]);
    assert_eq!(recorded[0].body, b"abc0123456789");
}

#[test]
fn several_requests_on_one_connection() {
    let get = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
    let targets: Vec<String> = recorded(&[get])
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(targets, ["/1", "/2"]);
}

#[test]
fn half_a_request_is_none() {
    let half = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc";
    assert_eq!(recorded(&[half]), []);
}

/// What is recorded of pieces that are sent over one connection.
fn recorded(pieces: &[&str]) -> Vec<Recorded> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime of one thread");
    runtime.block_on(async {
        let recorder = Recorder::start()
            .await
            .expect("a free port on this machine");
        let address = recorder.url().trim_start_matches("http://").to_owned();
        let mut stream = TcpStream::connect(address)
            .await
            .expect("the recorder listens");
        for piece in pieces {
            stream
                .write_all(piece.as_bytes())
                .await
                .expect("the recorder reads");
            tokio::task::yield_now().await;
        }
        stream.shutdown().await.expect("the connection is open");
        let mut answers = Vec::new();
        stream
            .read_to_end(&mut answers)
            .await
            .expect("the recorder ends the connection");
        recorder.take()
    })
}
