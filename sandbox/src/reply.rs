//! What is answered: the documented body of a status.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;

use crate::blueprint::Carried;
use crate::catalog::Operation;
use crate::download;
use crate::ids::Ids;
use crate::judge::is_json;
use crate::paging;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::rules::{Answer, essence};

/// The content type of JSON, as the API writes it.
pub const JSON: &str = "application/json; charset=utf-8";

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers that belong to the body; none where there is none.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// The answer to a request that is right; with a length, a list of so many items is served page by page.
pub fn success(
    operation: &Operation,
    request: &Request,
    carried: &Carried,
    length: Option<usize>,
    ids: &mut Ids,
) -> Reply {
    let rules = operation.rules().ok();
    let status = rules.map_or(200, |rules| rules.success);
    let answer = rules.and_then(|rules| rules.answer(status));
    let Some(answer) = answer else {
        return Reply::empty(status);
    };
    if answer.is_file {
        return download::reply(answer, request);
    }
    let shown = value(answer, carried, ids);
    let paging = operation.view().and_then(paging::read);
    let shown = match (paging, length) {
        (Some(paging), Some(length)) => {
            let list = paging::List {
                operation,
                answer,
                length,
            };
            paging.page(&list, shown, carried)
        }
        _ => shown,
    };
    documented(status, answer, shown)
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

/// An answer of JSON.
pub fn json(status: u16, value: &Value) -> Reply {
    Reply::new(status, JSON, value.to_string().into())
}

impl Reply {
    /// An answer with a body; a content type that is no header, or empty, is left out.
    pub fn new(status: u16, content_type: &str, body: Bytes) -> Self {
        let mut reply = Self::empty(status);
        let content_type = HeaderValue::from_str(content_type).ok();
        if let Some(content_type) = content_type.filter(|text| !text.is_empty()) {
            reply.headers.insert(CONTENT_TYPE, content_type);
        }
        reply.body = body;
        reply
    }

    /// An answer without body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }
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
    let body = match value {
        Value::String(text) => text.into(),
        _ => Bytes::new(),
    };
    Reply::new(status, &answer.media_type, body)
}
