//! What is changed in a sampled answer, found by walking it along the model.

use highlevel_codegen::model::{Area, Field, Item, Presence, Type};
use highlevel_codegen::names::Name;
use serde_json::{Map, Value, json};

/// A field that no document knows.
const UNKNOWN_FIELD: &str = "x-unknown-field";

/// A value that no enum knows.
const UNKNOWN_VALUE: &str = "a value of tomorrow";

/// The answer as it is and with every change, each with what was changed.
#[must_use]
pub fn changes(area: &Area, ty: &Type, answer: &Value) -> Vec<(String, Value)> {
    let mut spots = Spots::default();
    spots.walk(area, ty, answer, "");
    let mut changes = vec![("unchanged".to_owned(), answer.clone())];
    let mut add = |what: String, pointers: &[String], change: fn(&mut Value)| {
        let mut changed = answer.clone();
        for pointer in pointers {
            if let Some(value) = changed.pointer_mut(pointer) {
                change(value);
            }
        }
        if !pointers.is_empty() {
            changes.push((what, changed));
        }
    };
    add("unknown fields".to_owned(), &spots.objects, |object| {
        object[UNKNOWN_FIELD] = json!({ "deep": ["\u{1f980} \"\\", 1.5, null] });
    });
    add("unknown values".to_owned(), &spots.enums, |value| {
        *value = UNKNOWN_VALUE.into();
    });
    for pointer in &spots.optional {
        let what = format!("null at {pointer}");
        add(what, std::slice::from_ref(pointer), |value| {
            *value = Value::Null
        });
    }
    changes
}

/// The JSON Pointers at which something can be changed.
#[derive(Default)]
struct Spots {
    objects: Vec<String>,
    enums: Vec<String>,
    optional: Vec<String>,
}

impl Spots {
    fn walk(&mut self, area: &Area, ty: &Type, value: &Value, pointer: &str) {
        match (ty, value) {
            (Type::Named { name, .. }, _) => self.item(area, name, value, pointer),
            (Type::OrNull(inner), _) => {
                self.optional.push(pointer.to_owned());
                self.walk(area, inner, value, pointer);
            }
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(area, inner, item, &format!("{pointer}/{index}"));
                }
            }
            (Type::Map(inner), Value::Object(entries)) => {
                for (key, entry) in entries {
                    self.walk(area, inner, entry, &below(pointer, key));
                }
            }
            _ => {}
        }
    }

    fn item(&mut self, area: &Area, name: &Name, value: &Value, pointer: &str) {
        match (item(area, name), value) {
            (Some(Item::Enum(_)), Value::String(_)) => self.enums.push(pointer.to_owned()),
            (Some(Item::Struct(structure)), Value::Object(entries)) => {
                self.objects.push(pointer.to_owned());
                for field in &structure.fields {
                    if let Some(entry) = entries.get(&field.wire) {
                        self.field(area, field, entry, &below(pointer, &field.wire));
                    }
                }
            }
            (Some(Item::Union(union)), _) => {
                let mut types = union.variants.iter().map(|(_, ty)| ty);
                if let Some(ty) = types.find(|ty| is_like(area, ty, value)) {
                    self.walk(area, ty, value, pointer);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, area: &Area, field: &Field, value: &Value, pointer: &str) {
        if field.presence != Presence::Required {
            self.optional.push(pointer.to_owned());
        }
        self.walk(area, &field.ty, value, pointer);
    }
}

fn item<'a>(area: &'a Area, name: &Name) -> Option<&'a Item> {
    area.types.iter().find(|item| match item {
        Item::Struct(item) | Item::Form(item) => item.name == *name,
        Item::Enum(item) => item.name == *name,
        Item::Union(item) => item.name == *name,
    })
}

/// Whether a value of a union looks like one of this type.
fn is_like(area: &Area, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Named { name, .. }, _) => match (item(area, name), value) {
            (Some(Item::Struct(structure)), Value::Object(entries)) => {
                let mut required = structure.required_fields();
                required.all(|field| entries.contains_key(&field.wire))
            }
            (Some(Item::Enum(_)), value) => value.is_string(),
            _ => false,
        },
        (Type::List(_), value) => value.is_array(),
        (Type::Map(_), value) => value.is_object(),
        _ => false,
    }
}

fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Whether two answers hold the same, apart from nulls and the spelling of numbers.
#[must_use]
pub fn same_but_nulls(one: &Value, other: &Value) -> bool {
    plain(one) == plain(other)
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items
            .iter()
            .filter(|item| !item.is_null())
            .map(plain)
            .collect(),
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            let entries: Map<_, _> = entries
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect();
            Value::Object(entries)
        }
        other => other.clone(),
    }
}
