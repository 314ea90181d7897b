//! Parameters of a list: in the query, or in the JSON body.

use serde_json::Value;

use crate::call::prepared::Prepared;
use crate::json::decoder::decode;
use crate::json::encoder::encode_request;
use crate::json::locate::{elements, locate};

/// Whether a parameter is a JSON Pointer into the body.
fn is_pointer(parameter: &str) -> bool {
    parameter.starts_with('/')
}

/// The text of a parameter, if the call sets it.
pub(super) fn text(prepared: &Prepared, parameter: &str) -> Option<String> {
    if !is_pointer(parameter) {
        return prepared.query_value(parameter);
    }
    let value = locate(prepared.json()?, parameter)?;
    (value != b"null").then(|| text_of(value))
}

/// Sets a parameter to a value, given as JSON, whatever it was before.
pub(super) fn set(prepared: &mut Prepared, parameter: &str, value: &str) -> Result<(), String> {
    if is_pointer(parameter) {
        return set_in_body(prepared, parameter, value);
    }
    let texts = match elements(value.as_bytes()) {
        Some(elements) => elements.into_iter().map(text_of).collect(),
        None => vec![text_of(value.as_bytes())],
    };
    prepared.replace_query(parameter, &texts);
    Ok(())
}

fn set_in_body(prepared: &mut Prepared, pointer: &str, value: &str) -> Result<(), String> {
    let fault = |text: &str| format!("{pointer} cannot be set in the body: {text}");
    let json = prepared.json().ok_or_else(|| fault("there is none"))?;
    let mut body: Value = decode(json).map_err(|error| fault(&error.to_string()))?;
    let mut value: Value = decode(value.as_bytes()).map_err(|error| fault(&error.to_string()))?;
    let place = place(&mut body, pointer).ok_or_else(|| fault("what holds it is no object"))?;
    // Some operations want their numbers as text, and the call knows.
    if place.is_string() && value.is_number() {
        value = Value::String(value.to_string());
    }
    *place = value;
    let json = encode_request(&body).map_err(|error| fault(&error.to_string()))?;
    prepared.set_json(json);
    Ok(())
}

/// The place that a pointer names; objects that are missing on the way are made.
fn place<'v>(body: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    let mut place = body;
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        if place.is_null() {
            *place = Value::Object(serde_json::Map::new());
        }
        place = place.as_object_mut()?.entry(name).or_insert(Value::Null);
    }
    Some(place)
}

/// A text without its quotes, anything else as JSON writes it.
fn text_of(value: &[u8]) -> String {
    match decode::<Value>(value) {
        Ok(Value::String(text)) if value.first() == Some(&b'"') => text,
        _ => String::from_utf8_lossy(value).into_owned(),
    }
}
