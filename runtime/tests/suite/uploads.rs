//! Files from readers, and how their progress is told.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use highlevel_runtime::retry::RetryPolicy;
use highlevel_runtime::transport::{Response, TransportError};
use highlevel_runtime::{Client, Error, ErrorKind, FilePart};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

use crate::server::{Server, TOKEN};
use crate::transports::{Chunks, InProcess, answer};
use crate::types::{Sent, Things, UploadFilesForm};

const SENT: &str = r#"{"messageId": "m"}"#;

/// A form of one file.
fn form(file: FilePart) -> UploadFilesForm {
    UploadFilesForm {
        cover: Some(file),
        ..UploadFilesForm::default()
    }
}

async fn upload(client: &Client, file: FilePart) -> Result<Sent, Error> {
    Things { client }.upload(form(file)).await
}

/// What a server received of a file; the rest of the form is cut away.
async fn received(file: FilePart) -> (http::request::Parts, Vec<u8>) {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    upload(&server.client(), file).await.expect("an answer");
    let (head, body) = server.only();
    let start = body.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let content = &body[start.expect("the head of a part") + 4..];
    let end = content.windows(4).rposition(|bytes| bytes == b"\r\n--");
    (head, content[..end.expect("the end of a form")].to_vec())
}

/// Keeps what it is told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Step>>>);

/// Bytes sent, and bytes in all.
type Step = (u64, Option<u64>);

impl Told {
    fn on(&self, file: FilePart) -> FilePart {
        let told = self.clone();
        file.on_progress(move |sent, total| told.0.lock().expect("no panic").push((sent, total)))
    }

    fn all(&self) -> Vec<Step> {
        self.0.lock().expect("no panic").clone()
    }
}

#[tokio::test]
async fn a_reader_is_sent_to_its_end() {
    let content: Vec<u8> = (0..200_000_u32).map(|number| number as u8).collect();
    let reader = io::Cursor::new(content.clone());
    let (_, sent) = received(FilePart::reader("a.bin", reader)).await;
    assert!(sent == content);
}

#[tokio::test]
async fn a_stream_is_sent_to_its_end() {
    let (_, sent) = received(FilePart::stream("a", Chunks(vec![Ok("one "), Ok("two")]))).await;
    assert_eq!(sent, b"one two");
}

#[tokio::test]
async fn a_length_is_told_to_the_server() {
    let file = |length: Option<u64>| {
        let file = FilePart::reader("a", &b"fresh"[..]);
        form(match length {
            Some(length) => file.length(length),
            None => file,
        })
    };
    for (length, expected) in [
        (None, "transfer-encoding: chunked"),
        (Some(5), "content-length: "),
    ] {
        let server = Server::json("200 OK", SENT).await;
        let client = server.client();
        Things { client: &client }
            .upload(file(length))
            .await
            .expect("an answer");
        let received = server.received().await;
        assert!(received.contains(expected), "{received}");
        assert!(received.contains("fresh"));
    }
}

#[tokio::test]
async fn another_length_is_an_error() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    for (length, expected) in [
        (4, "the file has at least 5 bytes, and not 4"),
        (6, "the file has only 5 bytes, and not 6"),
    ] {
        let file = FilePart::reader("a", &b"fresh"[..]).length(length);
        let error = upload(&server.client(), file).await.expect_err("an error");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn progress_is_told_chunk_by_chunk() {
    let told = Told::default();
    received(told.on(FilePart::bytes("a", vec![0; 150_000]))).await;
    let total = Some(150_000);
    let expected = [(65_536, total), (131_072, total), (150_000, total)];
    assert_eq!(told.all(), expected);

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a");
    std::fs::write(&path, "fresh").expect("a file");
    let told = Told::default();
    received(told.on(FilePart::path(path))).await;
    assert_eq!(told.all(), [(5, Some(5))]);

    let told = Told::default();
    received(told.on(FilePart::stream("a", Chunks(vec![Ok("one "), Ok("two")])))).await;
    assert_eq!(told.all(), [(4, None), (7, None)]);
}

#[tokio::test]
async fn a_reader_that_fails_ends_the_call() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let reader = (&b"half"[..]).chain(Failing);
    let error = upload(&server.client(), FilePart::reader("a", reader))
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

struct Failing;

impl AsyncRead for Failing {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Ready(Err(io::Error::other("the disk is gone")))
    }
}

#[tokio::test]
async fn a_reader_is_sent_once() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let file = FilePart::reader("a", &b"fresh"[..]);
    upload(&server.client(), file.clone())
        .await
        .expect("an answer");
    let error = upload(&server.client(), file).await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error
            .to_string()
            .contains("was read already: it cannot be sent again"),
        "{error}"
    );
}

#[tokio::test]
async fn a_reader_is_untouched_until_there_is_a_connection() {
    leaks::start();
    let unreachable = Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:1")
        .retry(RetryPolicy::none())
        .build()
        .expect("settings that are right");
    let file = FilePart::reader("a", &b"fresh"[..]);
    let error = upload(&unreachable, file.clone())
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Connect);
    let (_, sent) = received(file).await;
    assert_eq!(sent, b"fresh");
}

/// Uploads with repetitions, and returns how the last attempt went and how many there were.
async fn repeated(
    file: FilePart,
    refused: fn() -> Result<Response, TransportError>,
) -> (bool, usize) {
    let server = InProcess::new(move |number| match number {
        0 => refused(),
        _ => Ok(answer(200, SENT)),
    });
    let client = server.client();
    let call = Things { client: &client }.upload(form(file));
    let sent = call.retry(RetryPolicy::standard()).await;
    (sent.is_ok(), server.heads().len())
}

#[tokio::test(start_paused = true)]
async fn a_refused_upload_is_repeated_if_its_file_can_be_read_again() {
    let refused = || Ok(answer(429, "{}"));
    assert_eq!(
        repeated(FilePart::bytes("a", "fresh"), refused).await,
        (true, 2)
    );
    assert_eq!(
        repeated(FilePart::reader("a", &b"fresh"[..]), refused).await,
        (false, 1)
    );
}

#[test]
fn parts_show_no_content() {
    let file = FilePart::reader("a", &b"secret"[..]).length(6);
    let shown = format!("{file:?}");
    assert!(
        shown.contains("length: Some(6)") && !shown.contains("secret"),
        "{shown}"
    );
    assert_eq!(file, file.clone());
    assert_ne!(file, FilePart::reader("a", &b"secret"[..]).length(6));
    let told = Told::default();
    assert_ne!(
        told.on(FilePart::bytes("a", Bytes::new())),
        FilePart::bytes("a", Bytes::new())
    );
}
