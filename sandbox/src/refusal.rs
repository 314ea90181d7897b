//! A refusal, and the body that the API gives it.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::blueprint::PLACEHOLDER;
use crate::violation::Violation;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status of the answer.
    pub status: u16,
    /// What is wrong with the request.
    pub reasons: Vec<String>,
    /// Whether the reason is what the API says, whatever the document shows.
    pub is_said: bool,
}

impl Refusal {
    /// A refusal for one reason.
    pub fn new(status: u16, reason: impl Into<String>) -> Self {
        Self {
            status,
            reasons: vec![reason.into()],
            is_said: false,
        }
    }

    /// A refusal for one reason, in the very words of the API.
    pub fn said(status: u16, reason: impl Into<String>) -> Self {
        Self {
            is_said: true,
            ..Self::new(status, reason)
        }
    }

    /// A refusal for several reasons.
    pub fn several(status: u16, reasons: Vec<String>) -> Self {
        Self {
            status,
            reasons,
            is_said: false,
        }
    }

    /// The refusal of a request that violates a schema: 422 where the API would answer so, otherwise 400.
    pub fn of(violations: &[Violation], documents_422: bool) -> Option<Self> {
        let is_unknown = |violation: &Violation| matches!(violation, Violation::Unknown(_));
        let status = match violations {
            [] => return None,
            _ if documents_422 || violations.iter().any(is_unknown) => 422,
            _ => 400,
        };
        let reasons = violations
            .iter()
            .map(|violation| violation.text().to_owned());
        Some(Self::several(status, reasons.collect()))
    }

    /// The body of the answer; `documented` is what the document shows for the status.
    pub fn body(&self, documented: Option<Value>) -> Value {
        match documented {
            None => self.undocumented(),
            Some(mut body) => {
                self.fill(&mut body);
                body
            }
        }
    }

    /// Puts the status and the reasons where the documented body has a place for them.
    fn fill(&self, body: &mut Value) {
        let Value::Object(fields) = body else {
            return;
        };
        for key in ["statusCode", "status"] {
            if let Some(status) = fields.get_mut(key).filter(|status| status.is_number()) {
                *status = self.status.into();
            }
        }
        if let Some(message) = fields.get_mut("message") {
            self.fill_message(message);
        } else if let Some(message) = nested_message(fields) {
            self.fill_message(message);
        }
    }

    fn fill_message(&self, message: &mut Value) {
        // What a document shows for a refused token is what the API says, whatever is wrong with the token.
        if self.status == 401 && !self.is_said && *message != PLACEHOLDER {
            return;
        }
        match message {
            Value::Array(_) => *message = json!(self.reasons),
            Value::String(_) => *message = self.text().into(),
            _ => {}
        }
    }

    fn undocumented(&self) -> Value {
        if self.status == 429 {
            return json!({ "statusCode": self.status, "message": self.text() });
        }
        let message = match self.status {
            422 => json!(self.reasons),
            _ => self.text().into(),
        };
        let error = StatusCode::from_u16(self.status)
            .ok()
            .and_then(|status| status.canonical_reason());
        json!({
            "statusCode": self.status,
            "message": message,
            "error": error.unwrap_or_default(),
        })
    }

    fn text(&self) -> String {
        self.reasons.join("; ")
    }
}

fn nested_message(fields: &mut Map<String, Value>) -> Option<&mut Value> {
    fields.get_mut("error")?.as_object_mut()?.get_mut("message")
}
