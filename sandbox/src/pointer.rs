//! Values at JSON Pointers, and values that mean the same in a query and in a body.

use serde_json::{Map, Value};

/// Puts a value where a pointer leads; what is missing on the way becomes an object.
pub fn put(value: &mut Value, pointer: &str, new: Value) {
    let Some(rest) = pointer.strip_prefix('/') else {
        *value = new;
        return;
    };
    let (key, below) = split(rest);
    if let Value::Array(items) = value {
        if let Some(item) = key
            .parse()
            .ok()
            .and_then(|index: usize| items.get_mut(index))
        {
            put(item, below, new);
        }
        return;
    }
    if !value.is_object() {
        *value = Map::new().into();
    }
    if let Value::Object(fields) = value {
        put(fields.entry(key).or_insert(Value::Null), below, new);
    }
}

/// Takes out the field that a pointer leads to.
pub fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(fields)) = value.pointer_mut(parent) {
        fields.remove(&unescaped(key));
    }
}

/// The first key of a pointer without its slash, and the pointer below it.
pub fn split(rest: &str) -> (String, &str) {
    let end = rest.find('/').unwrap_or(rest.len());
    let (key, below) = rest.split_at(end);
    (unescaped(key), below)
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// A whole number, or a text that is one.
pub fn number(value: &Value) -> Option<usize> {
    match value {
        Value::Number(number) => {
            let whole = number.as_u64();
            let whole = whole.or_else(|| {
                number
                    .as_f64()
                    .filter(|n| n.fract() == 0.0 && *n >= 0.0)
                    .map(|n| n as u64)
            });
            usize::try_from(whole?).ok()
        }
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether two values are the same, where one of them may have been a text on its way.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Array(items), single) | (single, Value::Array(items)) => match items.as_slice() {
            [item] => same(item, single),
            _ => single.as_str().is_some_and(|text| joined(items) == text),
        },
        (one, other) => plain(one) == plain(other),
    }
}

/// A list in a query that is not repeated.
fn joined(items: &[Value]) -> String {
    let items: Vec<String> = items.iter().map(plain).collect();
    items.join(",")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
