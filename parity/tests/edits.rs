//! Each edit is needed: without it progenitor refuses, or sends what nobody asked for.

// What the build script does; here too, because a build script has no tests.
#[path = "../build/reference.rs"]
mod reference;

use edits::Edit;
use highlevel_codegen::export::progenitor as edits;
use reference::attempt;
use serde_json::{Value, json};

#[test]
fn complete_responses() {
    for (response, missing) in [
        (json!({}), "missing field `description`"),
        (
            json!({"description": "", "headers": {"X-A": {}}}),
            "ParameterSchemaOrContent",
        ),
    ] {
        let mut document = document(
            "/",
            json!({"operationId": "x", "responses": {"200": response}}),
        );
        let reason = refused(&document);
        assert!(reason.contains(missing), "{reason}");
        taken_with(edits::complete_responses, &mut document);
    }
}

#[test]
fn keep_one_error_body() {
    let with = |status: &str, schema: Value| {
        (
            status.to_owned(),
            json!({"description": "", "content": {"application/json": {"schema": schema}}}),
        )
    };
    let responses = Value::from_iter([
        with("200", json!({"type": "string"})),
        with("400", json!({"type": "boolean"})),
        with("401", json!({"type": "integer"})),
        with("422", json!({"type": "boolean"})),
    ]);
    let mut document = document("/", json!({"operationId": "x", "responses": responses}));
    let reason = refused(&document);
    assert!(reason.contains("response_types.len() <= 1"), "{reason}");

    taken_with(edits::keep_one_error_body, &mut document);
    let kept = document["paths"]["/"]["post"]["responses"]
        .as_object()
        .expect("responses");
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["200", "400", "422"]);
}

#[test]
fn drop_multipart_body() {
    let body = json!({"content": {"multipart/form-data": {"schema": {"type": "object"}}}});
    let operation = json!({"operationId": "x", "requestBody": body, "responses": {}});
    let mut document = document("/", operation);
    let reason = refused(&document);
    assert!(
        reason.contains("unexpected content type: multipart/form-data"),
        "{reason}"
    );
    taken_with(edits::drop_multipart_body, &mut document);
}

#[test]
fn declare_path_parameters() {
    let mut document = document("/{a}", json!({"operationId": "x", "responses": {}}));
    let reason = refused(&document);
    assert!(reason.contains("missing path name mapping a"), "{reason}");
    taken_with(edits::declare_path_parameters, &mut document);
}

#[test]
fn require_path_parameters() {
    let parameter = json!({"name": "a", "in": "path", "schema": {"type": "string"}});
    let operation = json!({"operationId": "x", "parameters": [parameter], "responses": {}});
    let mut document = document("/{a}", operation);
    let reason = refused(&document);
    assert!(reason.contains("parameter_data.required"), "{reason}");
    taken_with(edits::declare_path_parameters, &mut document);
}

#[test]
fn drop_text_rules() {
    let property = |rule: Value| json!({"type": "object", "properties": {"a": rule}});
    let rules = [
        ("chrono", json!({"type": "string", "format": "date-time"})),
        ("uuid", json!({"type": "string", "format": "uuid"})),
        ("regress", json!({"type": "string", "pattern": "^a$"})),
    ];
    for (crate_name, rule) in rules {
        let mut document = document_with_body(property(rule));
        let uses = |document: &Value| client(document).contains(&format!("::{crate_name}::"));
        assert!(
            uses(&document),
            "progenitor no longer needs {crate_name} for this"
        );
        edits::drop_text_rules(&mut document);
        assert!(!uses(&document), "{crate_name} is still needed");
    }
}

#[test]
fn drop_defaults() {
    let flag = json!({"type": "boolean", "default": true});
    let part = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let composed = json!({"allOf": [part], "default": {"a": "b"}});
    for property in [flag, composed] {
        let mut document =
            document_with_body(json!({"type": "object", "properties": {"a": property}}));
        let has_default = |document: &Value| client(document).contains("defaults::");
        assert!(
            has_default(&document),
            "progenitor no longer fills in defaults"
        );
        edits::drop_defaults(&mut document);
        assert!(!has_default(&document));
    }
}

#[test]
fn a_property_called_like_a_rule_stays() {
    let properties = json!({"type": {"type": "string"}, "default": {"type": "string"}, "format": {"type": "string"}});
    let before = document_with_body(json!({"type": "object", "properties": properties}));
    let mut after = before.clone();
    edits::apply(&mut after);
    assert_eq!(after, before);
}

#[test]
fn what_progenitor_refuses_costs_no_other_operation() {
    let taken = json!({"operationId": "taken", "responses": {}});
    let unknown = json!({"content": {"application/xml": {"schema": {"type": "object"}}}});
    let refused = json!({"operationId": "refused", "requestBody": unknown, "responses": {}});
    let mut document = document("/taken", taken);
    document["paths"]["/refused"] = json!({"put": refused});
    let reference = reference::generate(&document).expect("one operation is taken");
    let taken: Vec<_> = reference
        .methods
        .iter()
        .map(|((path, _), signature)| (path.as_str(), signature.ident.to_string()))
        .collect();
    assert_eq!(taken, [("/taken", "taken".to_owned())]);
    let (key, reason) = &reference.refused[0];
    assert_eq!(*key, ("/refused".to_owned(), "put".to_owned()));
    assert!(reason.contains("application/xml"), "{reason}");
}

#[test]
fn a_struct_that_would_not_compile_is_refused() {
    let properties = json!({"id": {"type": "string"}, "_id": {"type": "string"}});
    let document = document_with_body(json!({"type": "object", "properties": properties}));
    assert_eq!(
        refused(&document),
        "progenitor's `XBody` has two fields `id`"
    );
}

#[test]
fn every_edit_is_applied() {
    for (name, edit) in edits::EDITS {
        let mut document = faulty();
        edit(&mut document);
        assert_ne!(document, faulty(), "{name} does nothing");
    }
    let mut document = faulty();
    edits::apply(&mut document);
    assert!(attempt(&document).is_ok());
}

/// A document that needs every edit.
fn faulty() -> Value {
    let text = json!({"type": "string", "format": "date-time", "default": "x"});
    let body = json!({"content": {"multipart/form-data": {"schema": text}}});
    let error = |kind: &str| json!({"description": "", "content": {"application/json": {"schema": {"type": kind}}}});
    let responses = json!({"200": {}, "400": error("string"), "401": error("integer")});
    document(
        "/{a}",
        json!({"operationId": "x", "requestBody": body, "responses": responses}),
    )
}

fn document(path: &str, operation: Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {path: {"post": operation}}})
}

fn document_with_body(schema: Value) -> Value {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    document(
        "/",
        json!({"operationId": "x", "requestBody": body, "responses": {}}),
    )
}

fn refused(document: &Value) -> String {
    match attempt(document) {
        Ok(_) => panic!("progenitor takes the document as it is: the edit is not needed any more"),
        Err(reason) => reason,
    }
}

fn taken_with(edit: Edit, document: &mut Value) {
    edit(document);
    if let Err(reason) = attempt(document) {
        panic!("progenitor refuses the document with the edit too: {reason}");
    }
}

/// The text of progenitor's client.
fn client(document: &Value) -> String {
    let Ok(reference) = attempt(document) else {
        panic!("progenitor takes the document");
    };
    prettyplease::unparse(&reference.file)
}
