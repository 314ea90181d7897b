//! The fields of a JSON object, by any of their spellings.

use serde_json::{Map, Value};

use crate::json::fault::{Fault, Step};
use crate::json::number;

/// An object of which a few fields are read; `null` is absence, and so is empty text if the field need not be there.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn of(value: Value) -> Result<Self, Fault> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(Fault::mismatch("an object", "something else")),
        }
    }

    /// Reads text under the first of the names that is there; a number is kept as its text.
    pub(super) fn text(&self, names: &[&'static str]) -> Result<Option<String>, Fault> {
        match self.find(names) {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text.clone())),
            Some((_, Value::Number(number))) => Ok(Some(number.to_string())),
            Some((name, _)) => Err(mismatch(name, "text")),
        }
    }

    /// Reads text that has to be there, and may be empty.
    pub(super) fn required_text(&self, name: &'static str) -> Result<String, Fault> {
        match self.0.get(name) {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => self.text(&[name])?.ok_or_else(|| Fault::missing(name)),
        }
    }

    /// Reads a whole number that is not negative, or its text.
    pub(super) fn whole(&self, names: &[&'static str]) -> Result<Option<u64>, Fault> {
        let Some((name, value)) = self.find(names) else {
            return Ok(None);
        };
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if let Ok(whole) = text.parse() {
            return Ok(Some(whole));
        }
        match number::whole(&text).map(u64::try_from) {
            Ok(Ok(whole)) => Ok(Some(whole)),
            _ => Err(mismatch(name, "a whole number that is not negative")),
        }
    }

    pub(super) fn required_whole(&self, name: &'static str) -> Result<u64, Fault> {
        self.whole(&[name])?.ok_or_else(|| Fault::missing(name))
    }

    /// Reads a list of texts, or the words of one; whatever else stands there is nothing.
    pub(super) fn texts(&self, names: &[&'static str]) -> Vec<String> {
        match self.find(names) {
            Some((_, Value::Array(items))) => items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
            Some((_, Value::String(words))) => {
                words.split_whitespace().map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    fn find(&self, names: &[&'static str]) -> Option<(&'static str, &Value)> {
        names
            .iter()
            .filter_map(|name| self.0.get(*name).map(|value| (*name, value)))
            .find(|(_, value)| !value.is_null() && value.as_str() != Some(""))
    }
}

fn mismatch(name: &'static str, expected: &'static str) -> Fault {
    Fault::mismatch(expected, "something else").within(Step::Field(name))
}
