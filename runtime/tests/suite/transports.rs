//! Transports that a client is given, and the bodies they carry.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use highlevel_runtime::retry::RetryPolicy;
use highlevel_runtime::transport::{Body, Request, Response, Sending, Transport, TransportError};
use highlevel_runtime::{Client, ClientBuilder, Error, ErrorKind, FilePart, Method};

use crate::server::TOKEN;
use crate::types::{SearchParams, SendMessageBody, Sent, Things, UploadFilesForm};

const SENT: &str = r#"{"messageId": "m"}"#;

/// A server in this process: answers by a function, and keeps head and body of what it received.
pub struct InProcess<F> {
    answer: F,
    received: Mutex<Vec<(http::request::Parts, Bytes)>>,
}

impl<F> InProcess<F>
where
    F: Fn(usize) -> Result<Response, TransportError> + Send + Sync + 'static,
{
    /// Answers by the number of the request, from 0.
    pub fn new(answer: F) -> Arc<Self> {
        Arc::new(Self {
            answer,
            received: Mutex::default(),
        })
    }

    /// A client of this server, which repeats nothing.
    pub fn client(self: &Arc<Self>) -> Client {
        self.client_with(|builder| builder.retry(RetryPolicy::none()))
    }

    /// A client of this server with other settings.
    pub fn client_with(
        self: &Arc<Self>,
        settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Client {
        let builder = Client::builder().token(TOKEN).transport(Arc::clone(self));
        settings(builder).build().expect("settings that are right")
    }

    /// How many requests were received.
    pub fn count(&self) -> usize {
        self.received.lock().expect("no panic elsewhere").len()
    }

    /// The heads of all requests.
    pub fn heads(&self) -> Vec<http::request::Parts> {
        let received = self.received.lock().expect("no panic elsewhere");
        received.iter().map(|(head, _)| head.clone()).collect()
    }

    /// Head and body of the only request.
    pub fn only(&self) -> (http::request::Parts, Bytes) {
        let received = self.received.lock().expect("no panic elsewhere");
        assert_eq!(received.len(), 1);
        received[0].clone()
    }
}

impl<F> Transport for InProcess<F>
where
    F: Fn(usize) -> Result<Response, TransportError> + Send + Sync + 'static,
{
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.bytes().await?;
            leaks::request(&head, &body);
            let number = {
                let mut received = self.received.lock().expect("no panic elsewhere");
                received.push((head, body));
                received.len() - 1
            };
            (self.answer)(number)
        })
    }
}

/// An answer with a status and a body.
pub fn answer(status: u16, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    leaks::answer(&body);
    streamed(status, body.into())
}

/// An answer whose body may come in pieces.
pub fn streamed(status: u16, body: Body) -> Response {
    http::Response::builder()
        .status(status)
        .body(body)
        .expect("a status")
}

/// Chunks, one after the other.
pub struct Chunks(pub Vec<Result<&'static str, io::ErrorKind>>);

impl Stream for Chunks {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let chunk = self.0.remove(0).map(Bytes::from);
        if let Ok(chunk) = &chunk {
            leaks::answer(chunk);
        }
        Poll::Ready(Some(chunk.map_err(io::Error::from)))
    }
}

#[tokio::test]
async fn a_transport_gets_the_whole_request() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let client = server.client();
    let things = Things { client: &client };
    let sent = things.get_thing("a/b", &SearchParams::new("l")).await;
    assert_eq!(sent.expect("an answer").message_id, "m");
    let (head, body) = server.only();
    assert_eq!(
        head.uri,
        "https://services.leadconnectorhq.com/things/a%2Fb/?locationId=l"
    );
    assert_eq!(head.method, http::Method::GET);
    assert_eq!(head.headers["version"], "2021-04-15");
    assert_eq!(head.headers["authorization"], format!("Bearer {TOKEN}"));
    assert!(head.headers["authorization"].is_sensitive());
    assert!(body.is_empty());
}

#[tokio::test]
async fn a_refusal_without_an_end_is_not_read_for_ever() {
    /// More and more bytes; counts them.
    struct Endless(Arc<Mutex<usize>>);
    impl Stream for Endless {
        type Item = Result<Bytes, io::Error>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            *self.0.lock().expect("no panic elsewhere") += 1 << 16;
            Poll::Ready(Some(Ok(Bytes::from_static(&[b'x'; 1 << 16]))))
        }
    }
    let read = Arc::new(Mutex::new(0));
    let given = Arc::clone(&read);
    let server = InProcess::new(move |_| {
        let body = Body::stream(Endless(Arc::clone(&given)), None);
        Ok(streamed(500, body))
    });
    let call = server.client().request::<Bytes>(Method::Get, "/x");
    let error = call.await.expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(*read.lock().expect("no panic elsewhere"), 1 << 20);
}

#[tokio::test]
async fn forms_have_their_length() {
    struct Measuring;
    impl Transport for Measuring {
        fn send(&self, request: Request) -> Sending<'_> {
            Box::pin(async move {
                let (head, body) = request.into_parts();
                let promised = body.length().expect("a length");
                let read = body.bytes().await?;
                leaks::request(&head, &read);
                assert_eq!(promised, read.len() as u64);
                Ok(answer(200, SENT))
            })
        }
    }
    let client = Client::builder().token(TOKEN).transport(Measuring).build();
    let client = client.expect("settings that are right");
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), vec![b'x'; 200_000]).expect("a file");
    let form = UploadFilesForm {
        location_id: Some("loc".to_owned()),
        file_attachment: vec![FilePart::path(file.path()), FilePart::bytes("a", "b")],
        ..UploadFilesForm::default()
    };
    let sent: Result<Sent, Error> = Things { client: &client }.upload(form).await;
    assert_eq!(sent.expect("an answer").message_id, "m");
}

#[tokio::test]
async fn forms_whose_length_cannot_be_told_are_refused() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let endless = || FilePart::reader("a", tokio::io::empty()).length(u64::MAX);
    let form = UploadFilesForm {
        file_attachment: vec![endless(), endless()],
        ..UploadFilesForm::default()
    };
    let client = server.client();
    let sent: Result<Sent, Error> = Things { client: &client }.upload(form).await;
    let error = sent.expect_err("no request");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.to_string().contains("longer than a request can be"),
        "{error}"
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn names_cannot_break_out_of_a_form() {
    let server = InProcess::new(|_| Ok(answer(200, SENT)));
    let client = server.client();
    let form = UploadFilesForm {
        custom: [("a\"\r\nb: c".to_owned(), FilePart::bytes("d", "e"))].into(),
        ..UploadFilesForm::default()
    };
    let sent = Things { client: &client }.upload(form).await;
    sent.expect("an answer");
    let (_, body) = server.only();
    let body = String::from_utf8(body.to_vec()).expect("text");
    assert!(
        body.contains("form-data; name=\"a%22%0D%0Ab: c\"; filename=\"d\"\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn errors_say_how_far_the_request_came() {
    let cause = || io::Error::other("cause");
    type Make = fn(io::Error) -> TransportError;
    for (make, kind, timed_out, text) in [
        (
            TransportError::connect as Make,
            ErrorKind::Connect,
            false,
            "the server could not be reached: cause",
        ),
        (
            |cause| TransportError::connect(cause).timed_out(),
            ErrorKind::Connect,
            true,
            "the server could not be reached: cause",
        ),
        (
            TransportError::interrupted,
            ErrorKind::Transport,
            false,
            "the connection broke before an answer came: cause",
        ),
        (
            TransportError::timeout,
            ErrorKind::Timeout,
            true,
            "no answer in time: cause",
        ),
        (
            TransportError::refused,
            ErrorKind::Request,
            false,
            "the request could not be sent: cause",
        ),
    ] {
        let server = InProcess::new(move |_| Err(make(cause())));
        let client = server.client();
        let error = Things { client: &client }
            .send(&SendMessageBody::new("SMS", "c"))
            .await
            .expect_err("no answer");
        assert_eq!(error.kind(), kind);
        assert_eq!(error.is_timeout(), timed_out);
        assert_eq!(
            error.to_string(),
            format!("POST /conversations/messages: {text}")
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn bodies_in_chunks() {
    let mut body = Body::stream(Chunks(vec![Ok("ab"), Ok("c")]), Some(3));
    assert_eq!(body.length(), Some(3));
    let chunk = body.chunk().await.expect("a chunk");
    assert_eq!(chunk.as_deref(), Some(&b"ab"[..]));
    assert_eq!(body.length(), Some(1));
    assert_eq!(body.bytes().await.expect("the rest"), "c");

    let body = Body::stream(Chunks(vec![Ok("a"), Ok("b"), Ok("c")]), None);
    assert_eq!(body.length(), None);
    assert_eq!(format!("{body:?}"), "Body { length: None, .. }");
    assert_eq!(body.bytes().await.expect("all"), "abc");
    assert_eq!(Body::empty().bytes().await.expect("nothing"), "");
}

#[tokio::test]
async fn bodies_that_break_keep_what_came() {
    let server = InProcess::new(|_| {
        let chunks = Chunks(vec![Ok("{\"mess"), Err(io::ErrorKind::ConnectionReset)]);
        Ok(streamed(200, Body::stream(chunks, None)))
    });
    let client = server.client();
    let error = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
        .expect_err("half an answer");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), b"{\"mess");
}
