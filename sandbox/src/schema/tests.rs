//! The translation, construct by construct: what the translated schema takes and what it refuses.

use highlevel_codegen::Place;
use highlevel_codegen::tree::{self, Node};
use serde_json::{Value, json};

use super::{Mode, translate};
use crate::violation::{Violation, violations};

mod closing;

/// A document with these schemas.
fn document(schemas: &Value) -> Node {
    node(&json!({ "components": { "schemas": schemas } }))
}

/// The same value as a tree, so that there can be schemas that a document may not have.
fn node(value: &Value) -> Node {
    match value {
        Value::Null => Node::default(),
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => Node::new(&Place::default(), tree::Value::Number(number.clone())),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(node).collect::<Vec<_>>().into(),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.as_str(), node(value)));
            Node::map(&Place::default(), fields)
        }
    }
}

/// What is wrong with a value, read as `Sent` in this mode.
fn faults(schemas: &Value, mode: Mode, value: &Value) -> Vec<String> {
    let document = document(schemas);
    let sent = document.pointer("/components/schemas/Sent");
    let schema = translate(&document, sent.expect("there is a Sent"), mode);
    let validator = jsonschema::validator_for(&schema).expect("the translation is a schema");
    let found = violations(&validator, value);
    let texts = found.iter().map(Violation::text);
    texts.map(str::to_owned).collect()
}

fn closed(schemas: &Value, value: Value) -> Vec<String> {
    faults(schemas, Mode::Closed, &value)
}

/// No fault.
const RIGHT: [&str; 0] = [];

#[test]
fn nullable() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "properties": {
                "name": { "type": "string", "nullable": true, "minLength": 2 },
                "mode": { "type": "string", "enum": ["a", "b"], "nullable": true },
                "firm": { "type": "string" },
                "firm_mode": { "type": "string", "enum": ["a", "b"] },
            },
        },
    });
    assert_eq!(
        closed(&schemas, json!({ "name": null, "mode": null })),
        RIGHT
    );
    assert_eq!(
        closed(&schemas, json!({ "firm": null, "firm_mode": null })),
        [
            "firm must be a string, not null",
            "firm_mode must be a string, not null",
            "firm_mode must be one of the following values: a, b",
        ]
    );
    assert_eq!(
        closed(&schemas, json!({ "name": "x", "mode": "c" })),
        [
            "mode must be one of the following values: a, b, null",
            "name must be longer than or equal to 2 characters",
        ]
    );
}

#[test]
fn nullable_beside_a_reference() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "properties": {
                "maybe": { "$ref": "#/components/schemas/Inner", "nullable": true },
                "wrapped": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Inner" }] },
                "firm": { "$ref": "#/components/schemas/Inner" },
            },
        },
        "Inner": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
    });
    assert_eq!(
        closed(&schemas, json!({ "maybe": null, "wrapped": null })),
        RIGHT
    );
    assert_eq!(
        closed(
            &schemas,
            json!({ "maybe": { "a": "" }, "wrapped": { "a": "" } })
        ),
        RIGHT
    );
    assert_eq!(
        closed(&schemas, json!({ "firm": null })),
        ["firm must be an object, not null"]
    );
    assert_eq!(
        closed(
            &schemas,
            json!({ "maybe": { "a": "", "b": 1 }, "wrapped": {} })
        ),
        [
            "maybe.property b should not exist",
            "wrapped.a should not be empty"
        ]
    );
}

#[test]
fn null_is_no_object_without_a_type() {
    let schemas = json!({ "Sent": { "properties": { "a": { "properties": { "b": { "type": "string" } } } } } });
    assert_eq!(
        closed(&schemas, json!({ "a": null })),
        ["a must be an object, not null"]
    );
    assert_eq!(
        closed(&schemas, json!("text")),
        ["the value must be an object"]
    );
}

#[test]
fn reference_cycle() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "required": ["name"],
            "properties": { "name": { "type": "string" }, "next": { "$ref": "#/components/schemas/Sent" } },
        },
    });
    assert_eq!(
        closed(
            &schemas,
            json!({ "name": "a", "next": { "name": "b", "next": { "name": "c" } } })
        ),
        RIGHT
    );
    assert_eq!(
        closed(
            &schemas,
            json!({ "name": "a", "next": { "name": "b", "next": { "nane": "c" } } })
        ),
        [
            "next.next.property nane should not exist",
            "next.next.name should not be empty",
        ]
    );
}

#[test]
fn names_that_a_pointer_has_to_escape() {
    let schemas = json!({
        "Sent": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A b%~0~1ü" } } },
        "A b%~/ü": { "type": "number" },
    });
    assert_eq!(closed(&schemas, json!({ "a": 1 })), RIGHT);
    assert_eq!(
        closed(&schemas, json!({ "a": "1" })),
        ["a must be a number"]
    );
}

#[test]
fn exclusive_limits() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "properties": {
                "above": { "type": "number", "minimum": 0, "exclusiveMinimum": true },
                "below": { "type": "number", "maximum": 9, "exclusiveMaximum": true },
                "from": { "type": "number", "minimum": 0, "exclusiveMinimum": false, "maximum": 9 },
            },
        },
    });
    assert_eq!(
        closed(&schemas, json!({ "above": 0.5, "below": 8.5, "from": 0 })),
        RIGHT
    );
    assert_eq!(
        closed(&schemas, json!({ "above": 0, "below": 9, "from": 10 })),
        [
            "above must be greater than 0",
            "below must be less than 9",
            "from must not be greater than 9",
        ]
    );
    assert_eq!(
        closed(&schemas, json!({ "from": -1 })),
        ["from must not be less than 0"]
    );
}

#[test]
fn what_only_describes_is_left_out() {
    let document = document(&json!({
        "Sent": {
            "type": "object",
            "description": "Something.",
            "deprecated": true,
            "properties": {
                "file": {
                    "type": "string",
                    "format": "binary",
                    "example": "x",
                    "default": "y",
                    "readOnly": true,
                    "x-highlevel-secret": true,
                    "title": "A file",
                },
            },
        },
    }));
    let sent = document
        .pointer("/components/schemas/Sent")
        .expect("there is a Sent");
    let translated = translate(&document, sent, Mode::Closed);
    assert_eq!(
        translated["allOf"][0],
        json!({
            "type": "object",
            "properties": { "file": { "type": "string" } },
            "additionalProperties": false,
        })
    );
}

#[test]
fn sizes_and_patterns() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "properties": {
                "list": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "uniqueItems": true,
                    "items": { "type": "integer" },
                },
                "code": { "type": "string", "pattern": "^[a-z]+$", "maxLength": 3 },
            },
        },
    });
    assert_eq!(
        closed(&schemas, json!({ "list": [1, 2], "code": "abc" })),
        RIGHT
    );
    assert_eq!(
        closed(&schemas, json!({ "list": [], "code": "ABCD" })),
        [
            "code must be shorter than or equal to 3 characters",
            "code must match ^[a-z]+$ regular expression",
            "list must contain at least 1 elements",
        ]
    );
    assert_eq!(
        closed(&schemas, json!({ "list": [1, 1, 1.5] })),
        [
            "list does not conform to `uniqueItems`",
            "list must contain no more than 2 elements",
            "list.2 must be an integer number",
        ]
    );
}
