//! The least that is a server: knows two answers, and asks for nothing but a whole request.

use std::io;
use std::thread;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const SENT: &str = r#"{"conversationId":"tDtDnQdgm2LXpyiqYvZ6","messageId":"t22c6DQcTDf3MjRhwf77","msg":"Message queued successfully."}"#;

/// Starts a server in a thread of its own, which runs until the program ends; returns its address.
pub fn start() -> io::Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    thread::spawn(move || runtime.block_on(serve(listener)));
    Ok(format!("http://{address}"))
}

async fn serve(listener: std::net::TcpListener) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(answer(stream));
    }
}

async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (sent, list) = (framed(SENT), framed(&list()));
    let mut received = Vec::new();
    loop {
        if stream.read_buf(&mut received).await? == 0 {
            return Ok(());
        }
        if is_whole(&received) {
            let answer = if received.starts_with(b"POST") {
                &sent
            } else {
                &list
            };
            stream.write_all(answer).await?;
            received.clear();
        }
    }
}

/// Whether a request has come to its end: after its head, or after its JSON.
fn is_whole(received: &[u8]) -> bool {
    if received.starts_with(b"POST") {
        return received.ends_with(b"}");
    }
    received.ends_with(b"\r\n\r\n")
}

fn framed(body: &str) -> Vec<u8> {
    let length = body.len();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ndate: Mon, 23 Nov 2026 09:00:00 GMT";
    format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Twenty conversations.
fn list() -> String {
    let conversation = r#"{"id":"tDtDnQdgm2LXpyiqYvZ6","contactId":"sx6wyHhbFdRXh302LLNR","locationId":"ve9EPM428h8vShlRW1KT","lastMessageBody":"On my way","lastMessageType":"TYPE_SMS","type":"TYPE_PHONE","unreadCount":2,"fullName":"Jo Miller","contactName":"Jo Miller","email":"jo@example.com","phone":"+15551230000"}"#;
    let conversations = vec![conversation; 20].join(",");
    format!(r#"{{"conversations":[{conversations}],"total":20}}"#)
}
