//! The transport over the network, by reqwest.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::body::Body;
use super::error::TransportError;
use super::{Request, Response, Sending, Transport, connecting, tls};
use crate::error::Error;

/// How long opening a connection may take when nobody says otherwise.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends requests over the network; what a client uses when it is given nothing else.
#[derive(Clone)]
pub struct HttpTransport(reqwest::Client);

impl HttpTransport {
    /// Makes a transport with the TLS of the features that are on. Opening a connection may take 10 seconds.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up: [`ErrorKind::Configuration`](crate::ErrorKind::Configuration).
    pub fn new() -> Result<Self, Error> {
        Self::with(true, CONNECT_TIMEOUT)
    }

    /// `secure` says whether calls go to an `https` address.
    pub(crate) fn with(secure: bool, connect_timeout: Duration) -> Result<Self, Error> {
        tls::http_client(secure, connect_timeout).map(Self)
    }
}

impl From<reqwest::Client> for HttpTransport {
    /// Sends with an HTTP client of your own: its TLS, proxies and connections. Turn redirects off in it
    /// ([`reqwest::redirect::Policy::none`]): a `307` would send a message twice.
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for HttpTransport {
    fn send(&self, mut request: Request) -> Sending<'_> {
        Box::pin(async move {
            let ends = request.extensions_mut().remove();
            let request = reqwest::Request::try_from(request.map(to_reqwest)).map_err(failed)?;
            let sending = self.0.execute(request);
            let response = connecting::by(ends, sending).await;
            response.map(answered).map_err(failed)
        })
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

fn to_reqwest(body: Body) -> reqwest::Body {
    match body.into_whole() {
        Ok(bytes) => bytes.into(),
        Err(body) => reqwest::Body::wrap(body),
    }
}

fn answered(response: reqwest::Response) -> Response {
    let answer = http::Response::<reqwest::Body>::from(response);
    answer.map(|body| {
        let length = body.size_hint().exact();
        Body::of_chunks(Chunks(body), length)
    })
}

/// The body of an answer as it comes.
struct Chunks(reqwest::Body);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                Some(Ok(frame)) => {
                    // What is no data are trailers, which nobody asks for.
                    if let Ok(chunk) = frame.into_data() {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    // The query may hold personal data.
    let error = error.without_url();
    let timed_out = error.is_timeout();
    let failed = if error.is_builder() {
        TransportError::refused(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else {
        TransportError::interrupted(error)
    };
    if timed_out {
        failed.timed_out()
    } else {
        failed
    }
}
