//! Arguments for calls, synthesised from the schemas of the effective documents.
//!
//! A sample is what both clients are given: `{"path": {}, "query": {}, "headers": {}, "body": ...}`. The smallest has
//! what is required, the largest has everything, and texts that are awkward wherever a text is free.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::calls::{Operation, TOKEN};

mod schema;
mod text;

use schema::Schemas;

/// How much of a schema a sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fullness {
    /// What is required.
    Smallest,
    /// Everything.
    Largest,
}

/// The arguments of one call.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How much of the schemas it has.
    pub fullness: Fullness,
    /// The arguments.
    pub arguments: Value,
    /// The query parameters whose items are joined with commas.
    pub comma_joined: Vec<String>,
}

/// The samples of an operation.
///
/// # Errors
/// Where the document does not have the operation, or a value cannot be made.
pub fn samples(document: &Value, operation: &Operation) -> Result<Vec<Sample>, String> {
    [Fullness::Smallest, Fullness::Largest]
        .into_iter()
        .map(|fullness| sample(document, operation, fullness))
        .collect()
}

fn sample(document: &Value, operation: &Operation, fullness: Fullness) -> Result<Sample, String> {
    let node = &document["paths"][operation.path][operation.method];
    if node.is_null() {
        return Err(format!("{} has no such operation", operation.document));
    }
    let schemas = Schemas { document };
    let mut arguments = json!({"path": {}, "query": {}, "headers": {}});
    // Declared or not, a placeholder has a value.
    for name in placeholders(operation.path) {
        arguments["path"][name] = text::path(fullness).into();
    }
    let mut comma_joined = Vec::new();
    for parameter in parameters(&schemas, operation.path, node) {
        let name = parameter["name"].as_str().unwrap_or_default();
        let is_needed = parameter["required"] == true || parameter["in"] == "path";
        if fullness == Fullness::Smallest && !is_needed {
            continue;
        }
        let place = match parameter["in"].as_str() {
            Some("path") => "path",
            Some("query") => "query",
            Some("header") => "headers",
            _ => continue,
        };
        if place == "query" && parameter["explode"] == false {
            comma_joined.push(name.to_owned());
        }
        arguments[place][name] = value(&schemas, parameter, place, fullness)
            .ok_or_else(|| format!("no value can be made for the parameter `{name}`"))?;
    }
    if let Some(schema) = body(&schemas, node) {
        let body = schemas.value(schema, fullness);
        arguments["body"] = body.ok_or("no value can be made for the body")?;
    }
    Ok(Sample {
        fullness,
        arguments,
        comma_joined,
    })
}

/// The value of a parameter: as awkward as its place allows, where its schema allows any text.
fn value(
    schemas: &Schemas<'_>,
    parameter: &Value,
    place: &str,
    fullness: Fullness,
) -> Option<Value> {
    let name = parameter["name"].as_str().unwrap_or_default();
    if place == "headers" && name.eq_ignore_ascii_case("authorization") {
        return Some(format!("Bearer {TOKEN}").into());
    }
    let schema = schemas.resolved(&parameter["schema"]);
    if !schema::is_free_text(schema) {
        return schemas.value(schema, fullness);
    }
    Some(match place {
        "path" => text::path(fullness).into(),
        "headers" => text::header(fullness).into(),
        _ => text::any(fullness).into(),
    })
}

/// The parameters of an operation, and those of its path that it does not declare again.
fn parameters<'d>(schemas: &Schemas<'d>, path: &str, operation: &'d Value) -> Vec<&'d Value> {
    let shared = schemas.document["paths"][path]["parameters"].as_array();
    let own = operation["parameters"].as_array();
    let mut found = BTreeSet::new();
    let mut all = Vec::new();
    for parameter in own.into_iter().chain(shared).flatten() {
        let parameter = schemas.resolved(parameter);
        let key = format!("{} {}", parameter["in"], parameter["name"]);
        if found.insert(key) {
            all.push(parameter);
        }
    }
    all
}

/// The schema of the body.
fn body<'d>(schemas: &Schemas<'d>, operation: &'d Value) -> Option<&'d Value> {
    let body = schemas.resolved(&operation["requestBody"]);
    let media = body["content"].as_object()?.values().next()?;
    media.get("schema")
}

fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    let segments = path.split('{').skip(1);
    segments.filter_map(|segment| segment.split_once('}').map(|(name, _)| name))
}
