//! What a schema in a tree is about, as far as one can see without judging: its parts, types, properties and files.

use std::collections::BTreeSet;

use highlevel_codegen::tree::{Node, Value};

/// How far to follow references that lead to references.
const REFERENCES: usize = 32;

/// What a schema is composed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// What holds for every value: the schema itself, its reference, `allOf`.
    Certain,
    /// What may hold for a value: also `oneOf` and `anyOf`.
    Possible,
}

/// What stands at the end of a node's references.
pub fn resolve<'t>(tree: &'t Node, node: &'t Node) -> &'t Node {
    let mut node = node;
    for _ in 0..REFERENCES {
        match target(tree, node) {
            Some(next) => node = next,
            None => return node,
        }
    }
    node
}

/// What the reference of a node leads to.
pub fn target<'t>(tree: &'t Node, node: &'t Node) -> Option<&'t Node> {
    tree.pointer(node.reference()?.strip_prefix('#')?)
}

/// The schemas that a schema is composed of, itself first; each reference is followed once.
pub fn parts<'t>(tree: &'t Node, schema: &'t Node, which: Parts) -> Vec<&'t Node> {
    let mut found = Vec::new();
    collect(tree, schema, which, &mut BTreeSet::new(), &mut found);
    found
}

fn collect<'t>(
    tree: &'t Node,
    schema: &'t Node,
    which: Parts,
    followed: &mut BTreeSet<&'t str>,
    found: &mut Vec<&'t Node>,
) {
    found.push(schema);
    if let Some(reference) = schema.reference()
        && followed.insert(reference)
        && let Some(target) = target(tree, schema)
    {
        collect(tree, target, which, followed, found);
    }
    let keys: &[&str] = match which {
        Parts::Certain => &["allOf"],
        Parts::Possible => &["allOf", "oneOf", "anyOf"],
    };
    for key in keys {
        for member in schema
            .child(key)
            .and_then(Node::items)
            .into_iter()
            .flatten()
        {
            collect(tree, member, which, followed, found);
        }
    }
}

/// The types that a value may have; empty where the schema does not say.
pub fn types<'t>(tree: &'t Node, schema: &'t Node) -> BTreeSet<&'t str> {
    let parts = parts(tree, schema, Parts::Possible);
    parts.into_iter().filter_map(own_type).collect()
}

/// The type that a schema states, or that its keywords make sense for.
pub fn own_type(schema: &Node) -> Option<&str> {
    if let Some(stated) = schema.child("type").and_then(Node::as_text) {
        return Some(stated);
    }
    if has_properties(schema) || schema.child("additionalProperties").is_some() {
        return Some("object");
    }
    if schema.child("items").is_some() {
        return Some("array");
    }
    let values = schema.child("enum").and_then(Node::items)?;
    Some(match values.first()?.value {
        Value::Text(_) => "string",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        _ => return None,
    })
}

/// Whether a schema declares properties of its own.
pub fn has_properties(schema: &Node) -> bool {
    let properties = schema.child("properties").and_then(Node::entries);
    properties.is_some_and(|properties| !properties.is_empty())
}

/// The declared properties of an object, each once.
pub fn properties<'t>(tree: &'t Node, schema: &'t Node, which: Parts) -> Vec<(&'t str, &'t Node)> {
    let mut found: Vec<(&str, &Node)> = Vec::new();
    for part in parts(tree, schema, which) {
        let own = part.child("properties").and_then(Node::entries);
        for (name, entry) in own.into_iter().flatten() {
            if found.iter().all(|(known, _)| known != name) {
                found.push((name, &entry.node));
            }
        }
    }
    found
}

/// The schema of what an object holds under a name.
pub fn property<'t>(tree: &'t Node, schema: &'t Node, name: &str) -> Option<&'t Node> {
    let declared = properties(tree, schema, Parts::Possible);
    let declared = declared.into_iter().find(|(known, _)| *known == name);
    declared
        .map(|(_, node)| node)
        .or_else(|| keyword(tree, schema, "additionalProperties"))
}

/// The schema of the items of a list.
pub fn items<'t>(tree: &'t Node, schema: &'t Node) -> Option<&'t Node> {
    keyword(tree, schema, "items")
}

/// The first schema that stands under a keyword.
fn keyword<'t>(tree: &'t Node, schema: &'t Node, key: &str) -> Option<&'t Node> {
    let parts = parts(tree, schema, Parts::Possible);
    let found = parts.into_iter().find_map(|part| part.child(key));
    found.filter(|schema| schema.entries().is_some())
}

/// Whether a value is a list.
pub fn is_list(tree: &Node, schema: &Node) -> bool {
    types(tree, schema).contains("array")
}

/// Whether a part of a form is a file.
pub fn is_file(tree: &Node, schema: &Node) -> bool {
    let parts = parts(tree, schema, Parts::Possible);
    parts
        .iter()
        .any(|part| part.child("format").and_then(Node::as_text) == Some("binary"))
}

/// Whether a property of a form stands for files whose parts have names of their own.
pub fn is_map_of_files(tree: &Node, schema: &Node) -> bool {
    keyword(tree, schema, "additionalProperties").is_some_and(|value| is_file(tree, value))
}
