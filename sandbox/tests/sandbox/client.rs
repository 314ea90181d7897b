//! A tiny HTTP client, which sends exactly what a test says.

use highlevel_sandbox::Sandbox;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request; without anything else it has a token and the version of the real operations.
#[derive(Clone)]
pub struct Call {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// A request with a token and nothing else.
pub fn call(method: &str, target: &str) -> Call {
    Call {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    }
    .header("Authorization", "Bearer test")
}

/// The request that the real specification is about.
pub fn message(body: &Value) -> Call {
    call("POST", "/conversations/messages")
        .header("Version", "2021-04-15")
        .json(body)
}

impl Call {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("Content-Type", content_type)
    }

    pub async fn send(&self, sandbox: &Sandbox) -> Answer {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: sandbox\r\n",
            self.method, self.target
        );
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!(
            "Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.body.len()
        );
        leaks::wire(&[head.as_bytes(), &self.body].concat());
        let mut stream = connect(sandbox).await;
        stream
            .write_all(head.as_bytes())
            .await
            .expect("the head is taken");
        stream
            .write_all(&self.body)
            .await
            .expect("the body is taken");
        read(stream).await
    }
}

pub async fn connect(sandbox: &Sandbox) -> TcpStream {
    leaks::start();
    let address = sandbox.url().trim_start_matches("http://");
    TcpStream::connect(address)
        .await
        .expect("the sandbox listens")
}

/// Reads an answer up to the end of its connection.
pub async fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .await
        .expect("the sandbox answers");
    leaks::wire(&bytes);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.expect("an answer has a head");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head is text");
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let mut headers = lines.filter_map(|line| line.split_once(": "));
    let content_type = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    Answer {
        status: status.expect("an answer has a status"),
        content_type: content_type.map(|(_, value)| value.to_owned()),
        body: bytes[end + 4..].to_vec(),
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the answer is JSON")
    }

    /// The status and the `message`, which is a text or a list of texts.
    pub fn refusal(&self) -> (u16, Vec<String>) {
        let message = match &self.json()["message"] {
            Value::Array(items) => items.iter().map(text).collect(),
            other => vec![text(other)],
        };
        (self.status, message)
    }

    /// Checks that the request was refused with this status for these reasons.
    #[track_caller]
    pub fn expect_refusal(&self, status: u16, reasons: &[&str]) {
        let reasons: Vec<String> = reasons.iter().map(|reason| (*reason).to_owned()).collect();
        assert_eq!(self.refusal(), (status, reasons));
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a message is text").to_owned()
}
