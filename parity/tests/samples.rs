//! Samples fit their schemas, and hold what a client may get wrong.

use parity::samples::samples;
use serde_json::{Value, json};

#[test]
fn the_smallest_has_what_is_required_and_the_largest_everything() {
    let properties = json!({"a": {"type": "string", "example": "A"}, "b": {"type": "boolean"}});
    let schema = json!({"type": "object", "required": ["a"], "properties": properties});
    let [smallest, largest] = bodies(schema);
    assert_eq!(smallest, json!({"a": "A"}));
    let keys: Vec<_> = largest.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["a", "b"]);
}

#[test]
fn values_of_every_kind() {
    let cases = [
        (json!({"enum": ["x", "y", null]}), json!("x"), json!("y")),
        (
            json!({"type": "integer", "minimum": 100}),
            json!(100),
            json!(100),
        ),
        (json!({"type": "integer", "maximum": 7}), json!(7), json!(7)),
        (json!({"type": "number"}), json!(42), json!(42)),
        (
            json!({"type": "number", "x-highlevel-whole": false}),
            json!(42),
            json!(2.5),
        ),
        (
            json!({"type": "number", "example": 20}),
            json!(20),
            json!(20),
        ),
        (
            json!({"type": "number", "x-highlevel-whole": true}),
            json!(42),
            json!(42),
        ),
        (json!({"type": "boolean"}), json!(true), json!(false)),
        (
            json!({"type": "string", "example": 5, "format": "date"}),
            json!("2026-02-28"),
            json!("2026-02-28"),
        ),
        (
            json!({"type": "array", "items": {"enum": [1, 2]}}),
            json!([1]),
            json!([2, 1]),
        ),
        (
            json!({"type": "array", "items": {"enum": [1]}, "uniqueItems": true}),
            json!([1]),
            json!([1]),
        ),
        (
            json!({"type": "array", "items": {"enum": [1]}, "minItems": 3}),
            json!([1, 1, 1]),
            json!([1, 1, 1]),
        ),
        (
            json!({"oneOf": [{"enum": ["first"]}, {"enum": ["second"]}]}),
            json!("first"),
            json!("first"),
        ),
        (
            json!({"type": "object", "additionalProperties": false}),
            json!({}),
            json!({}),
        ),
    ];
    for (schema, smallest, largest) in cases {
        assert_eq!(bodies(schema.clone()), [smallest, largest], "{schema}");
    }
}

#[test]
fn the_parts_of_an_all_of_come_together() {
    let part = |name: &str| json!({"type": "object", "required": [name], "properties": {name: {"enum": [name]}}});
    let [smallest, _] = bodies(json!({"allOf": [part("a"), part("b")]}));
    assert_eq!(smallest, json!({"a": "a", "b": "b"}));
}

#[test]
fn lengths_are_kept() {
    let [smallest, largest] = bodies(json!({"type": "string", "minLength": 12, "maxLength": 14}));
    for text in [smallest, largest] {
        let length = text.as_str().expect("a text").chars().count();
        assert!((12..=14).contains(&length), "{text}");
    }
}

#[test]
fn what_holds_itself_ends() {
    let properties = json!({"id": {"enum": [1]}, "child": {"$ref": "#/components/schemas/Node"}});
    let node = json!({"type": "object", "required": ["id"], "properties": properties});
    let body = json!({"$ref": "#/components/schemas/Node"});
    let mut document = document(body);
    document["components"]["schemas"]["Node"] = node;
    assert_eq!(bodies_of(&document), [json!({"id": 1}), json!({"id": 1})]);

    document["components"]["schemas"]["Node"]["required"] = json!(["child"]);
    assert!(samples(&document, "/a/{id}", "post").is_err());
}

#[test]
fn paths_and_queries_are_awkward() {
    let mut document = document(json!({}));
    let query =
        json!({"name": "q", "in": "query", "schema": {"type": "string", "example": "plain"}});
    document["paths"]["/a/{id}"]["parameters"] = json!([query]);
    let samples = samples(&document, "/a/{id}", "post").expect("samples");
    assert!(samples[0].arguments["query"].get("q").is_none());
    for text in [
        &samples[1].arguments["path"]["id"],
        &samples[1].arguments["query"]["q"],
    ] {
        let text = text.as_str().expect("a text");
        for letter in [' ', '/', '?', '&', '%', '+', '#', 'é', '\\'] {
            assert!(text.contains(letter), "`{letter}` is missing in {text}");
        }
    }
}

fn document(schema: Value) -> Value {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    json!({"paths": {"/a/{id}": {"post": {"requestBody": body}}}, "components": {"schemas": {}}})
}

fn bodies(schema: Value) -> [Value; 2] {
    bodies_of(&document(schema))
}

fn bodies_of(document: &Value) -> [Value; 2] {
    let samples = samples(document, "/a/{id}", "post").expect("samples");
    let bodies: Vec<Value> = samples
        .into_iter()
        .map(|mut sample| sample.arguments["body"].take())
        .collect();
    bodies.try_into().expect("two samples")
}
