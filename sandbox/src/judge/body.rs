//! Rule 5: the body.

use bytes::Bytes;
use serde_json::Value;

use super::form;
use crate::blueprint::Carried;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::rules::{Rules, essence};
use crate::view::View;
use crate::violation::{Violation, violations};

/// Refuses a request whose body is not as declared; notes what it carries.
pub async fn check(
    view: View<'_>,
    rules: &Rules,
    request: &Request,
    bytes: &Bytes,
    carried: &mut Carried,
) -> Result<(), Refusal> {
    if rules.bodies.is_empty() {
        return without_body(rules, bytes);
    }
    if bytes.is_empty() {
        return match view.wants_body() {
            true => refuse(rules, "the body should not be empty"),
            false => Ok(()),
        };
    }
    let media_type = request.header("content-type").unwrap_or_default();
    let declared = rules
        .bodies
        .iter()
        .position(|(declared, _)| *declared == essence(&media_type));
    let Some(position) = declared else {
        return Err(unsupported(rules, &media_type));
    };
    let (declared, validator) = &rules.bodies[position];
    let schema = view.bodies().get(position).and_then(|(_, schema)| *schema);
    let value = match declared.as_str() {
        "multipart/form-data" => {
            form::multipart(view.tree, schema, &media_type, bytes, carried).await?
        }
        "application/x-www-form-urlencoded" => form::urlencoded(view.tree, schema, bytes)?,
        json if is_json(json) => parse(bytes)?,
        _ => return Ok(()),
    };
    if let Some(refusal) = Refusal::of(&violations(validator, &value), rules.documents_422()) {
        return Err(refusal);
    }
    if let Value::Object(fields) = value {
        carried.fields.extend(fields);
    }
    Ok(())
}

fn without_body(rules: &Rules, bytes: &Bytes) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Ok(());
    }
    refuse(rules, "the body should not exist")
}

fn refuse(rules: &Rules, reason: &str) -> Result<(), Refusal> {
    let violation = Violation::Invalid(reason.to_owned());
    match Refusal::of(&[violation], rules.documents_422()) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

fn unsupported(rules: &Rules, media_type: &str) -> Refusal {
    let declared = rules.bodies.iter().map(|(declared, _)| declared.as_str());
    let declared: Vec<&str> = declared.collect();
    let given = match media_type {
        "" => "missing".to_owned(),
        given => format!("`{}`", essence(given)),
    };
    Refusal::new(
        415,
        format!(
            "the content type must be {}, but is {given}",
            declared.join(" or ")
        ),
    )
}

/// Whether a media type is JSON.
pub fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

fn parse(bytes: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes)
        .map_err(|error| Refusal::new(400, format!("the body is no JSON: {error}")))
}
