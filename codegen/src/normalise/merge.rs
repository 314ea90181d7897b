//! An `allOf` of several objects is one object with the properties of all of them.

use std::collections::BTreeMap;

use super::is_about_others;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::tree::{Entry, Map, Node, Value};

/// How many schemas may consist of each other, one through the other.
const FOLLOWED: usize = 48;

/// How many compositions may be written out in a document. Copies that hold copies grow by powers.
const WRITTEN_OUT: usize = 20_000;

/// Merges every `allOf` that consists of objects; one of a single schema is left to what reads it.
pub fn merge_compositions(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let schemas = tree
        .pointer("/components/schemas")
        .cloned()
        .unwrap_or_default();
    let mut merging = Merging {
        schemas: &schemas,
        known: BTreeMap::new(),
        open: Vec::new(),
        written_out: 0,
        diagnostics,
    };
    merging.walk(tree, &mut Vec::new());
}

/// The objects of a document that have been merged so far.
struct Merging<'m> {
    schemas: &'m Node,
    /// The object that a component is; none where it is something else.
    known: BTreeMap<&'m str, Option<Node>>,
    /// The components that are being merged, each a part of the one before it.
    open: Vec<&'m str>,
    written_out: usize,
    diagnostics: &'m mut Diagnostics,
}

impl<'m> Merging<'m> {
    /// Merges what is below a node; `around` are the compositions that it stands in, as they were written.
    fn walk(&mut self, node: &mut Node, around: &mut Vec<Node>) {
        let written = is_composition(node).then(|| node.clone());
        let merged = written.filter(|_| self.compose(node, around));
        let is_merged = merged.is_some();
        around.extend(merged);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.walk(item, around)),
            Value::Map(map) => map
                .values_mut()
                .for_each(|entry| self.walk(&mut entry.node, around)),
            _ => {}
        }
        if is_merged {
            around.pop();
        }
    }

    /// Merges a composition; one that stands in itself is a fault, and left without its parts.
    fn compose(&mut self, node: &mut Node, around: &[Node]) -> bool {
        let is_same = |one: &Node| one.place == node.place && one == node;
        let is_circle = around.iter().any(is_same);
        if !is_circle && self.written_out < WRITTEN_OUT {
            self.written_out += 1;
            return self.merge(node);
        }
        if is_circle {
            self.diagnostics.push(itself(&node.place));
        } else if self.written_out == WRITTEN_OUT {
            // Once is enough.
            self.written_out += 1;
            self.diagnostics.push(too_many(&node.place));
        }
        if let Some(map) = node.entries_mut() {
            map.shift_remove("allOf");
        }
        false
    }

    /// Replaces the composition by one object, where every part is an object or says what another one requires; gives
    /// whether it did.
    fn merge(&mut self, node: &mut Node) -> bool {
        let list = node.child("allOf").and_then(Node::items);
        let parts: Option<Vec<Node>> = list
            .unwrap_or_default()
            .iter()
            .map(|part| match is_about_others(part) {
                true => Some(part.clone()),
                false => self.flattened(part),
            })
            .collect();
        let place = node.place.clone();
        let (Some(parts), Some(map)) = (parts, node.entries_mut()) else {
            return false;
        };
        let has_properties = |part: &Node| part.child("properties").is_some();
        if !map.contains_key("properties") && !parts.iter().any(has_properties) {
            return false;
        }
        map.shift_remove("allOf");
        for part in &parts {
            for key in ["properties", "required"] {
                add(map, key, part);
            }
        }
        map.insert(
            "type".to_owned(),
            Entry::new(&place, Node::text(&place, "object")),
        );
        true
    }

    /// The object that a part is, with its own parts merged; none where it is something else.
    fn flattened(&mut self, part: &Node) -> Option<Node> {
        if let Some(reference) = part.reference() {
            let name = reference.strip_prefix("#/components/schemas/")?;
            return self.component(name, &part.place);
        }
        let mut part = part.clone();
        if part.child("allOf").is_some() {
            self.merge(&mut part);
        }
        part.child("properties").is_some().then_some(part)
    }

    /// The object that a component is; `place` is where it is referred to.
    fn component(&mut self, name: &str, place: &Place) -> Option<Node> {
        let (name, entry) = self.schemas.entries()?.get_key_value(name)?;
        let name = name.as_str();
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        if let Some(start) = self.open.iter().position(|open| *open == name) {
            // References that lead to nothing but each other are reported when they are followed.
            let is_schema = |name: &&str| {
                self.schemas
                    .child(name)
                    .is_some_and(|schema| schema.reference().is_none())
            };
            if self.open[start..].iter().any(is_schema) {
                self.diagnostics.push(itself(place));
            }
            return None;
        }
        if self.open.len() == FOLLOWED {
            let message = format!("more than {FOLLOWED} schemas consist of each other here");
            let fault = Diagnostic::new(place, message);
            self.diagnostics
                .push(fault.help("list the properties where they are used"));
            return None;
        }
        self.open.push(name);
        let object = self.flattened(&entry.node);
        self.open.pop();
        self.known.insert(name, object.clone());
        object
    }
}

/// Whether a node is composed of more than one schema.
fn is_composition(node: &Node) -> bool {
    let parts = node.child("allOf").and_then(Node::items);
    match parts.map_or(0, <[Node]>::len) {
        0 => false,
        1 => node.child("properties").is_some(),
        _ => true,
    }
}

fn too_many(place: &Place) -> Diagnostic {
    let message = format!(
        "the compositions of this document are more than {WRITTEN_OUT} once each is written out"
    );
    let fault = Diagnostic::new(place, message);
    fault.help("refer to a schema instead of composing it of others again wherever it is used")
}

fn itself(place: &Place) -> Diagnostic {
    let fault = Diagnostic::new(place, "the schema consists of itself");
    fault.help("take it out of its own `allOf`, or refer to it from a property without `allOf`")
}

/// Adds what a part has under a key to what is there.
fn add(map: &mut Map, key: &str, part: &Node) {
    let Some(added) = part.child(key) else {
        return;
    };
    match (
        map.get_mut(key).map(|entry| &mut entry.node.value),
        &added.value,
    ) {
        (Some(Value::Map(there)), Value::Map(added)) => {
            for (key, entry) in added {
                there.entry(key.clone()).or_insert_with(|| entry.clone());
            }
        }
        (Some(Value::List(there)), Value::List(added)) => {
            let new: Vec<Node> = added
                .iter()
                .filter(|item| !there.contains(item))
                .cloned()
                .collect();
            there.extend(new);
        }
        (None, _) => drop(map.insert(key.to_owned(), Entry::new(&added.place, added.clone()))),
        _ => {}
    }
}
