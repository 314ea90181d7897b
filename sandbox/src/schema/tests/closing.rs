//! Which properties an object of a request may have.

use serde_json::{Value, json};

use super::super::Mode;
use super::{RIGHT, closed, faults};

#[test]
fn closing_of_a_plain_object() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "open": {
                    "type": "object",
                    "properties": { "a": { "type": "string" } },
                    "additionalProperties": true,
                },
                "numbers": {
                    "type": "object",
                    "properties": { "a": { "type": "string" } },
                    "additionalProperties": { "type": "number" },
                },
                "free": { "type": "object" },
                "list": {
                    "type": "array",
                    "items": { "type": "object", "properties": { "a": { "type": "string" } } },
                },
            },
        },
    });
    let right = json!({
        "id": "1", "open": { "x": 1 }, "numbers": { "x": 1 }, "free": { "x": 1 }, "list": [{ "a": "" }],
    });
    assert_eq!(closed(&schemas, right), RIGHT);
    let wrong = json!({
        "ID": "1", "numbers": { "x": "" }, "list": [{ "a": "" }, { "b": "" }],
    });
    assert_eq!(
        closed(&schemas, wrong.clone()),
        [
            "list.1.property b should not exist",
            "property ID should not exist",
            "id should not be empty",
            "numbers.x must be a number",
        ]
    );
    assert_eq!(
        faults(&schemas, Mode::Open, &wrong),
        ["id should not be empty", "numbers.x must be a number"],
        "an answer may have more than is declared"
    );
}

/// Two schemas that an `allOf` joins.
fn joined() -> Value {
    json!({
        "Sent": {
            "allOf": [
                { "$ref": "#/components/schemas/Base" },
                {
                    "type": "object",
                    "required": ["b"],
                    "properties": { "b": { "type": "object", "properties": { "c": { "type": "string" } } } },
                },
            ],
        },
        "Base": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
    })
}

#[test]
fn closing_of_all_of() {
    assert_eq!(closed(&joined(), json!({ "a": "", "b": {} })), RIGHT);
    assert_eq!(
        closed(&joined(), json!({ "a": "", "b": {}, "c": 1 })),
        ["property c should not exist"]
    );
    assert_eq!(
        closed(&joined(), json!({ "a": "", "b": { "d": 1 } })),
        ["b.property d should not exist"]
    );
    assert_eq!(
        closed(&joined(), json!({ "a": 1, "b": {} })),
        ["a must be a string"],
        "what is declared is not unknown because something else is wrong"
    );
    assert_eq!(
        closed(&joined(), json!({ "a": 1, "b": {}, "c": 1 })),
        ["property c should not exist", "a must be a string"]
    );
}

#[test]
fn all_of_with_an_open_member() {
    let schemas = json!({
        "Sent": {
            "allOf": [
                { "type": "object", "properties": { "a": { "type": "string" } } },
                { "type": "object", "additionalProperties": { "type": "number" } },
            ],
        },
    });
    assert_eq!(closed(&schemas, json!({ "b": 1 })), RIGHT);
    assert_eq!(closed(&schemas, json!({ "b": "" })), ["b must be a number"]);
}

#[test]
fn all_of_one_reference_is_that_reference() {
    let schemas = json!({
        "Sent": { "description": "Wrapped.", "allOf": [{ "$ref": "#/components/schemas/Base" }] },
        "Base": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
    });
    assert_eq!(closed(&schemas, json!({ "a": "" })), RIGHT);
    assert_eq!(
        closed(&schemas, json!({ "a": "", "b": 1 })),
        ["property b should not exist"]
    );
}

/// Alternatives that overlap.
fn choice() -> Value {
    json!({
        "Sent": {
            "type": "object",
            "properties": {
                "choice": {
                    "oneOf": [
                        {
                            "type": "object",
                            "properties": { "a": { "type": "string" }, "both": { "type": "string" } },
                        },
                        {
                            "type": "object",
                            "properties": { "b": { "type": "string" }, "both": { "type": "string" } },
                        },
                        { "type": "string", "maxLength": 3 },
                    ],
                },
            },
        },
    })
}

#[test]
fn alternatives_are_closed_each() {
    assert_eq!(closed(&choice(), json!({ "choice": { "a": "" } })), RIGHT);
    assert_eq!(
        closed(&choice(), json!({ "choice": { "both": "" } })),
        RIGHT,
        "right twice is right"
    );
    assert_eq!(closed(&choice(), json!({ "choice": "abc" })), RIGHT);
    assert_eq!(
        closed(&choice(), json!({ "choice": { "a": "", "b": "" } })),
        ["choice.property b should not exist"]
    );
    assert_eq!(
        closed(&choice(), json!({ "choice": "abcd" })),
        ["choice must be shorter than or equal to 3 characters"]
    );
    assert_eq!(
        closed(&choice(), json!({ "choice": 5 })),
        ["choice must be a string or an object"]
    );
}

#[test]
fn alternatives_beside_properties_are_closed_together() {
    let schemas = json!({
        "Sent": {
            "type": "object",
            "properties": { "kind": { "type": "string" } },
            "oneOf": [
                { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
                { "type": "object", "required": ["b"], "properties": { "b": { "type": "string" } } },
            ],
        },
    });
    assert_eq!(closed(&schemas, json!({ "kind": "x", "a": "" })), RIGHT);
    assert_eq!(closed(&schemas, json!({ "kind": "x", "b": "" })), RIGHT);
    assert_eq!(
        closed(&schemas, json!({ "kind": "x", "a": "", "c": "" })),
        ["property c should not exist"]
    );
    assert_eq!(
        closed(&schemas, json!({ "kind": "x", "a": "", "b": 1 })),
        ["property b should not exist"],
        "a property of an alternative that does not hold is unknown"
    );
    assert_eq!(
        closed(&schemas, json!({ "kind": "x" })),
        ["a should not be empty"]
    );
}
