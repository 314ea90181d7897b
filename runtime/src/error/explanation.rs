//! What the body of an error says, in any of the shapes that the API uses.

use http::{HeaderValue, StatusCode};
use serde_json::Value;

use crate::json::decoder::decode;
use crate::reply::Reply;

/// Longest body that is taken for a message although it is not JSON.
const PLAIN_TEXT_LIMIT: usize = 200;

/// Anything shorter is the token of a test, and may well be a word of the message.
const SHORTEST_TOKEN: usize = 8;

/// The API's own words about an error.
#[derive(Default)]
pub(super) struct Explanation {
    pub(super) message: Option<String>,
    pub(super) code: Option<String>,
    pub(super) trace_id: Option<String>,
}

impl Explanation {
    /// Reads a body. The token is taken out of what it says, should the server repeat it.
    pub(super) fn read(reply: &Reply, authorization: Option<&HeaderValue>) -> Self {
        let explanation = match decode::<Value>(reply.body()) {
            Ok(value) => Self::of_json(&value),
            Err(_) => Self {
                message: reply
                    .plain_text()
                    .filter(|text| text.len() <= PLAIN_TEXT_LIMIT)
                    .map(str::to_owned),
                ..Self::default()
            },
        };
        explanation.without(authorization)
    }

    /// Says in words what came; nothing for an error without any.
    pub(super) fn told(&self, status: StatusCode, body: &[u8]) -> String {
        if let Some(message) = &self.message {
            return message.clone();
        }
        let told = if status.is_redirection() {
            "redirects are not followed"
        } else if body.trim_ascii().is_empty() {
            "an empty body"
        } else if is_html(body) {
            "an HTML page"
        } else {
            "a body without a message"
        };
        told.to_owned()
    }

    fn of_json(value: &Value) -> Self {
        let error = &value["error"];
        let message = [
            &value["message"],
            &error["message"],
            &value["error_description"],
            error,
            value,
        ]
        .into_iter()
        .find_map(words);
        Self {
            message,
            code: words(&value["canonicalCode"]).or_else(|| words(&error["code"])),
            trace_id: words(&value["traceId"]),
        }
    }

    fn without(mut self, authorization: Option<&HeaderValue>) -> Self {
        let Some(value) = authorization.and_then(|value| value.to_str().ok()) else {
            return self;
        };
        let token = value.strip_prefix("Bearer ").unwrap_or(value);
        if token.len() < SHORTEST_TOKEN {
            return self;
        }
        for text in [&mut self.message, &mut self.code, &mut self.trace_id]
            .into_iter()
            .flatten()
        {
            if text.contains(token) {
                *text = text.replace(token, "[redacted]");
            }
        }
        self
    }
}

/// A text, a number, or a list of them.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(words).collect();
            (!items.is_empty()).then(|| items.join("; "))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

fn is_html(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}
