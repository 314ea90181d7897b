//! Rule 4: path and query parameters.

use serde_json::{Map, Value};

use crate::blueprint::Carried;
use crate::catalog::Found;
use crate::coerce;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::rules::Rules;
use crate::view::{Location, View};
use crate::violation::{Violation, violations};

/// Refuses a request whose path or query violates the schemas; gives what they carry.
pub fn check(
    view: View<'_>,
    rules: &Rules,
    found: &Found<'_>,
    request: &Request,
) -> Result<Carried, Refusal> {
    let path = path(view, found);
    let mut faults = violations(&rules.path, &path);
    faults.extend(empty_placeholders(view, found));
    let (query, repeated) = query(view, request);
    if repeated.is_empty() {
        faults.extend(violations(&rules.query, &query));
    } else {
        faults.extend(repeated);
    }
    faults.sort();
    match Refusal::of(&faults, rules.documents_422()) {
        Some(refusal) => Err(refusal),
        None => Ok(Carried {
            fields: fields(query).chain(placeholders(found)).collect(),
            files: Vec::new(),
        }),
    }
}

/// The path parameters as an object; an empty one counts as missing.
fn path(view: View<'_>, found: &Found<'_>) -> Value {
    let parameters = view.parameters(Location::Path);
    let declared = parameters.iter().filter_map(|parameter| {
        let text = found.placeholders.get(parameter.name)?;
        let value = coerce::one(view.tree, parameter.schema, text);
        (!text.is_empty()).then(|| (parameter.name.to_owned(), value))
    });
    declared.collect::<Map<_, _>>().into()
}

/// A placeholder that no parameter declares is any text, but not none.
fn empty_placeholders(view: View<'_>, found: &Found<'_>) -> Vec<Violation> {
    let parameters = view.parameters(Location::Path);
    let undeclared = found.placeholders.iter().filter(|(name, text)| {
        text.is_empty() && parameters.iter().all(|parameter| parameter.name != *name)
    });
    undeclared
        .map(|(name, _)| Violation::Invalid(format!("{name} should not be empty")))
        .collect()
}

/// The query as an object, and the parameters that are repeated although their schema speaks of one.
fn query(view: View<'_>, request: &Request) -> (Value, Vec<Violation>) {
    let parameters = view.parameters(Location::Query);
    let mut values = Map::new();
    let mut repeated = Vec::new();
    for (name, _) in &request.query {
        let texts = request.query.iter().filter(|(other, _)| other == name);
        let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
            values.insert(name.clone(), Value::Null);
            continue;
        };
        match coerce::several(view.tree, parameter.schema, &texts, parameter.explode) {
            Some(value) => drop(values.insert(name.clone(), value)),
            None => repeated.push(Violation::Invalid(format!("{name} must be given once"))),
        }
    }
    repeated.dedup();
    (values.into(), repeated)
}

/// The texts in the place of the placeholders, whether or not a parameter declares them.
fn placeholders(found: &Found<'_>) -> impl Iterator<Item = (String, Value)> {
    let placeholders = found.placeholders.iter();
    placeholders.map(|(name, text)| (name.clone(), text.as_str().into()))
}

fn fields(object: Value) -> impl Iterator<Item = (String, Value)> {
    let fields = match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.into_iter()
}
