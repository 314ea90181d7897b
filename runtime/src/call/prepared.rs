//! A call as plain data: everything that is needed to build its HTTP request, as often as need be.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::address;
use super::subject::Subject;
use crate::client::Client;
use crate::client::deadline::Deadline;
use crate::error::Error;
use crate::form::{Content, Part, multipart};
use crate::operation::handle::Handle;
use crate::operation::{Method, Operation, TokenKind};
use crate::retry::RetryPolicy;
use crate::transport;

/// Name of the header that says which version of an operation is meant.
const VERSION: HeaderName = HeaderName::from_static("version");

/// How many headers a request has at most, if nobody adds some: room that need not be made twice.
const HEADERS: usize = 8;

/// A call that was not sent yet. Whatever was wrong with its arguments waits here until it is.
pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) operation: Handle,
    path: Cow<'static, str>,
    query: String,
    headers: HeaderMap,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    /// When the call has to be over, if that was settled before it is sent.
    deadline: Option<Deadline>,
    retry: Option<RetryPolicy>,
    tokens: &'static [TokenKind],
    subject: Subject,
    body: Body,
    /// Whether the body of an answer of success is left to be read.
    streamed: bool,
    fault: Option<Error>,
}

enum Body {
    Empty,
    Json(Bytes),
    Urlencoded(Bytes),
    Form(Vec<Part>),
}

impl Prepared {
    pub(crate) fn new(client: Client, operation: Handle) -> Self {
        let Operation {
            version, headers, ..
        } = *operation;
        let mut prepared = Self {
            client,
            path: Cow::Borrowed(operation.path),
            query: String::new(),
            headers: HeaderMap::with_capacity(HEADERS),
            timeout: None,
            attempt_timeout: None,
            deadline: None,
            retry: None,
            tokens: operation.tokens,
            subject: Subject::default(),
            operation,
            body: Body::Empty,
            streamed: false,
            fault: None,
        };
        prepared
            .headers
            .insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(version) = version {
            prepared.set_version(version);
        }
        for (name, value) in headers {
            prepared.set_header(name, value);
        }
        prepared
    }

    /// A call of what a caller describes.
    pub(crate) fn described(client: Client, method: Method, path: Cow<'static, str>) -> Self {
        let template = match &path {
            Cow::Borrowed(path) => path,
            // Who knows what it was put together from.
            Cow::Owned(_) => "/{path}",
        };
        let operation = Operation {
            id: "request",
            method,
            path: template,
            version: Some("2021-07-28"),
            ..Operation::NONE
        };
        let mut prepared = Self::new(client, operation.into());
        if path.contains(['?', '#']) {
            prepared.refuse(
                "the path holds a query or a fragment: give parameters with query_param".to_owned(),
            );
        }
        prepared.path = path;
        prepared
    }

    pub(crate) fn set_path(&mut self, name: &str, value: &str) {
        self.subject.add(name, value);
        match address::with_value(&self.path, name, value) {
            Ok(path) => self.path = Cow::Owned(path),
            Err(text) => self.refuse(text),
        }
    }

    pub(crate) fn add_query(&mut self, name: &str, values: &[impl AsRef<str>]) {
        address::add_pair(&mut self.query, name, values);
    }

    /// The value of a query parameter, if it is set.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        address::value(&self.query, name)
    }

    /// Sets a query parameter to these values, whatever it was before; a list is repeated.
    pub(crate) fn replace_query(&mut self, name: &str, values: &[String]) {
        address::remove_pairs(&mut self.query, name);
        for value in values {
            self.add_query(name, &[value]);
        }
    }

    /// The JSON body, if there is one.
    pub(crate) fn json(&self) -> Option<&Bytes> {
        match &self.body {
            Body::Json(json) => Some(json),
            _ => None,
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(
                "the name of a header holds a character that HTTP does not allow there".to_owned(),
            );
        };
        self.insert_header(name, value);
    }

    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    pub(crate) fn set_version(&mut self, version: &str) {
        self.insert_header(VERSION, version);
    }

    fn insert_header(&mut self, name: HeaderName, value: &str) {
        if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
            return self.refuse(format!(
                "the header {name} follows from the body and cannot be set"
            ));
        }
        // Text beyond ASCII is refused too: there is no telling how the other side would read it.
        let Ok(mut value) = HeaderValue::from_str(value) else {
            return self.refuse(format!(
                "the value of the header {name} is not visible ASCII"
            ));
        };
        value.set_sensitive(name == AUTHORIZATION);
        self.headers.insert(name, value);
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn set_attempt_timeout(&mut self, timeout: Duration) {
        self.attempt_timeout = Some(timeout);
    }

    /// Has the call over by this time, as often as it is sent.
    pub(crate) fn set_deadline(&mut self, deadline: Deadline) {
        self.deadline = Some(deadline);
    }

    /// Leaves the body of an answer of success to be read by who asked for it.
    pub(crate) fn set_streamed(&mut self) {
        self.streamed = true;
    }

    pub(crate) fn is_streamed(&self) -> bool {
        self.streamed
    }

    pub(crate) fn set_retry(&mut self, policy: RetryPolicy) {
        self.retry = Some(policy);
    }

    pub(crate) fn set_idempotent(&mut self) {
        self.operation = self.operation.idempotent();
    }

    /// Has the call sent with the token of this sub-account.
    pub(crate) fn set_location(&mut self, location: &str) {
        self.tokens = &[TokenKind::SubAccount];
        self.subject.location = Some(location.to_owned());
    }

    /// Has the call sent with the token of the agency.
    pub(crate) fn set_agency(&mut self) {
        self.tokens = &[TokenKind::Agency];
        self.subject.location = None;
    }

    pub(crate) fn set_json(&mut self, json: Vec<u8>) {
        self.body = Body::Json(json.into());
    }

    pub(crate) fn set_form(&mut self, parts: Vec<Part>) {
        self.body = Body::Form(parts);
    }

    pub(crate) fn set_urlencoded(&mut self, parts: Vec<Part>) {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for part in parts {
            match part.content {
                Content::Text(text) => drop(pairs.append_pair(&part.name, &text)),
                Content::File(_) => {
                    self.refuse(format!("{}: a file cannot be sent in this form", part.name))
                }
            }
        }
        self.body = Body::Urlencoded(pairs.finish().into());
    }

    /// Whether the body can be sent, again or for the first time: what a reader gives can be sent once.
    pub(crate) fn is_replayable(&self) -> bool {
        match &self.body {
            Body::Empty | Body::Json(_) | Body::Urlencoded(_) => true,
            Body::Form(parts) => parts.iter().all(|part| match &part.content {
                Content::Text(_) => true,
                Content::File(file) => file.is_there(),
            }),
        }
    }

    /// Remembers what is wrong; the first fault is the one that is told.
    pub(crate) fn refuse(&mut self, text: String) {
        let operation = &self.operation;
        self.fault
            .get_or_insert_with(|| Error::request(operation, text, None));
    }

    pub(crate) fn take_fault(&mut self) -> Result<(), Error> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// The kinds of token that the call may be sent with; none if that is not known.
    pub(crate) fn tokens(&self) -> &'static [TokenKind] {
        self.tokens
    }

    /// Whom the call is about: what its path, its query and its body say, in this order.
    pub(crate) fn subject(&self) -> Subject {
        let mut subject = self.subject.clone();
        subject.add_query(self.query.as_bytes());
        match &self.body {
            Body::Empty => {}
            Body::Json(json) => subject.add_json(json),
            Body::Urlencoded(pairs) => subject.add_query(pairs),
            Body::Form(parts) => {
                for part in parts {
                    if let Content::Text(text) = &part.content {
                        subject.add(&part.name, text);
                    }
                }
            }
        }
        subject.finish()
    }

    /// How long the whole call may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout.or(self.client.timeout())
    }

    /// When the whole call has to be over: by its timeout from now on, unless that was settled before.
    pub(crate) fn deadline(&self) -> Deadline {
        self.deadline
            .unwrap_or_else(|| Deadline::after(self.timeout()))
    }

    /// How long an attempt may take.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.attempt_timeout
            .unwrap_or(self.client.attempt_timeout())
    }

    /// How often the call is attempted.
    pub(crate) fn retry(&self) -> &RetryPolicy {
        self.retry.as_ref().unwrap_or(self.client.retry())
    }

    /// The value of the `Authorization` header that the caller set.
    pub(crate) fn own_authorization(&self) -> Option<&HeaderValue> {
        self.headers.get(AUTHORIZATION)
    }

    /// Builds the HTTP request; files are opened here.
    pub(crate) async fn to_http(
        &self,
        authorization: Option<&HeaderValue>,
    ) -> Result<transport::Request, Error> {
        let operation = &self.operation;
        let refused = |text| Error::request(operation, text, None);
        let address = address::joined(self.client.base_url(), &self.path, &self.query);
        let mut request = transport::Request::default();
        *request.method_mut() = operation.method.to_http();
        *request.uri_mut() = address.map_err(refused)?;
        let (content_type, body) = self.content().await?;
        *request.headers_mut() = self.headers(authorization, content_type);
        *request.body_mut() = body;
        Ok(request)
    }

    /// The headers: what was set replaces what would be there otherwise.
    fn headers(
        &self,
        authorization: Option<&HeaderValue>,
        content_type: Option<HeaderValue>,
    ) -> HeaderMap {
        let mut headers = self.headers.clone();
        if let Some(authorization) = authorization {
            let entry = headers.entry(AUTHORIZATION);
            entry.or_insert_with(|| authorization.clone());
        }
        let entry = headers.entry(USER_AGENT);
        entry.or_insert_with(|| self.client.user_agent().clone());
        match content_type {
            Some(content_type) => {
                headers.entry(CONTENT_TYPE).or_insert(content_type);
            }
            // Gateways answer 411 to a method that usually has a body and does not say how long it is.
            None if self.operation.method.takes_body() => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None => {}
        }
        headers
    }

    /// The body, and its content type if there is one.
    async fn content(&self) -> Result<(Option<HeaderValue>, transport::Body), Error> {
        let (content_type, body) = match &self.body {
            Body::Empty => return Ok((None, transport::Body::empty())),
            Body::Json(json) => ("application/json", json),
            Body::Urlencoded(pairs) => ("application/x-www-form-urlencoded", pairs),
            Body::Form(parts) => {
                // Boxed, because most calls have no files and should not be made larger by them.
                let (content_type, body) = Box::pin(multipart::encode(parts))
                    .await
                    .map_err(|(text, source)| Error::request(&self.operation, text, source))?;
                return Ok((Some(content_type), body));
            }
        };
        let content_type = HeaderValue::from_static(content_type);
        Ok((Some(content_type), body.clone().into()))
    }
}
