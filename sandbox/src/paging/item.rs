//! The items of a list: as many as wanted, each with ids of its own, the same at every call.

use serde_json::{Value, json};

use crate::blueprint::{Blueprint, Carried};
use crate::ids::{Ids, LISTS, id};
use crate::moment;
use crate::pointer::{put, same};

/// The first moment of a list, in milliseconds since 1970.
const FIRST_MOMENT: u64 = 1_706_693_400_000;

/// The items of a list.
pub struct Items<'a> {
    /// How many there are.
    pub length: usize,
    list: u64,
    plan: Option<&'a Blueprint>,
    carried: Carried,
    /// Where items have to differ, because the next page is asked for by what stands there.
    varied: Vec<&'a str>,
}

impl<'a> Items<'a> {
    /// The items of the list with this number, whose plan is the documented item; without one, they are ids.
    pub fn new(
        list: usize,
        length: usize,
        plan: Option<&'a Blueprint>,
        carried: &Carried,
        origins: Vec<&'a str>,
    ) -> Self {
        let mut carried = carried.clone();
        // The request says which list it wants, not which item.
        for own in ["id", "_id"] {
            carried.fields.remove(own);
        }
        let mut items = Self {
            length,
            list: list as u64,
            plan,
            carried,
            varied: Vec::new(),
        };
        let (one, other) = (items.item(0), items.item(1));
        if one == other {
            // What the document shows is the same for all: it lacks an id, or is none.
            items.varied.push(if one.is_object() { "/id" } else { "" });
        }
        let is_same = |pointer: &&str| match (one.pointer(pointer), other.pointer(pointer)) {
            (Some(one), Some(other)) => same(one, other),
            _ => true,
        };
        let others = origins.into_iter().filter(is_same);
        let known = items.varied.clone();
        items
            .varied
            .extend(others.filter(|origin| !known.contains(origin)));
        items
    }

    /// The item with this number.
    pub fn item(&self, index: usize) -> Value {
        let mut ids = Ids::from(self.first_id(index));
        let mut item = match self.plan {
            Some(plan) => plan.build(&self.carried, &mut ids),
            None => json!({ "id": ids.make() }),
        };
        for pointer in &self.varied {
            let varied = match item.pointer(pointer) {
                None | Some(Value::Null) => ids.make().into(),
                Some(value) => vary(value, index),
            };
            put(&mut item, pointer, varied);
        }
        item
    }

    /// What the answer gives as the cursor behind this item, in the type of what the document shows there: the id of
    /// the item, where it has one.
    pub fn token(&self, index: usize, shown: Option<&Value>) -> Value {
        match shown {
            Some(Value::Number(_)) => moment_of(index).into(),
            Some(Value::Array(_)) => json!([moment_of(index), self.text_token(index)]),
            _ => self.text_token(index).into(),
        }
    }

    /// Whether a value is the cursor behind this item, in any type.
    pub fn is_token(&self, index: usize, value: &Value) -> bool {
        match value {
            Value::Array(parts) => parts.iter().any(|part| self.is_token(index, part)),
            single => {
                same(&moment_of(index).into(), single)
                    || single
                        .as_str()
                        .is_some_and(|text| text == self.text_token(index))
            }
        }
    }

    fn text_token(&self, index: usize) -> String {
        let item = self.item(index);
        let own = ["id", "_id"].iter().find_map(|key| item.get(key)?.as_str());
        own.map_or_else(|| id(self.first_id(index) + 255), str::to_owned)
    }

    /// An item may have 255 ids of its own.
    fn first_id(&self, index: usize) -> u64 {
        LISTS | (self.list << 32) | ((index as u64) << 8)
    }
}

/// The moment of an item, in milliseconds since 1970: a second after the one before.
fn moment_of(index: usize) -> u64 {
    FIRST_MOMENT + index as u64 * 1000
}

/// The same kind of value, different for every item.
fn vary(value: &Value, index: usize) -> Value {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(whole) => whole.saturating_add(index as u64).into(),
            None => (number.as_f64().unwrap_or_default() + index as f64).into(),
        },
        Value::String(text) if is_moment(text) => moment::text(moment_of(index)).into(),
        Value::String(text) => format!("{text} {index}").into(),
        Value::Array(items) => items.iter().map(|item| vary(item, index)).collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => moment_of(index).into(),
    }
}

/// Whether a text is a date with a time, as far as its shape tells.
fn is_moment(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('T').is_some_and(|(date, _)| {
        date.len() == 10 && date.split('-').count() == 3 && date.split('-').all(digits)
    })
}
