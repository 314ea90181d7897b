//! Replies: status, headers and bytes, and what they are decoded into.

pub(crate) mod json;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::json::decode::Decode;
use crate::json::decoder::{decode, decode_lenient};
use crate::json::fault::Fault;
use crate::operation::handle::Handle;
use crate::transport::Body;

/// An answer as it came, from [`Call::send_raw`](crate::Call::send_raw).
#[derive(Clone)]
pub struct Reply {
    operation: Handle,
    lenient: bool,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// What comes after the head, if nobody has read it.
    unread: Option<Arc<Body>>,
}

impl Reply {
    /// Returns the HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the bytes of the body themselves.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// Decodes the body into a type of the API, whatever the status.
    ///
    /// # Errors
    ///
    /// If the body is empty, is no JSON, or does not fit the type: [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    pub fn decode<T: Decode>(&self) -> Result<T, Error> {
        if self.body.trim_ascii().is_empty() {
            return T::empty().ok_or_else(|| self.error("the body is empty"));
        }
        self.decode_json().or_else(|fault| {
            self.plain_text()
                .and_then(T::from_text)
                .ok_or_else(|| self.error(&fault.to_string()))
        })
    }

    fn decode_json<T: Decode>(&self) -> Result<T, Fault> {
        if !self.lenient {
            return decode(&self.body);
        }
        let (value, warnings) = decode_lenient(&self.body)?;
        self.warn(&warnings);
        Ok(value)
    }

    /// The body, if it is words and not markup or JSON, whole or in part.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.body).ok()?.trim();
        (!text.is_empty() && !text.starts_with(['<', '{', '[', '"'])).then_some(text)
    }

    pub(crate) fn new(
        operation: &Handle,
        lenient: bool,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            operation: operation.clone(),
            lenient,
            status,
            headers,
            body,
            unread: None,
        }
    }

    /// A reply of which only the head was read.
    pub(crate) fn unread(
        operation: &Handle,
        status: StatusCode,
        headers: HeaderMap,
        body: Body,
    ) -> Self {
        Self {
            unread: Some(Arc::new(body)),
            ..Self::new(operation, false, status, headers, Bytes::new())
        }
    }

    /// Returns the body to be read; what was read already, if it was.
    pub(crate) fn into_unread(self) -> Body {
        self.unread
            .and_then(Arc::into_inner)
            .unwrap_or_else(|| self.body.into())
    }

    pub(crate) fn operation(&self) -> &Handle {
        &self.operation
    }

    pub(crate) fn error(&self, reason: &str) -> Error {
        Error::decode(&self.operation, self.status, self.body.clone(), reason)
    }

    fn warn(&self, warnings: &[Fault]) {
        for warning in warnings {
            tracing::warn!(
                operation = self.operation.id,
                path = warning.path(),
                "a required field is missing in the answer"
            );
        }
    }
}

impl fmt::Debug for Reply {
    /// Shows the status and how long the body is, and nothing of what came.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &format_args!("{}", *self.operation))
            .field("status", &self.status)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What a call can be awaited for.
pub trait Answer: Sized {
    /// Reads the value from a reply that the server accepted.
    fn read(reply: Reply) -> Result<Self, Error>;
}

impl<T: Decode> Answer for T {
    fn read(reply: Reply) -> Result<Self, Error> {
        reply.decode()
    }
}

impl Answer for () {
    fn read(_reply: Reply) -> Result<Self, Error> {
        Ok(())
    }
}

impl Answer for Bytes {
    fn read(reply: Reply) -> Result<Self, Error> {
        Ok(reply.into_body())
    }
}
