//! Checks that the keys of a schema belong to its type, because `openapiv3` would drop those that do not.

use crate::diagnostic::Diagnostic;
use crate::tree::{Node, Value};

/// Keys that only schemas of certain types can have.
const KEYS: [(&str, &[&str]); 19] = [
    ("format", &["string", "number", "integer"]),
    ("pattern", &["string"]),
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("minimum", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("multipleOf", &["number", "integer"]),
    ("x-highlevel-whole", &["number", "integer"]),
    ("x-highlevel-secret", &["string"]),
    ("enum", &["string", "number", "integer", "boolean"]),
    ("items", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("required", &["object"]),
    ("additionalProperties", &["object"]),
];

/// Keys of which a schema has at most one, and beside which no type stands.
const COMPOSED: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// What is wrong with the keys of a schema.
pub fn check(schema: &Node) -> Vec<Diagnostic> {
    let Some(map) = schema.entries() else {
        return Vec::new();
    };
    let typ = schema.child("type").and_then(Node::as_text);
    let mut faults = Vec::new();
    for (key, types) in KEYS {
        let Some(entry) = map.get(key) else {
            continue;
        };
        match typ {
            Some(typ) if types.contains(&typ) => {}
            // A list of texts is an enum without a word about its type.
            None if key == "enum" => {}
            Some(typ) => faults.push(
                Diagnostic::new(
                    &entry.key,
                    format!("a schema of type `{typ}` has no `{key}`"),
                )
                .help(format!(
                    "remove it, or change the type to {}",
                    types.join(" or ")
                )),
            ),
            None => faults.push(
                Diagnostic::new(
                    &entry.key,
                    format!("`{key}` stands in a schema without a type"),
                )
                .help(format!("add `type: {}`", types[0])),
            ),
        }
    }
    faults.extend(composition(schema, typ));
    faults.extend(values(schema, typ));
    faults.extend(limits(schema, typ));
    faults
}

fn composition(schema: &Node, typ: Option<&str>) -> Option<Diagnostic> {
    let mut composed = COMPOSED
        .iter()
        .filter_map(|key| schema.entries()?.get_key_value(*key));
    let (key, entry) = composed.next()?;
    if let Some((other, entry)) = composed.next() {
        let fault = Diagnostic::new(&entry.key, format!("`{other}` stands beside `{key}`"));
        return Some(fault.help("keep one of the two"));
    }
    if entry.node.items().is_none_or(<[Node]>::is_empty) {
        let fault = Diagnostic::new(&entry.key, format!("`{key}` is empty"));
        return Some(fault.help("list the schemas, or remove it"));
    }
    let typ = typ?;
    let fault = Diagnostic::new(
        &entry.key,
        format!("`{key}` stands in a schema of type `{typ}`"),
    );
    Some(fault.help("remove the type, or what is composed"))
}

/// Enumerated values are of the schema's type.
fn values(schema: &Node, typ: Option<&str>) -> Vec<Diagnostic> {
    let Some(entry) = schema.entries().and_then(|map| map.get("enum")) else {
        return Vec::new();
    };
    let items = entry.node.items().unwrap_or_default();
    if items.is_empty() {
        let fault = Diagnostic::new(&entry.key, "`enum` has no values");
        return vec![fault.help("list the values, or remove it")];
    }
    let (fits, wanted): (fn(&Value) -> bool, _) = match typ {
        Some("number") => (|value| matches!(value, Value::Number(_)), "number"),
        Some("integer") => (
            |value| matches!(value, Value::Number(number) if number.is_i64()),
            "whole number",
        ),
        Some("boolean") => (|value| matches!(value, Value::Bool(_)), "boolean"),
        Some("string") | None => (|value| matches!(value, Value::Text(_)), "text"),
        Some(_) => return Vec::new(),
    };
    let wrong = items.iter().filter(|item| !fits(&item.value));
    wrong
        .map(|item| {
            let message = format!("the enumerated value {} is no {wanted}", item.to_json());
            let help = match item.value {
                Value::Null => "remove it, and add `nullable: true`".to_owned(),
                _ => format!("write a {wanted}, or change the type"),
            };
            Diagnostic::new(&item.place, message).help(help)
        })
        .collect()
}

/// The limits of an integer are whole.
fn limits(schema: &Node, typ: Option<&str>) -> Vec<Diagnostic> {
    if typ != Some("integer") {
        return Vec::new();
    }
    let limits = ["minimum", "maximum", "multipleOf"]
        .iter()
        .filter_map(|key| Some((key, schema.child(key)?)));
    let fractions =
        limits.filter(|(_, node)| matches!(&node.value, Value::Number(number) if !number.is_i64()));
    fractions
        .map(|(key, node)| {
            let fault =
                Diagnostic::new(&node.place, format!("`{key}` of an integer is a fraction"));
            fault.help("write a whole number")
        })
        .collect()
}
