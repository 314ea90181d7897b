//! What is answered: the documented body of a status.

use bytes::Bytes;
use serde_json::Value;

use crate::blueprint::Carried;
use crate::catalog::Operation;
use crate::ids::Ids;
use crate::judge::is_json;
use crate::refusal::Refusal;
use crate::rules::{Answer, essence};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The content type; none where there is no body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Bytes,
}

/// The answer to a request that is right.
pub fn success(operation: &Operation, carried: &Carried, ids: &mut Ids) -> Reply {
    let rules = operation.rules().ok();
    let status = rules.map_or(200, |rules| rules.success);
    match rules.and_then(|rules| rules.answer(status)) {
        Some(answer) => documented(status, answer, value(answer, carried, ids)),
        None => empty(status),
    }
}

/// The answer to a request that is refused.
pub fn refusal(operation: Option<&Operation>, refusal: &Refusal, ids: &mut Ids) -> Reply {
    let rules = operation.and_then(|operation| operation.rules().ok());
    let answer = rules
        .and_then(|rules| rules.answer(refusal.status))
        .filter(|answer| is_json(&essence(&answer.media_type)));
    let shown = answer.map(|answer| answer.blueprint.build(&Carried::default(), ids));
    json(refusal.status, &refusal.body(shown))
}

/// The documented value; without what the request carries, where the document does not take that back.
fn value(answer: &Answer, carried: &Carried, ids: &mut Ids) -> Value {
    let value = answer.blueprint.build(carried, ids);
    if answer.validator.is_valid(&value) {
        return value;
    }
    let files_only = Carried {
        fields: Default::default(),
        files: carried.files.clone(),
    };
    answer.blueprint.build(&files_only, ids)
}

fn documented(status: u16, answer: &Answer, value: Value) -> Reply {
    if is_json(&essence(&answer.media_type)) {
        return json(status, &value);
    }
    Reply {
        status,
        content_type: Some(answer.media_type.clone()),
        body: match value {
            Value::String(text) => text.into(),
            _ => Bytes::new(),
        },
    }
}

fn json(status: u16, value: &Value) -> Reply {
    Reply {
        status,
        content_type: Some("application/json; charset=utf-8".to_owned()),
        body: value.to_string().into(),
    }
}

/// An answer without body.
fn empty(status: u16) -> Reply {
    Reply {
        status,
        content_type: None,
        body: Bytes::new(),
    }
}
