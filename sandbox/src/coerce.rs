//! Texts of paths, queries, headers and forms, read as the values that their schemas speak of.

use highlevel_codegen::tree::Node;
use serde_json::Value;

use crate::shape::{is_list, items, types};

/// The value that a text stands for: a number or a boolean where the schema wants one and the text is one.
pub fn one(tree: &Node, schema: Option<&Node>, text: &str) -> Value {
    let types = schema.map(|schema| types(tree, schema)).unwrap_or_default();
    let wants = |kind: &str| types.contains(kind);
    // JSON allows space around a value, a parameter does not.
    let is_tight = text.trim() == text;
    let parsed = || {
        serde_json::from_str::<Value>(text)
            .ok()
            .filter(|_| is_tight)
    };
    let read = if types.is_empty() || wants("string") {
        None
    } else {
        parsed().filter(|value| match value {
            Value::Number(_) => wants("number") || wants("integer"),
            Value::Bool(_) => wants("boolean"),
            Value::Object(_) => wants("object"),
            _ => false,
        })
    };
    read.unwrap_or_else(|| text.into())
}

/// The value that the texts of one name stand for; none where there are several and the schema speaks of one.
pub fn several(tree: &Node, schema: Option<&Node>, texts: &[&str], explode: bool) -> Option<Value> {
    let list = schema.filter(|schema| is_list(tree, schema));
    let is_only_list = |schema: &Node| types(tree, schema).len() == 1;
    let values = |list, texts: &mut dyn Iterator<Item = &str>| {
        let item = items(tree, list);
        texts.map(|text| one(tree, item, text)).collect()
    };
    match (list, texts) {
        (Some(list), [text]) if !explode => Some(values(list, &mut text.split(','))),
        (Some(list), texts) if explode && (texts.len() > 1 || is_only_list(list)) => {
            Some(values(list, &mut texts.iter().copied()))
        }
        (_, [text]) => Some(one(tree, schema, text)),
        _ => None,
    }
}
