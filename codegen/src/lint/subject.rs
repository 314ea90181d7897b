//! A document as the rules see it: every operation, parameter, response and schema with its JSON Pointer.

use std::collections::{BTreeMap, BTreeSet};

use super::Hit;
use crate::Spec;
use crate::diagnostic::{Diagnostic, Place};
use crate::load::Document;
use crate::model::{Area, Operation};
use crate::read::grammar::{DOCUMENT, OPERATION, Object, PATH_ITEM, RESPONSE, SCHEMA, Shape};
use crate::tree::{Entry, Node, Value};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    PathItem,
    Operation,
    Parameter,
    MediaType,
    Response,
    Schema,
}

/// A node of a document, and what it is.
#[derive(Clone, Debug)]
pub struct Part<'d> {
    pub kind: Kind,
    /// The key it stands under; for an item of a list, the key of the list.
    pub key: &'d str,
    /// Where that key stands.
    pub place: &'d Place,
    pub pointer: String,
    pub node: &'d Node,
}

/// One document, and what surrounds it.
pub struct Subject<'d> {
    pub spec: &'d Spec,
    pub document: &'d Document,
    pub area: Option<&'d Area>,
    /// The document, as `v2/contacts`.
    pub label: String,
    parts: Vec<Part<'d>>,
    answered: BTreeSet<&'d str>,
    used: BTreeSet<&'d str>,
}

impl<'d> Subject<'d> {
    pub fn new(spec: &'d Spec, document: &'d Document) -> Self {
        let mut walk = Walk {
            parts: Vec::new(),
            pointer: String::new(),
        };
        walk.object(&document.tree, &DOCUMENT);
        let parts = walk.parts;
        let answers = parts
            .iter()
            .filter(|part| part.kind == Kind::Response && is_success(part.key))
            .map(|part| part.node);
        let answered = reached(&document.tree, answers);
        let used = reached(&document.tree, document.tree.child("paths").into_iter());
        Self {
            spec,
            document,
            area: super::area(spec, document),
            label: document.label(),
            parts,
            answered,
            used,
        }
    }

    /// The parts of one kind, in the order of the document.
    pub fn parts(&self, kind: Kind) -> impl Iterator<Item = &Part<'d>> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The operations that are generated, each with what it was lowered to.
    pub fn operations(&self) -> impl Iterator<Item = (&Part<'d>, &'d Operation)> {
        let lowered = self.area.into_iter().flat_map(Area::operations);
        let lowered: BTreeMap<&str, &Operation> = lowered
            .map(|operation| (operation.pointer.as_str(), operation))
            .collect();
        self.parts(Kind::Operation)
            .filter_map(move |part| Some((part, *lowered.get(part.pointer.as_str())?)))
    }

    /// The areas of the same generation that come before this one.
    pub fn earlier_areas(&self) -> impl Iterator<Item = &'d Area> {
        let own = self.area.map(|area| (area.generation, area.wire.as_str()));
        self.spec.api.areas.iter().filter(move |area| {
            own.is_some_and(|(generation, wire)| {
                area.generation == generation && *area.wire < *wire
            })
        })
    }

    /// The parameters of an operation and those of its path, each as it is declared.
    pub fn parameters(&self, operation: &Part<'_>) -> Vec<&'d Node> {
        let item = operation.pointer.rsplit_once('/').map(|(above, _)| above);
        let item = item.and_then(|pointer| self.document.tree.pointer(pointer));
        let own = self.document.tree.pointer(&operation.pointer);
        own.into_iter()
            .chain(item)
            .flat_map(|node| self.own_parameters(node))
            .collect()
    }

    /// The parameters that stand in an operation or path item.
    pub fn own_parameters(&self, node: &'d Node) -> impl Iterator<Item = &'d Node> {
        let parameters = node.child("parameters").and_then(Node::items);
        parameters
            .unwrap_or_default()
            .iter()
            .map(|node| self.resolve(node))
    }

    /// Whether an operation leads to the named schema.
    pub fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// Whether the node, or what it refers to, says what it is.
    pub fn is_described(&self, node: &'d Node) -> bool {
        let said = |node| !word(node, "description").trim().is_empty();
        said(node) || said(self.resolve(node))
    }

    /// Whether an answer that is no error carries the part.
    pub fn is_answered(&self, part: &Part<'_>) -> bool {
        let names = part.pointer.strip_prefix("/components/schemas/");
        match names {
            Some(rest) => self
                .answered
                .contains(rest.split('/').next().unwrap_or(rest)),
            None => part.pointer.contains("/responses/2"),
        }
    }

    /// What a node says, or what the node says that it refers to.
    pub fn resolve(&self, node: &'d Node) -> &'d Node {
        let mut node = node;
        // A circle of references is a fault of the document; the bound is for what is not reported yet.
        for _ in 0..16 {
            let single = node.child("allOf").and_then(Node::items);
            let next = match (node.reference(), single) {
                (Some(text), _) => text
                    .strip_prefix('#')
                    .and_then(|pointer| self.document.tree.pointer(pointer)),
                (None, Some([only])) => Some(only),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }
}

/// The text under a key, empty where there is none.
pub fn word<'n>(node: &'n Node, key: &str) -> &'n str {
    node.child(key).and_then(Node::as_text).unwrap_or_default()
}

/// Whether the value can be one of the type; a type that is not known takes any value.
pub fn is_of_type(value: &Node, wanted: &str, schema: &Node) -> bool {
    match (wanted, &value.value) {
        (_, Value::Null) => schema.child("nullable").is_some_and(Node::is_true),
        ("string", Value::Text(_))
        | ("number", Value::Number(_))
        | ("boolean", Value::Bool(_))
        | ("array", Value::List(_))
        | ("object", Value::Map(_)) => true,
        ("integer", Value::Number(number)) => number.is_i64() || number.is_u64(),
        ("string" | "number" | "boolean" | "array" | "object" | "integer", _) => false,
        _ => true,
    }
}

/// Whether the status says that all went well.
pub fn is_success(status: &str) -> bool {
    status.len() == 3 && status.starts_with('2')
}

/// The names of the schemas that are reached from the nodes.
fn reached<'d>(tree: &'d Node, nodes: impl Iterator<Item = &'d Node>) -> BTreeSet<&'d str> {
    let mut names = BTreeSet::new();
    let mut pending: Vec<&Node> = nodes.collect();
    while let Some(node) = pending.pop() {
        node.walk(&mut |node| {
            let name = node
                .reference()
                .and_then(|text| text.strip_prefix("#/components/schemas/"));
            if let Some(name) = name
                && names.insert(name)
            {
                let schemas = tree
                    .child("components")
                    .and_then(|all| all.child("schemas"));
                pending.extend(schemas.and_then(|schemas| schemas.child(name)));
            }
        });
    }
    names
}

/// Adds a key to a JSON Pointer.
pub fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
}

/// The operation or schema that a pointer leads into, as messages name it: `GET /contacts/{id}: `.
pub fn context(pointer: &str) -> String {
    let plain = |token: &str| token.replace("~1", "/").replace("~0", "~");
    let mut tokens = pointer.split('/').skip(1);
    match (tokens.next(), tokens.next(), tokens.next()) {
        (Some("paths"), Some(path), Some(method)) if method != "parameters" => {
            format!("{} {}: ", method.to_uppercase(), plain(path))
        }
        (Some("paths"), Some(path), _) => format!("{}: ", plain(path)),
        (Some("components"), Some(kind), Some(name)) => {
            format!("{} {}: ", kind.trim_end_matches('s'), plain(name))
        }
        _ => String::new(),
    }
}

impl Part<'_> {
    /// What a rule says of this part, at the given place.
    pub fn hit(&self, place: &Place, message: impl AsRef<str>, help: impl Into<String>) -> Hit {
        let message = format!("{}{}", context(&self.pointer), message.as_ref());
        Hit {
            pointer: self.pointer.clone(),
            diagnostic: Diagnostic::new(place, message).help(help),
        }
    }

    /// The path that the part belongs to.
    pub fn path(&self) -> String {
        let token = self.pointer.split('/').nth(2).unwrap_or_default();
        token.replace("~1", "/").replace("~0", "~")
    }

    /// The name of the property that the schema is.
    pub fn property(&self) -> Option<&str> {
        let (above, _) = self.pointer.rsplit_once('/')?;
        above.ends_with("/properties").then_some(self.key)
    }
}

/// Walks a document along the grammar.
struct Walk<'d> {
    parts: Vec<Part<'d>>,
    pointer: String,
}

impl<'d> Walk<'d> {
    fn object(&mut self, node: &'d Node, object: &'static Object) {
        for (key, shape) in object.keys {
            if let Some(entry) = node.entries().and_then(|entries| entries.get(*key)) {
                self.entry(key, entry, shape);
            }
        }
    }

    fn entry(&mut self, key: &'d str, entry: &'d Entry, shape: &'static Shape) {
        self.below(key, |walk| walk.node(key, &entry.key, &entry.node, shape));
    }

    fn below(&mut self, key: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        push(&mut self.pointer, key);
        visit(self);
        self.pointer.truncate(length);
    }

    fn node(&mut self, key: &'d str, place: &'d Place, node: &'d Node, shape: &'static Shape) {
        match shape {
            Shape::List(item) => {
                for (index, node) in node.items().unwrap_or_default().iter().enumerate() {
                    self.below(&index.to_string(), |walk| {
                        walk.node(key, &node.place, node, item);
                    });
                }
            }
            Shape::Map(value) | Shape::Components(value) => self.each(node, value),
            Shape::Paths => self.each_object(node, &PATH_ITEM),
            Shape::Responses => self.each_object(node, &RESPONSE),
            Shape::Operation => self.part(key, place, node, &OPERATION),
            Shape::Object(object) | Shape::OrReference(object) => {
                self.part(key, place, node, object);
            }
            Shape::Schema | Shape::SchemaOrFlag => self.part(key, place, node, &SCHEMA),
            _ => {}
        }
    }

    fn each(&mut self, node: &'d Node, shape: &'static Shape) {
        for (key, entry) in node.entries().into_iter().flatten() {
            self.entry(key, entry, shape);
        }
    }

    fn each_object(&mut self, node: &'d Node, object: &'static Object) {
        for (key, entry) in node.entries().into_iter().flatten() {
            self.below(key, |walk| walk.part(key, &entry.key, &entry.node, object));
        }
    }

    fn part(&mut self, key: &'d str, place: &'d Place, node: &'d Node, object: &'static Object) {
        let kind = match object.name {
            "path item" => Some(Kind::PathItem),
            "operation" => Some(Kind::Operation),
            "parameter" => Some(Kind::Parameter),
            "media type" => Some(Kind::MediaType),
            "response" => Some(Kind::Response),
            "schema" => Some(Kind::Schema),
            _ => None,
        };
        if let Some(kind) = kind {
            self.parts.push(Part {
                kind,
                key,
                place,
                pointer: self.pointer.clone(),
                node,
            });
        }
        self.object(node, object);
    }
}
