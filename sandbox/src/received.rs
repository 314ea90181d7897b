//! What arrived at a sandbox, for its owner to look at.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::request::{Arrived, Request};

/// What stands in the place of a credential.
const REDACTED: &str = "[redacted]";

/// Words in the names of headers whose values are not kept.
const SECRETS: [&str; 6] = [
    "authorization",
    "cookie",
    "key",
    "password",
    "secret",
    "token",
];

/// A request that arrived, and what the sandbox made of it.
///
/// Credentials in headers are not kept. `Debug` and `Display` show neither the values of the query nor the body,
/// because they may hold a secret.
#[derive(Clone)]
pub struct Received {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Bytes,
    made: Made,
}

/// What the sandbox made of a request.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) operation: Option<String>,
    /// None where the connection was reset before an answer.
    pub(crate) status: Option<u16>,
    pub(crate) reasons: Vec<String>,
    pub(crate) is_executed: bool,
    /// When it arrived, since the start.
    pub(crate) at: Duration,
}

impl Received {
    /// The method: `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path as it was written, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query, decoded, in the order of arrival.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The headers: names in lower case, credentials redacted.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first header of this name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body; empty where it was too large, or not read.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The id of the operation that the request means; none where the specification has no such operation.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.made.operation.as_deref()
    }

    /// The status that was answered; 0 where the connection was reset before.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.made.status.unwrap_or(0)
    }

    /// Why the request was refused; empty where it was not.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.made.reasons
    }

    /// When the request arrived, counted from the start of the sandbox.
    #[must_use]
    pub fn at(&self) -> Duration {
        self.made.at
    }

    /// Whether the sandbox did what the request asks for, whatever its client heard of it.
    #[must_use]
    pub fn is_executed(&self) -> bool {
        self.made.is_executed
    }

    /// Whether the request kept all rules, as far as it was read. Its answer may still be a scripted failure.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.made.reasons.is_empty()
    }

    pub(crate) fn new(request: Request, made: Made) -> Self {
        Self {
            headers: headers(&request.headers),
            method: request.method,
            path: request.path,
            query: request.query,
            body: match request.body {
                Arrived::Whole(bytes) => bytes,
                Arrived::TooLarge => Bytes::new(),
            },
            made,
        }
    }
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let headers = headers.iter();
    headers
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            let shown = if SECRETS.iter().any(|word| name.as_str().contains(word)) {
                redacted(&text)
            } else {
                text.into_owned()
            };
            (name.as_str().to_owned(), shown)
        })
        .collect()
}

/// A credential is dropped; that it was a bearer token stays visible.
fn redacted(value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => {
            format!("{scheme} {REDACTED}")
        }
        _ => REDACTED.to_owned(),
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("operation", &self.made.operation)
            .field("status", &self.made.status)
            .field("reasons", &self.made.reasons)
            .field("executed", &self.made.is_executed)
            .field("at", &self.made.at)
            .finish()
    }
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.made.status {
            Some(status) => write!(f, "{status}")?,
            None => f.write_str("reset")?,
        }
        write!(f, " {} {}", self.method, self.path)?;
        if let Some(operation) = &self.made.operation {
            write!(f, " ({operation})")?;
        }
        if !self.made.reasons.is_empty() {
            write!(f, ": {}", self.made.reasons.join("; "))?;
        }
        Ok(())
    }
}
