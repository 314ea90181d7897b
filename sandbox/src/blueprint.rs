//! The plan of an answer: what its schema shows, with gaps for ids and uploads.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::ids::Ids;
use crate::pointer;

mod draw;
mod sample;

pub use draw::draw;
pub use sample::PLACEHOLDER;

/// The plan of a value.
#[derive(Clone, Debug)]
pub enum Blueprint {
    /// This value.
    Fixed(Value),
    /// An id, or the text that the request carries under this name.
    Id(String),
    /// A list of one id, or the texts that the request carries under this name.
    Ids(String),
    /// A list.
    List(Vec<Blueprint>),
    /// An object.
    Object(Vec<(String, Blueprint)>),
    /// A map from texts to texts: the addresses of uploaded files, or this where none was uploaded.
    Uploads(Box<Blueprint>),
}

/// What the request carries, for the answer to repeat.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// Its fields: of path, query and body.
    pub fields: BTreeMap<String, Value>,
    /// The names of its files.
    pub files: Vec<String>,
}

impl Carried {
    /// What a parameter carries: a name, or a JSON Pointer into the body.
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        let Some(rest) = name.strip_prefix('/') else {
            return self.fields.get(name);
        };
        let (field, below) = pointer::split(rest);
        self.fields.get(&field)?.pointer(below)
    }
}

impl Blueprint {
    /// The plan of an item of the list that a JSON Pointer leads to; none where no list is planned there.
    pub fn item_of(&self, pointer: &str) -> Option<&Self> {
        let Some(rest) = pointer.strip_prefix('/') else {
            return match self {
                Self::List(items) => items.first(),
                _ => None,
            };
        };
        let (name, below) = pointer::split(rest);
        match self {
            Self::Object(fields) => {
                let field = fields.iter().find(|(known, _)| *known == name);
                field.and_then(|(_, field)| field.item_of(below))
            }
            _ => None,
        }
    }

    /// The value, for a request.
    pub fn build(&self, carried: &Carried, ids: &mut Ids) -> Value {
        match self {
            Self::Fixed(value) => value.clone(),
            Self::Id(name) => match carried.fields.get(name) {
                Some(Value::String(text)) => text.as_str().into(),
                _ => ids.make().into(),
            },
            Self::Ids(name) => match carried.fields.get(name) {
                Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
                    items.clone().into()
                }
                _ => vec![ids.make()].into(),
            },
            Self::List(items) => items.iter().map(|item| item.build(carried, ids)).collect(),
            Self::Object(fields) => fields
                .iter()
                .map(|(name, field)| (name.clone(), field.build(carried, ids)))
                .collect(),
            Self::Uploads(otherwise) if carried.files.is_empty() => otherwise.build(carried, ids),
            Self::Uploads(_) => uploads(&carried.files, ids).into(),
        }
    }
}

/// The address of each file by its name; a name that comes again gets a number.
fn uploads(files: &[String], ids: &mut Ids) -> Map<String, Value> {
    let mut addresses = Map::new();
    for file in files {
        let encoded = utf8_percent_encode(file, UNRESERVED);
        let address = format!("https://storage.sandbox.invalid/{}/{encoded}", ids.make());
        let mut name = file.clone();
        let mut number = 1;
        while addresses.contains_key(&name) {
            number += 1;
            name = format!("{file} ({number})");
        }
        addresses.insert(name, address.into());
    }
    addresses
}

/// What need not be escaped in the path of an address.
const UNRESERVED: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
