//! A value that fits a schema, made of its enums, its examples and its type.

use serde_json::{Map, Value, json};

use super::{Fullness, text};

/// The schemas of a document.
pub struct Schemas<'d> {
    /// The document.
    pub document: &'d Value,
}

impl<'d> Schemas<'d> {
    /// A value that fits, unless the schema demands a value within itself without end.
    pub fn value(&self, schema: &'d Value, fullness: Fullness) -> Option<Value> {
        self.within(schema, fullness, &mut Vec::new())
    }

    /// What a local reference leads to, or the value itself.
    pub fn resolved(&self, value: &'d Value) -> &'d Value {
        let target = value["$ref"]
            .as_str()
            .and_then(|text| self.document.pointer(text.strip_prefix('#')?));
        target.unwrap_or(value)
    }

    /// A value that fits; `open` holds the references on the way here.
    fn within(
        &self,
        schema: &'d Value,
        fullness: Fullness,
        open: &mut Vec<&'d str>,
    ) -> Option<Value> {
        let Some(reference) = schema["$ref"].as_str() else {
            return self.inline(schema, fullness, open);
        };
        if open.contains(&reference) {
            return None;
        }
        open.push(reference);
        let value = self.within(self.resolved(schema), fullness, open);
        open.pop();
        value
    }

    fn inline(
        &self,
        schema: &'d Value,
        fullness: Fullness,
        open: &mut Vec<&'d str>,
    ) -> Option<Value> {
        if let Some(value) = enumerated(schema, fullness) {
            return Some(value);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.merged(schema, parts, fullness, open);
        }
        for union in ["oneOf", "anyOf"] {
            if let Some(first) = schema[union].as_array().and_then(|parts| parts.first()) {
                return self.within(first, fullness, open);
            }
        }
        match schema["type"].as_str() {
            Some("string") => Some(string(schema, fullness)),
            Some("number" | "integer") => Some(number(schema, fullness)),
            Some("boolean") => Some((fullness == Fullness::Smallest).into()),
            Some("array") => self.array(schema, fullness, open),
            _ if schema["properties"].is_object() => self.object(schema, fullness, open),
            Some("object") => self.map(schema, fullness, open),
            _ => Some(json!("anything")),
        }
    }

    /// The values of all parts together; a single part may be of any type.
    fn merged(
        &self,
        schema: &'d Value,
        parts: &'d [Value],
        fullness: Fullness,
        open: &mut Vec<&'d str>,
    ) -> Option<Value> {
        let mut merged = Map::new();
        let own = schema["properties"].is_object().then_some(schema);
        for part in parts {
            match self.within(part, fullness, open)? {
                Value::Object(entries) => merged.extend(entries),
                value => return Some(value),
            }
        }
        if let Some(Value::Object(entries)) =
            own.and_then(|schema| self.object(schema, fullness, open))
        {
            merged.extend(entries);
        }
        Some(Value::Object(merged))
    }

    fn object(
        &self,
        schema: &'d Value,
        fullness: Fullness,
        open: &mut Vec<&'d str>,
    ) -> Option<Value> {
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object()? {
            let required = schema["required"].as_array().into_iter().flatten();
            let is_required = required.into_iter().any(|wire| wire == name);
            if fullness == Fullness::Smallest && !is_required {
                continue;
            }
            match self.within(property, fullness, open) {
                Some(value) => drop(object.insert(name.clone(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        self.tell_apart(schema, fullness, open, &mut object);
        Some(Value::Object(object))
    }

    /// Gives each property whose type the one beside it tells a value of that type.
    fn tell_apart(
        &self,
        schema: &'d Value,
        fullness: Fullness,
        open: &mut Vec<&'d str>,
        object: &mut Map<String, Value>,
    ) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let tag = &property["x-highlevel-tag"];
            let told = tag["property"].as_str().and_then(|told| object.get(told));
            let told = told.and_then(Value::as_str).unwrap_or_default();
            let told = tag["mapping"][told].as_str().unwrap_or_default();
            let Some(told) = self.document["components"]["schemas"].get(told) else {
                continue;
            };
            if object.contains_key(name)
                && let Some(value) = self.within(told, fullness, open)
            {
                object.insert(name.clone(), value);
            }
        }
    }

    /// A mapping without declared properties.
    fn map(&self, schema: &'d Value, fullness: Fullness, open: &mut Vec<&'d str>) -> Option<Value> {
        let values = &schema["additionalProperties"];
        let value = match values {
            Value::Object(_) => self.within(values, fullness, open)?,
            Value::Bool(false) => return Some(json!({})),
            _ => json!(["anything", 1, true]),
        };
        // A key of files is the name of a part, which has to be one.
        let key = match values["format"].as_str() {
            Some("binary") => "field_1",
            _ => text::any(fullness),
        };
        Some(json!({ key: value }))
    }

    fn array(
        &self,
        schema: &'d Value,
        fullness: Fullness,
        open: &mut Vec<&'d str>,
    ) -> Option<Value> {
        let Some(items) = schema.get("items") else {
            return Some(json!(["anything"]));
        };
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
        let count = match fullness {
            Fullness::Smallest => 1,
            Fullness::Largest => 2,
        };
        let count = count.clamp(least, most.max(least));
        let kinds = [fullness, Fullness::Smallest].into_iter().cycle();
        let values = (0..count)
            .zip(kinds)
            .map(|(_, kind)| self.within(items, kind, open));
        let mut values: Vec<Value> = values.collect::<Option<_>>()?;
        if schema["uniqueItems"] == true {
            for index in 1..values.len() {
                if values[..index].contains(&values[index]) {
                    vary(&mut values[index], index);
                }
            }
            values.dedup();
        }
        Some(Value::Array(values))
    }
}

/// Puts a number at the end of the first text of a value, so that it differs from others of its kind.
fn vary(value: &mut Value, number: usize) {
    match value {
        Value::String(text) => text.push_str(&number.to_string()),
        Value::Object(entries) => {
            if let Some(value) = entries.values_mut().find(|value| value.is_string()) {
                vary(value, number);
            }
        }
        _ => {}
    }
}

/// Whether a schema allows every text.
pub fn is_free_text(schema: &Value) -> bool {
    let rules = ["enum", "format", "pattern", "minLength", "maxLength"];
    schema["type"] == "string" && rules.iter().all(|rule| schema[rule].is_null())
}

/// The first value of an enum, or the last.
fn enumerated(schema: &Value, fullness: Fullness) -> Option<Value> {
    let values = schema["enum"].as_array()?;
    let mut values = values.iter().filter(|value| !value.is_null());
    match fullness {
        Fullness::Smallest => values.next().cloned(),
        Fullness::Largest => values.next_back().cloned(),
    }
}

fn string(schema: &Value, fullness: Fullness) -> Value {
    if let Some(example) = schema["example"].as_str()
        && (fullness == Fullness::Smallest || !is_free_text(schema))
    {
        return example.into();
    }
    let plain = match schema["format"].as_str() {
        Some("date-time") => "2026-02-28T23:59:59+05:30",
        Some("date") => "2026-02-28",
        Some("uuid") => "7a1e3c62-93b0-4f0e-8f6e-6a2c63a1e9d4",
        Some("email") => "first.last+tag@example.com",
        Some("uri" | "url") => "https://example.com/a?b=c",
        _ => text::any(fullness),
    };
    let least = schema["minLength"].as_u64().unwrap_or(0);
    let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
    let letters = plain.chars().chain(std::iter::repeat('x'));
    let length = (plain.chars().count() as u64).clamp(least, most.max(least));
    let text: String = (0..length).zip(letters).map(|(_, letter)| letter).collect();
    text.into()
}

/// The example; otherwise a number with a fraction where it is said that those fit, because what a name alone says of
/// it is the generator's business.
fn number(schema: &Value, fullness: Fullness) -> Value {
    if schema["example"].is_number() {
        return schema["example"].clone();
    }
    let is_whole = schema["x-highlevel-whole"] != false || fullness == Fullness::Smallest;
    let least = schema["minimum"].as_f64().unwrap_or(f64::MIN);
    let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
    if is_whole {
        let bounded = 42_f64.clamp(least.ceil(), most.floor().max(least.ceil()));
        json!(bounded as i64)
    } else {
        json!(2.5_f64.clamp(least, most.max(least)))
    }
}
