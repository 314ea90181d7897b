//! Downloads: their head, their bytes, what becomes of them when the connection breaks, and files.

mod files;
mod resuming;

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use highlevel_runtime::download::Download;
use highlevel_runtime::retry::RetryPolicy;
use highlevel_runtime::transport::{Body, Response, TransportError};
use highlevel_runtime::{Call, Client, Error, ErrorKind, Method};

use crate::server::Server;
use crate::transports::{Chunks, InProcess, answer, streamed};

/// A call whose answer is a file.
fn recording(client: &Client) -> Call<Bytes> {
    client
        .request(Method::Get, "/recording")
        .retry(RetryPolicy::standard())
}

/// The head and the first bytes of a file of ten, and what becomes of the rest.
fn broken_off(start: &'static str) -> Response {
    let chunks = Chunks(vec![Ok(start), Err(io::ErrorKind::ConnectionReset)]);
    let mut response = streamed(200, Body::stream(chunks, Some(10)));
    let headers = response.headers_mut();
    headers.insert("content-length", http::HeaderValue::from_static("10"));
    headers.insert("content-type", http::HeaderValue::from_static("audio/wav"));
    response
}

fn with(mut response: Response, name: &'static str, value: &'static str) -> Response {
    response
        .headers_mut()
        .insert(name, http::HeaderValue::from_static(value));
    response
}

async fn opened(response: fn() -> Response) -> Download {
    let server = InProcess::new(move |_| Ok(response()));
    recording(&server.client())
        .download()
        .await
        .expect("a download")
}

#[tokio::test]
async fn head_and_chunks() {
    let mut download = opened(|| {
        let chunks = Chunks(vec![Ok("fresh "), Ok("bread")]);
        with(
            streamed(200, Body::stream(chunks, Some(11))),
            "content-type",
            "audio/wav",
        )
    })
    .await;
    assert_eq!(download.content_type(), Some("audio/wav"));
    assert_eq!((download.length(), download.position()), (Some(11), 0));
    assert_eq!(
        download.chunk().await.expect("bytes").as_deref(),
        Some(&b"fresh "[..])
    );
    assert_eq!(download.position(), 6);
    assert_eq!(
        download.chunk().await.expect("bytes").as_deref(),
        Some(&b"bread"[..])
    );
    for _ in 0..2 {
        assert_eq!(download.chunk().await.expect("the end"), None);
    }
    assert_eq!(download.headers()["content-type"], "audio/wav");
    let shown = format!("{download:?}");
    assert!(shown.contains("length: Some(11), position: 11"), "{shown}");
}

#[tokio::test]
async fn over_a_connection() {
    let server = Server::answering("200 OK", "audio/wav", "fresh bread").await;
    let download = recording(&server.client())
        .download()
        .await
        .expect("a download");
    assert_eq!(download.length(), Some(11));
    assert_eq!(download.bytes().await.expect("bytes"), "fresh bread");
}

#[tokio::test]
async fn all_at_once() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    assert_eq!(recording(&server.client()).await.expect("bytes"), "fresh");
}

#[tokio::test]
async fn as_a_stream() {
    let mut stream = opened(|| answer(200, "fresh")).await.into_stream();
    let mut next = async || poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
    assert_eq!(next().await.expect("bytes").expect("bytes"), "fresh");
    assert!(next().await.is_none());
    assert!(next().await.is_none());

    let mut stream = opened(|| broken_off("fresh")).await.into_stream();
    let mut next = async || poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
    assert_eq!(next().await.expect("bytes").expect("bytes"), "fresh");
    next().await.expect("an error").expect_err("an error");
    assert!(next().await.is_none(), "over after an error");
}

#[tokio::test]
async fn no_success_is_an_error_as_ever() {
    let server = InProcess::new(|_| Ok(answer(404, r#"{"message": "no recording"}"#)));
    let error = recording(&server.client())
        .download()
        .await
        .expect_err("an error");
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Status, Some("no recording"))
    );
}

#[tokio::test]
async fn a_connection_that_breaks_for_good() {
    let mut download = opened(|| broken_off("fresh")).await;
    download.chunk().await.expect("bytes");
    for _ in 0..2 {
        let error = download.chunk().await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.is_retryable() && error.may_have_arrived());
        let text = error.to_string();
        assert!(
            text.contains("the connection broke after 5 of 10 bytes: "),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_file_that_ends_early() {
    let mut download = opened(|| {
        let chunks = Chunks(vec![Ok("fresh")]);
        with(
            streamed(200, Body::stream(chunks, None)),
            "content-length",
            "10",
        )
    })
    .await;
    download.chunk().await.expect("bytes");
    let error = download.chunk().await.expect_err("an error");
    assert!(
        error
            .to_string()
            .contains("after 5 of 10 bytes: it ended early"),
        "{error}"
    );
}

/// Never gives a byte.
struct Silent;

impl Stream for Silent {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

async fn silence(set: fn(Call<Bytes>) -> Call<Bytes>) -> Error {
    let server = InProcess::new(|_| Ok(streamed(200, Body::stream(Silent, None))));
    let call = set(recording(&server.client()));
    let mut download = call.download().await.expect("a download");
    download.chunk().await.expect_err("an error")
}

#[tokio::test(start_paused = true)]
async fn a_server_that_falls_silent() {
    let error = silence(|call| call.attempt_timeout(Duration::from_secs(7))).await;
    assert!(error.is_timeout());
    assert!(
        error
            .to_string()
            .contains("nothing more came within 7s after 0 bytes"),
        "{error}"
    );
    let error = silence(|call| call.timeout(Duration::from_secs(3))).await;
    assert!(error.to_string().contains("within 3s"), "{error}");
}
