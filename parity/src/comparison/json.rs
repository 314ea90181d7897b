//! Compares JSON bodies as parsed.

use serde_json::{Number, Value};

use super::{Findings, known};

/// Compares two values; `place` is the JSON Pointer to them.
pub fn compare(ours: &Value, reference: &Value, place: &str, findings: &mut Findings) {
    match (ours, reference) {
        (Value::Object(our_map), Value::Object(their_map)) => {
            for (key, value) in our_map {
                let place = format!("{place}/{key}");
                match their_map.get(key) {
                    Some(other) => compare(value, other, &place, findings),
                    None => {
                        findings.differs(&format!("body {place}"), &value.to_string(), "nothing")
                    }
                }
            }
            for (key, value) in their_map
                .iter()
                .filter(|(key, _)| !our_map.contains_key(*key))
            {
                let what = format!("body {place}/{key}");
                findings.differs(&what, "nothing", &value.to_string());
            }
        }
        (Value::Array(our_items), Value::Array(their_items))
            if our_items.len() == their_items.len() =>
        {
            for (index, (item, other)) in our_items.iter().zip(their_items).enumerate() {
                compare(item, other, &format!("{place}/{index}"), findings);
            }
        }
        _ if ours == reference => {}
        (Value::Number(number), Value::Number(other)) if is_same(number, other) => {
            findings.note(&known::WHOLE_NUMBER);
        }
        _ => findings.differs(
            &format!("body {place}"),
            &ours.to_string(),
            &reference.to_string(),
        ),
    }
}

/// Whether a whole number is written with a fraction of zero by the reference.
fn is_same(ours: &Number, reference: &Number) -> bool {
    ours.as_i64().is_some()
        && ours.to_string() == reference.to_string().strip_suffix(".0").unwrap_or_default()
}
