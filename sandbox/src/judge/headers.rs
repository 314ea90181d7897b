//! Rule 3: the headers that the operation declares, above all `Version`.

use highlevel_codegen::tree::{Node, Value};

use crate::coerce;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::rules::Rules;
use crate::view::{Location, Parameter, View};
use crate::violation::violations;

/// Refuses a request that lacks a required header, or has one with another value than declared.
pub fn check(view: View<'_>, rules: &Rules, request: &Request) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    for parameter in view.parameters(Location::Header) {
        reasons.extend(fault(view, rules, request, &parameter));
    }
    if reasons.is_empty() {
        return Ok(());
    }
    Err(Refusal::several(400, reasons))
}

fn fault(
    view: View<'_>,
    rules: &Rules,
    request: &Request,
    parameter: &Parameter<'_>,
) -> Option<String> {
    let name = parameter.name;
    let expected = expected(parameter.schema);
    let Some(text) = request.header(name).filter(|text| !text.is_empty()) else {
        return parameter
            .required
            .then(|| format!("the header {name} must be {expected}, but is missing"));
    };
    let (_, validator) = rules.headers.iter().find(|(known, _)| known == name)?;
    let value = coerce::several(view.tree, parameter.schema, &[&text], parameter.explode)?;
    let found = violations(validator, &value);
    // Only `Version` is repeated: another header may be a secret.
    let found_instead = if name.eq_ignore_ascii_case("version") {
        format!("is {text}")
    } else {
        "is not".to_owned()
    };
    (!found.is_empty())
        .then(|| format!("the header {name} must be {expected}, but {found_instead}"))
}

/// What a header may be, in words.
fn expected(schema: Option<&Node>) -> String {
    let values = schema.and_then(|schema| schema.child("enum")?.items());
    let values: Vec<&str> = values
        .unwrap_or_default()
        .iter()
        .filter_map(|value| match &value.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    if values.is_empty() {
        return "as the documentation says".to_owned();
    }
    values.join(" or ")
}
