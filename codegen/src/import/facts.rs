//! Takes the facts out of a document, and puts them in an order that does not depend on the vendor's.

use super::keys::{DROPPED, MISPLACED, WORDS};
use super::{ImportOptions, rewrite_references};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::read::grammar::{DOCUMENT, OPERATION, Object, PATH_ITEM, RESPONSE, SCHEMA, Shape};
use crate::tree::{Entry, Map, Node, Value};

/// How long an example may be to be kept, in characters, and in words; what is longer is a sentence.
const EXAMPLE: (usize, usize) = (60, 4);

/// How many items a list of examples may have.
const EXAMPLES: usize = 3;

/// Keeps the facts; false where the document is none that this generator reads.
pub fn keep(tree: &mut Node, options: ImportOptions, diagnostics: &mut Diagnostics) -> bool {
    let version = tree
        .child("openapi")
        .and_then(Node::as_text)
        .unwrap_or_default();
    if !version.starts_with("3.0.") {
        let fault = Diagnostic::new(&tree.place, "this is no OpenAPI 3.0 document");
        diagnostics.push(fault.help("only documents with `openapi: 3.0.x` can be imported"));
        return false;
    }
    rewrite_references(tree);
    let mut keeper = Keeper {
        options,
        diagnostics,
    };
    keeper.object(tree, &DOCUMENT);
    true
}

struct Keeper<'d> {
    options: ImportOptions,
    diagnostics: &'d mut Diagnostics,
}

impl Keeper<'_> {
    fn node(&mut self, node: &mut Node, shape: &'static Shape) {
        match shape {
            Shape::List(item) => {
                for node in node.items_mut().into_iter().flatten() {
                    self.node(node, item);
                }
            }
            Shape::Map(value) => self.each(node, |keeper, node| keeper.node(node, value)),
            Shape::Paths => {
                sort(node);
                self.each(node, |keeper, node| keeper.object(node, &PATH_ITEM));
            }
            Shape::Components(value) => {
                sort(node);
                self.each(node, |keeper, node| keeper.node(node, value));
            }
            Shape::Responses => {
                sort(node);
                self.each(node, |keeper, node| keeper.object(node, &RESPONSE));
            }
            Shape::Operation => self.object(node, &OPERATION),
            Shape::Object(object) | Shape::OrReference(object) => self.object(node, object),
            Shape::Schema | Shape::SchemaOrFlag => self.schema(node),
            Shape::Any
            | Shape::Text
            | Shape::Flag
            | Shape::Number
            | Shape::Count
            | Shape::Word(_)
            | Shape::Paging
            | Shape::Pointer
            | Shape::CursorSource => {}
        }
    }

    fn schema(&mut self, node: &mut Node) {
        self.object(node, &SCHEMA);
    }

    /// Keeps the keys that the object can have, in the order of the grammar.
    fn object(&mut self, node: &mut Node, object: &'static Object) {
        let Some(map) = node.entries_mut() else {
            return;
        };
        let mut there = std::mem::take(map);
        if let Some(reference) = there.shift_remove("$ref") {
            map.insert("$ref".to_owned(), reference);
        }
        for (key, shape) in object.keys {
            let Some(mut entry) = there.shift_remove(*key) else {
                continue;
            };
            // Tags and documents have a title, schemas another one: the former is a name.
            let is_words = WORDS.contains(key) && !(object.name == "info" && *key == "title");
            let is_dropped = DROPPED.contains(key) || is_words && !self.options.with_descriptions;
            if is_dropped {
                continue;
            }
            if *key == "example" && !is_short(&entry.node) {
                continue;
            }
            self.node(&mut entry.node, shape);
            map.insert((*key).to_owned(), entry);
        }
        for (key, entry) in there {
            self.other(map, object, key, entry);
        }
    }

    /// A key that the grammar does not have.
    fn other(&mut self, map: &mut Map, object: &'static Object, key: String, entry: Entry) {
        if MISPLACED.contains(&(object.name, key.as_str())) {
            map.insert(key, entry);
        } else if !DROPPED.contains(&key.as_str()) {
            let fault = Diagnostic::new(
                &entry.key,
                format!(
                    "{} has a key `{key}`, which was never met before",
                    object.name
                ),
            );
            let help = suggest(&key, object.keys.iter().map(|(key, _)| *key));
            self.diagnostics.push(fault.help(format!(
                "{help}; otherwise put it into codegen/src/import/keys.rs"
            )));
        }
    }

    fn each(&mut self, node: &mut Node, mut keep: impl FnMut(&mut Self, &mut Node)) {
        for (_, entry) in node.entries_mut().into_iter().flatten() {
            keep(self, &mut entry.node);
        }
    }
}

fn sort(node: &mut Node) {
    if let Some(map) = node.entries_mut() {
        map.sort_keys();
    }
}

/// Whether an example is a value and not a text.
fn is_short(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => {
            text.chars().count() <= EXAMPLE.0 && text.split_whitespace().count() <= EXAMPLE.1
        }
        Value::List(items) => {
            items.len() <= EXAMPLES
                && items
                    .iter()
                    .all(|item| item.items().is_none() && is_short(item))
        }
        Value::Map(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}
