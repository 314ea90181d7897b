//! A server in this process that answers as a function says.

use std::sync::{Arc, Mutex};

use highlevel_runtime::transport::{Request, Response, Sending, Transport};
use highlevel_runtime::{Client, ListCall, Operation, Value};
use http::StatusCode;
use serde_json::json;

/// What the server was asked for: the query and the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub query: String,
    pub body: Value,
}

impl Asked {
    /// A parameter of the query as a number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A parameter of the query.
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        Some(pairs.find(|(other, _)| *other == name)?.1)
    }
}

/// The server; clones are one.
#[derive(Clone)]
pub struct Api {
    answer: Arc<dyn Fn(&Asked) -> Value + Send + Sync>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Api {
    pub fn new(answer: impl Fn(&Asked) -> Value + Send + Sync + 'static) -> Self {
        Self {
            answer: Arc::new(answer),
            asked: Arc::default(),
        }
    }

    /// A list by offset, with no more than `most` items a page.
    pub fn by_offset(length: u64, most: u64) -> Self {
        Self::new(move |asked| {
            let start = asked.number("skip").unwrap_or(0).min(length);
            let size = asked.number("limit").unwrap_or(most).min(most);
            json!({"items": things(start..length.min(start + size))})
        })
    }

    /// A list by cursor.
    pub fn by_cursor(length: u64, size: u64) -> Self {
        Self::new(move |asked| {
            let start = asked.number("after").unwrap_or(0).min(length);
            let end = length.min(start + size);
            let next = (end < length).then(|| end.to_string());
            json!({"items": things(start..end), "next": next})
        })
    }

    pub fn list(&self, operation: &'static Operation) -> ListCall<Value, Value> {
        let client = Client::builder()
            .token("pit-1")
            .transport(self.clone())
            .build()
            .expect("settings that are right");
        client.list(operation, |page: Value| {
            let items = match page {
                Value::Object(mut page) => page.remove("items").unwrap_or_default(),
                page => page,
            };
            items.as_array().cloned().unwrap_or_default()
        })
    }

    /// The queries so far.
    pub fn queries(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("no panic");
        asked.iter().map(|asked| asked.query.clone()).collect()
    }

    /// The bodies so far.
    pub fn bodies(&self) -> Vec<Value> {
        let asked = self.asked.lock().expect("no panic");
        asked.iter().map(|asked| asked.body.clone()).collect()
    }
}

/// Items with these ids.
pub fn things(ids: std::ops::Range<u64>) -> Vec<Value> {
    ids.map(|id| json!({"id": id, "seen": "now"})).collect()
}

impl Transport for Api {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.bytes().await?;
            leaks::request(&head, &body);
            let asked = Asked {
                query: head.uri.query().unwrap_or_default().to_owned(),
                body: serde_json::from_slice(&body).unwrap_or_default(),
            };
            self.asked.lock().expect("no panic").push(asked.clone());
            let answer = (self.answer)(&asked);
            let status = answer["statusCode"].as_u64().unwrap_or(200);
            let body = match answer {
                Value::String(text) => text,
                answer => answer.to_string(),
            };
            leaks::answer(body.as_bytes());
            let mut response = Response::new(body.into());
            *response.status_mut() = StatusCode::from_u16(status as u16).expect("a status");
            Ok(response)
        })
    }
}
