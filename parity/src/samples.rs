//! Arguments for calls, synthesised from the schemas of the effective documents.
//!
//! A sample is what both clients are given: `{"path": {}, "query": {}, "headers": {}, "body": ...}`. The smallest has
//! what is required, the largest has everything, and texts that are awkward wherever a text is free.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::calls::TOKEN;

mod schema;
mod text;

use schema::Schemas;

const JSON: &str = "application/json";

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

/// The samples of the operation with this path template, and this method in lower case.
///
/// # Errors
/// Where the document does not have the operation, or a value cannot be made.
pub fn samples(document: &Value, path: &str, method: &str) -> Result<Vec<Sample>, String> {
    [Fullness::Smallest, Fullness::Largest]
        .into_iter()
        .map(|fullness| sample(document, path, method, fullness))
        .collect()
}

/// The path templates of a document, each with a method that it has an operation for, and with that operation.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let items = document["paths"].as_object().into_iter().flatten();
    items.flat_map(|(path, item)| {
        let entries = item.as_object().into_iter().flatten();
        let operations = entries.filter(|(_, operation)| operation["responses"].is_object());
        operations.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// An answer of the operation when all goes well; none where no JSON is documented.
///
/// # Errors
/// Where a value cannot be made.
pub fn answer(
    document: &Value,
    path: &str,
    method: &str,
    fullness: Fullness,
) -> Result<Option<Value>, String> {
    let schemas = Schemas { document };
    let responses = document["paths"][path][method]["responses"].as_object();
    let successes = responses
        .into_iter()
        .flatten()
        .filter(|(status, _)| status.starts_with('2'));
    let mut schemas_of = successes
        .filter_map(|(_, response)| schemas.resolved(response)["content"][JSON].get("schema"));
    let value = schemas_of.next().map(|schema| {
        let value = schemas.value(schema, fullness);
        value.ok_or_else(|| "no value can be made for the answer".to_owned())
    });
    value.transpose()
}

fn sample(
    document: &Value,
    path: &str,
    method: &str,
    fullness: Fullness,
) -> Result<Sample, String> {
    let node = &document["paths"][path][method];
    if node.is_null() {
        return Err("the document has no such operation".to_owned());
    }
    let schemas = Schemas { document };
    let mut arguments = json!({"path": {}, "query": {}, "headers": {}});
    // Declared or not, a placeholder has a value.
    for name in placeholders(path) {
        arguments["path"][name] = text::path(fullness).into();
    }
    let mut comma_joined = Vec::new();
    for parameter in parameters(&schemas, path, node) {
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
    if let Some((media_type, schema)) = body(&schemas, node) {
        let mut body = schemas.value(schema, fullness);
        // A form without a part is no body.
        if media_type != JSON && body.as_ref().is_some_and(|body| *body == json!({})) {
            body = schemas.value(schema, Fullness::Largest);
        }
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

/// The media type and the schema of the body.
fn body<'d>(schemas: &Schemas<'d>, operation: &'d Value) -> Option<(&'d str, &'d Value)> {
    let body = schemas.resolved(&operation["requestBody"]);
    let (media_type, media) = body["content"].as_object()?.iter().next()?;
    Some((media_type, media.get("schema")?))
}

fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    let segments = path.split('{').skip(1);
    segments.filter_map(|segment| segment.split_once('}').map(|(name, _)| name))
}
