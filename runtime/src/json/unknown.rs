//! Fields that came with an answer and that the types do not know.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::fmt;

use serde_json::Value;

/// Parts of names whose values `Debug` does not show: nobody said that they are secrets, so the name has to.
const SECRET_WORDS: [&str; 6] = [
    "token",
    "secret",
    "password",
    "apikey",
    "authorization",
    "credential",
];

/// The fields of an answer that this version of the crate does not know.
///
/// They are kept and written again through serde, never in a request. Takes eight bytes when there are none.
#[derive(Clone, Default, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "an empty map would make every record 24 bytes larger"
)]
pub struct UnknownFields(Option<Box<BTreeMap<String, Value>>>);

/// No fields; for `record!` alone.
pub const NO_FIELDS: UnknownFields = UnknownFields(None);

impl UnknownFields {
    /// Returns the value of a field by its name in JSON.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Goes through names and values, in the order of the names.
    pub fn iter(&self) -> UnknownFieldsIter<'_> {
        UnknownFieldsIter(self.0.as_deref().map(BTreeMap::iter))
    }

    /// Returns how many fields there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn insert(&mut self, name: String, value: Value) {
        self.0.get_or_insert_default().insert(name, value);
    }
}

impl<'f> IntoIterator for &'f UnknownFields {
    type Item = (&'f str, &'f Value);
    type IntoIter = UnknownFieldsIter<'f>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for UnknownFields {
    /// Shows the fields, without the values of those that are named like a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.iter()
                    .map(|(name, value)| (name, Guarded { name, value })),
            )
            .finish()
    }
}

/// The iterator of [`UnknownFields::iter`].
#[derive(Clone, Debug)]
pub struct UnknownFieldsIter<'f>(Option<btree_map::Iter<'f, String, Value>>);

impl<'f> Iterator for UnknownFieldsIter<'f> {
    type Item = (&'f str, &'f Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0
            .as_mut()?
            .next()
            .map(|(name, value)| (name.as_str(), value))
    }
}

/// A value as `Debug` may show it.
struct Guarded<'v> {
    name: &'v str,
    value: &'v Value,
}

impl fmt::Debug for Guarded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_secret(self.name) && !self.value.is_null() {
            return f.write_str("[redacted]");
        }
        match self.value {
            Value::Object(members) => f
                .debug_map()
                .entries(
                    members
                        .iter()
                        .map(|(name, value)| (name, Guarded { name, value })),
                )
                .finish(),
            Value::Array(items) => f
                .debug_list()
                .entries(items.iter().map(|value| Guarded { name: "", value }))
                .finish(),
            value => write!(f, "{value}"),
        }
    }
}

fn is_secret(name: &str) -> bool {
    let mut plain = name.replace(['_', '-'], "");
    plain.make_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| plain.contains(word))
}
