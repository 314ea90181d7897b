//! A server that answers one request as a test says, and keeps what it received.

use std::time::Duration;

use highlevel_runtime::Client;
use highlevel_runtime::retry::RetryPolicy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub const TOKEN: &str = "pit-1234-secret";

/// A server for one request.
pub struct Server {
    pub base_url: String,
    received: JoinHandle<Vec<u8>>,
}

impl Server {
    /// Answers with these bytes as they are and hangs up.
    pub async fn raw(reply: impl Into<Vec<u8>>) -> Self {
        Self::start(reply.into(), Duration::ZERO).await
    }

    /// Answers with these bytes and then with nothing, for longer than any test waits.
    pub async fn stalling(reply: impl Into<Vec<u8>>) -> Self {
        Self::start(reply.into(), Duration::from_secs(60)).await
    }

    /// Answers with a status and a body.
    pub async fn answering(status: &str, content_type: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nx-seen: yes\r\n\r\n{body}"
        ))
        .await
    }

    /// Answers with a status and JSON.
    pub async fn json(status: &str, body: &str) -> Self {
        Self::answering(status, "application/json", body).await
    }

    /// A client of this server, which repeats nothing: there is one answer.
    pub fn client(&self) -> Client {
        Client::builder()
            .token(TOKEN)
            .base_url(&self.base_url)
            .retry(RetryPolicy::none())
            .build()
            .expect("settings that are right")
    }

    /// What was received, as text.
    pub async fn received(self) -> String {
        String::from_utf8(self.received.await.expect("a request")).expect("text")
    }

    async fn start(reply: Vec<u8>, stall: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let received = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let request = read_request(&mut stream).await;
            leaks::wire(&request);
            leaks::wire(&reply);
            // The client may have gone away.
            let _ = stream.write_all(&reply).await;
            tokio::time::sleep(stall).await;
            let _ = stream.shutdown().await;
            request
        });
        Self {
            base_url: format!("http://{address}"),
            received,
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut received = Vec::new();
    let mut chunk = [0; 4096];
    while !is_whole(&received) {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => break,
            Ok(length) => received.extend_from_slice(&chunk[..length]),
        }
    }
    received
}

fn is_whole(received: &[u8]) -> bool {
    let text = String::from_utf8_lossy(received).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let head = head.to_ascii_lowercase();
    if head.contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().expect("a length"))
}
