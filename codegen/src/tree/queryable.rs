//! Lets JSONPath (RFC 9535) queries run on the tree itself, so that what they select keeps its place.

use jsonpath_rust::query::queryable::Queryable;

use super::{Node, Value};
use crate::diagnostic::Place;

fn without_place(value: Value) -> Node {
    Node::new(&Place::default(), value)
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        without_place(Value::Text(text.to_owned()))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        without_place(Value::Text(text))
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Self {
        without_place(Value::Bool(flag))
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Self {
        without_place(Value::Number(number.into()))
    }
}

impl From<f64> for Node {
    fn from(number: f64) -> Self {
        let number = serde_json::Number::from_f64(number);
        without_place(number.map_or(Value::Null, Value::Number))
    }
}

impl From<Vec<Node>> for Node {
    fn from(items: Vec<Node>) -> Self {
        without_place(Value::List(items))
    }
}

impl Queryable for Node {
    fn get(&self, key: &str) -> Option<&Self> {
        self.child(key)
    }

    fn as_array(&self) -> Option<&Vec<Self>> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    fn as_object(&self) -> Option<Vec<(&str, &Self)>> {
        let entries = self.entries()?.iter();
        Some(
            entries
                .map(|(key, entry)| (key.as_str(), &entry.node))
                .collect(),
        )
    }

    fn as_str(&self) -> Option<&str> {
        self.as_text()
    }

    fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    fn null() -> Self {
        Self::default()
    }
}
