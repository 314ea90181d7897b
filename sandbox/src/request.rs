//! A request as it arrived.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use http::header::HeaderName;
use http::{HeaderMap, request::Parts};

/// The largest body that is taken.
pub const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// How much of a body that is too large is read before it is answered, so that the client hears the answer.
const LARGEST_DRAINED: usize = 4 * LARGEST_BODY;

/// A request as it arrived.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, as it was written.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Arrived,
}

/// What arrived of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// All of it.
    Whole(Bytes),
    /// More than the sandbox takes.
    TooLarge,
}

impl Request {
    /// A request whose body did not arrive yet.
    pub fn new(parts: Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let query = form_urlencoded::parse(query);
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query: query.into_owned().collect(),
            headers: parts.headers,
            body: Arrived::Whole(Bytes::new()),
        }
    }

    /// The text of a header; several of one name are joined by commas.
    pub fn header(&self, name: &str) -> Option<String> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let values = self.headers.get_all(name).into_iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

impl Arrived {
    /// A body that is already there.
    pub fn of(bytes: Bytes) -> Self {
        if bytes.len() <= LARGEST_BODY {
            Self::Whole(bytes)
        } else {
            Self::TooLarge
        }
    }
}

/// Reads a body to its end; none where the connection breaks before.
pub async fn read(mut body: Body) -> Option<Arrived> {
    let mut kept = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame.ok()?.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length > LARGEST_DRAINED {
            break;
        }
        if length <= LARGEST_BODY {
            kept.extend_from_slice(&data);
        } else {
            kept = BytesMut::new();
        }
    }
    Some(if length <= LARGEST_BODY {
        Arrived::Whole(kept.freeze())
    } else {
        Arrived::TooLarge
    })
}
