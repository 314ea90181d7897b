//! Closes the composed objects of requests: a property that no part declares is refused.

use std::collections::BTreeSet;

use highlevel_codegen::tree::Node;
use serde_json::{Map, Value, json};

use crate::shape::{Parts, parts, properties};

/// Closes an object that is composed of several schemas.
///
/// `unevaluatedProperties` is what judges: it also refuses a property of an alternative that was not chosen. But it
/// names every property as unknown once anything else is wrong; `propertyNames` names those that really are.
pub fn close_composed(tree: &Node, schema: &Node, translated: &mut Map<String, Value>) {
    let parts = parts(tree, schema, Parts::Possible);
    let names: BTreeSet<&str> = properties(tree, schema, Parts::Possible)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        return;
    }
    translated.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
    let is_open = parts
        .iter()
        .any(|part| part.child("additionalProperties").is_some());
    if is_open {
        return;
    }
    translated.insert("propertyNames".to_owned(), json!({ "enum": names }));
}
