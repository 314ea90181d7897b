//! The JSON-like tree that the stages up to `read` share: every node remembers where it was written.

use indexmap::IndexMap;
use serde::ser::{Serialize, Serializer};

use crate::diagnostic::Place;

mod queryable;

/// A value of a document and the place it was written at.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Where it was written.
    pub place: Place,
    /// What was written.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(serde_json::Number),
    /// A string.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the document.
    Map(Map),
}

/// A mapping in document order.
pub type Map = IndexMap<String, Entry>;

/// What stands under a key of a mapping.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Where the key was written.
    pub key: Place,
    /// What stands under it.
    pub node: Node,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Node {
    /// A node that a rule adds: it has the place of what made it necessary.
    #[must_use]
    pub fn new(place: &Place, value: Value) -> Self {
        Self {
            place: place.clone(),
            value,
        }
    }

    /// A text node.
    #[must_use]
    pub fn text(place: &Place, text: impl Into<String>) -> Self {
        Self::new(place, Value::Text(text.into()))
    }

    /// A mapping node of the given entries, all with one place.
    #[must_use]
    pub fn map<'k>(place: &Place, entries: impl IntoIterator<Item = (&'k str, Node)>) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, node)| (key.to_owned(), Entry::new(place, node)))
            .collect();
        Self::new(place, Value::Map(entries))
    }

    /// The child under a key of a mapping.
    #[must_use]
    pub fn child(&self, key: &str) -> Option<&Node> {
        self.entries()?.get(key).map(|entry| &entry.node)
    }

    /// The child under a key of a mapping, to change it.
    pub fn child_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries_mut()?
            .get_mut(key)
            .map(|entry| &mut entry.node)
    }

    /// The node that a JSON Pointer (RFC 6901) leads to.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        let Some(rest) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        rest.split('/').try_fold(self, |node, token| {
            let key = token.replace("~1", "/").replace("~0", "~");
            match &node.value {
                Value::Map(map) => map.get(&key).map(|entry| &entry.node),
                Value::List(items) => items.get(key.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    /// The entries of a mapping.
    #[must_use]
    pub fn entries(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries of a mapping, to change them.
    pub fn entries_mut(&mut self) -> Option<&mut Map> {
        match &mut self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list, to change them.
    pub fn items_mut(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a text node.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the node is the value `true`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        self.value == Value::Bool(true)
    }

    /// The text of the `$ref` of this node.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.child("$ref")?.as_text()
    }

    /// Calls `visit` on this node and on every node below it, parents first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match &self.value {
            Value::List(items) => items.iter().for_each(|item| item.walk(visit)),
            Value::Map(map) => map.values().for_each(|entry| entry.node.walk(visit)),
            _ => {}
        }
    }

    /// Calls `visit` on this node and on every node below it, parents first, to change them.
    pub fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Node)) {
        visit(self);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.walk_mut(visit)),
            Value::Map(map) => map
                .values_mut()
                .for_each(|entry| entry.node.walk_mut(visit)),
            _ => {}
        }
    }

    /// What kind of value stands here, in the words of a diagnostic.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The same value without places.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => (*flag).into(),
            Value::Number(number) => number.clone().into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(map) => map
                .iter()
                .map(|(key, entry)| (key.clone(), entry.node.to_json()))
                .collect(),
        }
    }
}

impl Entry {
    /// An entry whose key has the given place.
    #[must_use]
    pub fn new(key: &Place, node: Node) -> Self {
        Self {
            key: key.clone(),
            node,
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => number.serialize(serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(map) => {
                serializer.collect_map(map.iter().map(|(key, entry)| (key, &entry.node)))
            }
        }
    }
}
