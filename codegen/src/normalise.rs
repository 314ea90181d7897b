//! General rules that every document goes through: what its authors do everywhere and what a strict reader rejects.
//!
//! A rule is a function over the whole tree. It states a leniency once; a single fault of a document is an overlay
//! action instead.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostics, Place};
use crate::tree::{Entry, Map, Node, Value};

mod merge;

/// The rules that apply to anything, in the order in which they run.
const RULES: [fn(&mut Node); 10] = [
    declare_path_parameters,
    require_path_parameters,
    drop_reserved_headers,
    wrap_described_references,
    lift_words_of_parts,
    give_headers_a_schema,
    give_arrays_items,
    describe_responses,
    drop_repeated_values,
    drop_type_beside_composition,
];

/// The keys of a path item that hold an operation.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The keys of a schema that do not say which values it has, apart from `null`.
const WORDS: [&str; 9] = [
    "title",
    "description",
    "externalDocs",
    "example",
    "default",
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
];

/// Applies every rule; reports what no rule can make sense of.
pub fn normalise(tree: &mut Node, diagnostics: &mut Diagnostics) {
    for rule in RULES {
        rule(tree);
    }
    merge::merge_compositions(tree, diagnostics);
}

/// A placeholder of a path that no parameter declares is a required text.
fn declare_path_parameters(tree: &mut Node) {
    let components = tree
        .pointer("/components/parameters")
        .cloned()
        .unwrap_or_default();
    for (path, item) in path_items(tree) {
        let shared = declared(&item.node, &components);
        for (_, operation) in operations(&mut item.node) {
            let place = operation.key.clone();
            let known = declared(&operation.node, &components);
            let missing =
                placeholders(&path).filter(|name| !shared.contains(name) && !known.contains(name));
            let parameters: Vec<Node> = missing.map(|name| path_parameter(&place, &name)).collect();
            if !parameters.is_empty()
                && let Some(map) = operation.node.entries_mut()
            {
                let list = map.entry("parameters".to_owned()).or_insert_with(|| {
                    Entry::new(&place, Node::new(&place, Value::List(Vec::new())))
                });
                list.node
                    .items_mut()
                    .into_iter()
                    .for_each(|items| items.extend(parameters.clone()));
            }
        }
    }
}

/// A path parameter is required, whatever the document says.
fn require_path_parameters(tree: &mut Node) {
    each_parameter(tree, |parameter| {
        let place = parameter.place.clone();
        if is_in(parameter, "path")
            && let Some(map) = parameter.entries_mut()
        {
            let required = Node::new(&place, Value::Bool(true));
            map.insert("required".to_owned(), Entry::new(&place, required));
        }
    });
}

/// An `Authorization` header is what the client's credentials are for, `Accept` and `Content-Type` follow from what is
/// documented: none of them is ever an argument.
fn drop_reserved_headers(tree: &mut Node) {
    let is_reserved = |parameter: &Node| {
        let name = parameter
            .child("name")
            .and_then(Node::as_text)
            .unwrap_or_default();
        is_in(parameter, "header") && is_reserved_header(name)
    };
    each_parameter_list(tree, |parameters| {
        parameters.retain(|parameter| !is_reserved(parameter))
    });
}

/// A `$ref` with keys beside it becomes a part of their `allOf`, or an `allOf` of that one reference, because a strict
/// reader drops the keys.
fn wrap_described_references(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        let place = node.place.clone();
        let refers = node.reference().is_some();
        let Some(map) = node.entries_mut().filter(|map| refers && map.len() > 1) else {
            return;
        };
        if let Some((index, _, target)) = map.shift_remove_full("$ref") {
            let reference = Value::Map(Map::from([("$ref".to_owned(), target)]));
            let reference = Node::new(&place, reference);
            if let Some(all_of) = map.get_mut("allOf") {
                let parts = all_of.node.items_mut().into_iter();
                parts.for_each(|parts| parts.insert(0, reference.clone()));
                return;
            }
            let all_of = Value::List(vec![reference]);
            map.shift_insert(
                index,
                "allOf".to_owned(),
                Entry::new(&place, Node::new(&place, all_of)),
            );
        }
    });
}

/// What a part of an `allOf` says in words is said of the whole, where the other parts say what it is.
fn lift_words_of_parts(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        let parts = node.child_mut("allOf").and_then(Node::items_mut);
        let Some(parts) = parts.filter(|parts| !parts.iter().all(is_about_others)) else {
            return;
        };
        let about_others = parts.iter().filter(|part| is_about_others(part));
        let words: Vec<Node> = about_others.cloned().collect();
        parts.retain(|part| part.child("required").is_some() || !is_about_others(part));
        let Some(whole) = node.entries_mut() else {
            return;
        };
        for (key, entry) in words.iter().filter_map(Node::entries).flatten() {
            if is_word(key) {
                whole.entry(key.clone()).or_insert_with(|| entry.clone());
            }
        }
    });
}

/// Whether a part of an `allOf` says what the other parts are called and what they require, and has nothing of its own.
fn is_about_others(part: &Node) -> bool {
    let is_about_others = |(key, entry): (&String, &Entry)| match key.as_str() {
        "type" => entry.node.as_text() == Some("object"),
        "required" => true,
        key => is_word(key),
    };
    part.entries()
        .is_some_and(|map| map.iter().all(is_about_others))
}

fn is_word(key: &str) -> bool {
    WORDS.contains(&key) || key.starts_with("x-")
}

/// A header of an answer without a schema is a text.
fn give_headers_a_schema(tree: &mut Node) {
    for (_, item) in path_items(tree) {
        for (_, operation) in operations(&mut item.node) {
            let responses = operation
                .node
                .child_mut("responses")
                .and_then(Node::entries_mut);
            let headers = responses
                .into_iter()
                .flatten()
                .filter_map(|(_, response)| response.node.child_mut("headers")?.entries_mut());
            headers
                .flatten()
                .for_each(|(_, header)| give_schema(&mut header.node));
        }
    }
}

fn give_schema(header: &mut Node) {
    let place = header.place.clone();
    let Some(map) = header.entries_mut() else {
        return;
    };
    if ["schema", "content", "$ref"]
        .iter()
        .all(|key| !map.contains_key(*key))
    {
        let text = Node::map(&place, [("type", Node::text(&place, "string"))]);
        map.insert("schema".to_owned(), Entry::new(&place, text));
    }
}

/// An array that does not say of what is an array of anything.
fn give_arrays_items(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        let place = node.place.clone();
        let is_array = node.child("type").and_then(Node::as_text) == Some("array");
        if is_array
            && let Some(map) = node.entries_mut()
            && !map.contains_key("items")
        {
            let anything = Node::new(&place, Value::Map(Map::new()));
            map.insert("items".to_owned(), Entry::new(&place, anything));
        }
    });
}

/// A response without a description is described by its status: nothing reads it, but a strict reader wants it.
fn describe_responses(tree: &mut Node) {
    for (_, item) in path_items(tree) {
        for (_, operation) in operations(&mut item.node) {
            let responses = operation
                .node
                .child_mut("responses")
                .and_then(Node::entries_mut);
            for (status, response) in responses.into_iter().flatten() {
                describe(status, &mut response.node);
            }
        }
    }
}

fn describe(status: &str, response: &mut Node) {
    let place = response.place.clone();
    if let Some(map) = response.entries_mut()
        && !map.contains_key("$ref")
        && !map.contains_key("description")
    {
        let description = Node::text(&place, status);
        map.insert("description".to_owned(), Entry::new(&place, description));
    }
}

/// An enumerated value that is listed twice is one value.
fn drop_repeated_values(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        if let Some(values) = node.child_mut("enum").and_then(Node::items_mut) {
            let mut seen: HashSet<String> = HashSet::new();
            values.retain(|value| seen.insert(value.to_json().to_string()));
        }
    });
}

/// A type beside `allOf`, `oneOf` or `anyOf` says nothing that those do not say.
fn drop_type_beside_composition(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        if let Some(map) = node.entries_mut()
            && ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| map.contains_key(*key))
            && map
                .get("type")
                .is_some_and(|entry| entry.node.as_text() == Some("object"))
            && !map.contains_key("properties")
        {
            map.shift_remove("type");
        }
    });
}

/// Whether the header is never an argument.
pub fn is_reserved_header(name: &str) -> bool {
    let reserved = ["accept", "authorization", "content-type"];
    reserved
        .iter()
        .any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// The placeholders of a path template.
pub fn placeholders(path: &str) -> impl Iterator<Item = String> {
    let segments = path.split('{').skip(1);
    segments.filter_map(|segment| segment.split_once('}').map(|(name, _)| name.to_owned()))
}

fn path_parameter(place: &Place, name: &str) -> Node {
    Node::map(
        place,
        [
            ("name", Node::text(place, name)),
            ("in", Node::text(place, "path")),
            ("required", Node::new(place, Value::Bool(true))),
            (
                "schema",
                Node::map(place, [("type", Node::text(place, "string"))]),
            ),
        ],
    )
}

/// The names of the path parameters that a path item or an operation declares.
fn declared(node: &Node, components: &Node) -> Vec<String> {
    let parameters = node
        .child("parameters")
        .and_then(Node::items)
        .unwrap_or_default();
    let resolved = parameters.iter().map(|parameter| {
        let name = parameter
            .reference()
            .and_then(|text| text.strip_prefix("#/components/parameters/"));
        name.and_then(|name| components.child(name))
            .unwrap_or(parameter)
    });
    let in_path = resolved.filter(|parameter| is_in(parameter, "path"));
    let names = in_path.filter_map(|parameter| parameter.child("name")?.as_text());
    names.map(str::to_owned).collect()
}

fn is_in(parameter: &Node, place: &str) -> bool {
    parameter.child("in").and_then(Node::as_text) == Some(place)
}

fn path_items(tree: &mut Node) -> impl Iterator<Item = (String, &mut Entry)> {
    let paths = tree.child_mut("paths").and_then(Node::entries_mut);
    paths
        .into_iter()
        .flatten()
        .map(|(path, item)| (path.clone(), item))
}

fn operations(item: &mut Node) -> impl Iterator<Item = (&String, &mut Entry)> {
    let entries = item.entries_mut().into_iter().flatten();
    entries.filter(|(method, _)| METHODS.contains(&method.as_str()))
}

/// Calls `visit` on the parameter list of every path item and operation.
fn each_parameter_list(tree: &mut Node, mut visit: impl FnMut(&mut Vec<Node>)) {
    for (_, item) in path_items(tree) {
        let shared = item.node.child_mut("parameters").and_then(Node::items_mut);
        shared.into_iter().for_each(&mut visit);
        for (_, operation) in operations(&mut item.node) {
            let own = operation
                .node
                .child_mut("parameters")
                .and_then(Node::items_mut);
            own.into_iter().for_each(&mut visit);
        }
    }
}

fn each_parameter(tree: &mut Node, mut visit: impl FnMut(&mut Node)) {
    each_parameter_list(tree, |parameters| {
        parameters.iter_mut().for_each(&mut visit)
    });
}

#[cfg(test)]
mod tests;
