//! The edits without which progenitor does not take a document: as few as possible, each with its reason.
//!
//! They work on the effective document as people wrote it, before any rule of our own generator, so that a mistake
//! of ours cannot reach both sides where the two are compared. None of them touches what a request looks like, except
//! where it says so.

use serde_json::{Map, Value};

use crate::normalise::{METHODS, placeholders};

/// An edit of a whole document.
pub type Edit = fn(&mut Value);

/// Every edit, in the order in which they are applied.
pub const EDITS: [(&str, Edit); 6] = [
    ("complete_responses", complete_responses),
    ("keep_one_error_body", keep_one_error_body),
    ("drop_multipart_body", drop_multipart_body),
    ("declare_path_parameters", declare_path_parameters),
    ("drop_text_rules", drop_text_rules),
    ("drop_defaults", drop_defaults),
];

const MULTIPART: &str = "multipart/form-data";

/// Applies every edit.
pub fn apply(document: &mut Value) {
    for (_, edit) in EDITS {
        edit(document);
    }
}

/// The operations of a document with their paths and methods.
pub fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let items = document["paths"].as_object().into_iter().flatten();
    items.flat_map(|(path, item)| {
        let entries = item.as_object().into_iter().flatten();
        let operations = entries.filter(|(method, _)| METHODS.contains(&method.as_str()));
        operations.map(move |(method, operation)| (path, method, operation))
    })
}

/// What a local reference leads to, or the value itself.
pub fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let target = value["$ref"]
        .as_str()
        .and_then(|text| document.pointer(text.strip_prefix('#')?));
    target.unwrap_or(value)
}

/// The parameters of an operation, and those of its path that it does not declare again.
pub fn parameters<'d>(document: &'d Value, path: &str, operation: &'d Value) -> Vec<&'d Value> {
    let own = operation["parameters"].as_array();
    let shared = document["paths"][path]["parameters"].as_array();
    let mut all: Vec<&Value> = Vec::new();
    for parameter in own.into_iter().chain(shared).flatten() {
        let parameter = resolved(document, parameter);
        let same =
            |known: &&&Value| known["name"] == parameter["name"] && known["in"] == parameter["in"];
        if !all.iter().any(|known| same(&known)) {
            all.push(parameter);
        }
    }
    all
}

/// Whether an operation sends a multipart form, so that its reference sends no body.
pub fn sends_form(document: &Value, operation: &Value) -> bool {
    !resolved(document, &operation["requestBody"])["content"][MULTIPART].is_null()
}

/// The types that progenitor reads want a description of every response and a schema of every header, which the
/// vendor's documents leave out. Neither has to do with a request.
pub fn complete_responses(document: &mut Value) {
    each_operation(document, |_, operation| {
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            let Some(response) = response
                .as_object_mut()
                .filter(|it| !it.contains_key("$ref"))
            else {
                continue;
            };
            response
                .entry("description")
                .or_insert_with(|| status.as_str().into());
            response.remove("headers");
        }
    });
}

/// progenitor gives a method one error type and panics (`response_types.len() <= 1`) where the statuses of 400 and
/// above document several. The first documented body stays, with every status that has the same one.
pub fn keep_one_error_body(document: &mut Value) {
    let original = document.clone();
    each_operation(document, |_, operation| {
        let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        else {
            return;
        };
        let content = |response: &Value| resolved(&original, response)["content"].clone();
        let errors = responses
            .iter()
            .filter(|(status, _)| is_error(status))
            .map(|(_, response)| content(response));
        let all: Vec<Value> = errors.collect();
        let documented = all.iter().find(|content| !content.is_null());
        let Some(kept) = documented.or(all.first()).cloned() else {
            return;
        };
        responses.retain(|status, response| !is_error(status) || content(response) == kept);
    });
}

/// progenitor knows no multipart and refuses the operation. Without its body, everything else is still compared.
pub fn drop_multipart_body(document: &mut Value) {
    let original = document.clone();
    each_operation(document, |_, operation| {
        if sends_form(&original, &Value::Object(operation.clone())) {
            operation.remove("requestBody");
        }
    });
}

/// progenitor panics (`missing path name mapping`) where a placeholder of a path is no declared parameter, and where
/// a path parameter is not `required: true`. OpenAPI demands both; a placeholder can only be a required text.
pub fn declare_path_parameters(document: &mut Value) {
    let original = document.clone();
    each_parameter(document, |parameter| {
        if parameter.get("in").is_some_and(|place| place == "path") {
            parameter.insert("required".to_owned(), true.into());
        }
    });
    each_operation(document, |path, operation| {
        let own = Value::Object(operation.clone());
        let declared = parameters(&original, path, &own);
        let is_known = |name: &str| {
            let mut in_path = declared
                .iter()
                .filter(|parameter| parameter["in"] == "path");
            in_path.any(|parameter| parameter["name"] == name)
        };
        let missing: Vec<Value> = placeholders(path)
            .filter(|name| !is_known(name))
            .map(|name| {
                let schema = serde_json::json!({"type": "string"});
                serde_json::json!({"name": name, "in": "path", "required": true, "schema": schema})
            })
            .collect();
        if missing.is_empty() {
            return;
        }
        let list = operation
            .entry("parameters")
            .or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut()
            .into_iter()
            .for_each(|list| list.extend(missing.clone()));
    });
}

/// progenitor's types for texts with a `format` or a `pattern` need crates (`chrono`, `uuid`, `regress`) and write a
/// time otherwise than it was given. A text stays a text.
pub fn drop_text_rules(document: &mut Value) {
    each_schema(document, |schema| {
        if schema.get("type").is_some_and(|kind| kind == "string") {
            schema.remove("pattern");
            // A body of bytes is told by its format.
            if schema
                .get("format")
                .is_some_and(|format| format != "binary")
            {
                schema.remove("format");
            }
        }
    });
}

/// progenitor writes the `default` of a property that nobody set, where OpenAPI means what the server assumes; and
/// it refuses a default that does not fit its own schema.
pub fn drop_defaults(document: &mut Value) {
    each_map(document, &mut |map| {
        // A property may be called `default`, and stand beside others called so; then these are no texts and no lists.
        let is_composed = |key| map.get(key).is_some_and(Value::is_array);
        let is_schema = map.get("type").is_some_and(Value::is_string)
            || ["allOf", "anyOf", "oneOf"].into_iter().any(is_composed);
        if is_schema {
            map.remove("default");
        }
    });
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

fn each_operation(document: &mut Value, mut visit: impl FnMut(&str, &mut Map<String, Value>)) {
    let items = document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten();
    for (path, item) in items {
        let entries = item.as_object_mut().into_iter().flatten();
        for (_, operation) in entries.filter(|(method, _)| METHODS.contains(&method.as_str())) {
            operation
                .as_object_mut()
                .into_iter()
                .for_each(|operation| visit(path, operation));
        }
    }
}

/// Calls `visit` on every parameter: of operations, of paths, of components.
fn each_parameter(document: &mut Value, mut visit: impl FnMut(&mut Map<String, Value>)) {
    each_map(document, &mut |map| {
        if map.get("in").is_some_and(Value::is_string)
            && map.get("name").is_some_and(Value::is_string)
        {
            visit(map);
        }
    });
}

/// Calls `visit` on every mapping that could be a schema.
fn each_schema(document: &mut Value, mut visit: impl FnMut(&mut Map<String, Value>)) {
    each_map(document, &mut |map| {
        if map.get("type").is_some_and(Value::is_string) {
            visit(map);
        }
    });
}

fn each_map(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(map);
            map.values_mut().for_each(|value| each_map(value, visit));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_map(item, visit)),
        _ => {}
    }
}
