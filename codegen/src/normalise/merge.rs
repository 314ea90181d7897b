//! An `allOf` of several objects is one object with the properties of all of them.

use crate::tree::{Entry, Map, Node, Value};

/// How many references are followed to an object; a circle is reported elsewhere.
const FOLLOWED: usize = 16;

/// Merges every `allOf` that consists of objects; one of a single schema is left to what reads it.
pub fn merge_compositions(tree: &mut Node) {
    let schemas = tree
        .pointer("/components/schemas")
        .cloned()
        .unwrap_or_default();
    tree.walk_mut(&mut |node| {
        let parts = node
            .child("allOf")
            .and_then(Node::items)
            .map_or(0, <[Node]>::len);
        let beside = node.child("properties").is_some();
        if parts > 1 || (parts == 1 && beside) {
            merge(node, &schemas);
        }
    });
}

/// Replaces the composition by one object, where every part is an object.
fn merge(node: &mut Node, schemas: &Node) {
    let mut parts: Vec<Node> = Vec::new();
    for part in node
        .child("allOf")
        .and_then(Node::items)
        .unwrap_or_default()
    {
        match flattened(part, schemas, FOLLOWED) {
            Some(part) => parts.push(part),
            None => return,
        }
    }
    let place = node.place.clone();
    let Some(map) = node.entries_mut() else {
        return;
    };
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
}

/// The object that a part is, with its own parts merged; none where it is something else.
fn flattened(part: &Node, schemas: &Node, depth: usize) -> Option<Node> {
    let depth = depth.checked_sub(1)?;
    if let Some(reference) = part.reference() {
        let name = reference.strip_prefix("#/components/schemas/")?;
        return flattened(schemas.child(name)?, schemas, depth);
    }
    let mut part = part.clone();
    if part.child("allOf").is_some() {
        merge(&mut part, schemas);
    }
    part.child("properties").is_some().then_some(part)
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
