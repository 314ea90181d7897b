//! Translates schemas of OpenAPI 3.0 into JSON Schema 2020-12, which `jsonschema` judges by.
//!
//! What differs between the two is translated, what only describes is left out, and references lead into `$defs`.
//! `oneOf` becomes `anyOf`: the documents write it for alternatives that overlap, and a value that is right twice is
//! not wrong.

use std::collections::BTreeMap;

use highlevel_codegen::tree::{Entry, Map as NodeMap, Node};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::shape::{has_properties, own_type, target};

mod closing;
#[cfg(test)]
mod tests;

/// How strictly an object is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An answer: what is not declared may be there.
    Open,
    /// A request: an object that declares properties has no others, unless the document says something itself.
    Closed,
    /// A part of a composed object of a request: only the whole knows which properties there are.
    Member,
}

/// The keywords that mean the same in both languages.
const SAME: [&str; 12] = [
    "enum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "uniqueItems",
    "type",
];

/// What need not be escaped in the fragment of a URI.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Translates schemas of one document that end up in one JSON Schema.
#[derive(Debug)]
pub struct Translator<'t> {
    tree: &'t Node,
    definitions: BTreeMap<String, Value>,
}

/// The JSON Schema of one schema.
pub fn translate(tree: &Node, schema: &Node, mode: Mode) -> Value {
    let mut translator = Translator::new(tree);
    let translated = translator.schema(schema, mode);
    translator.finish(translated)
}

impl<'t> Translator<'t> {
    /// A translator for a document.
    pub fn new(tree: &'t Node) -> Self {
        Self {
            tree,
            definitions: BTreeMap::new(),
        }
    }

    /// Completes a translated schema with what it refers to.
    pub fn finish(self, schema: Value) -> Value {
        let definitions: Map<String, Value> = self.definitions.into_iter().collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": definitions,
            "allOf": [schema],
        })
    }

    /// Translates a schema.
    pub fn schema(&mut self, schema: &'t Node, mode: Mode) -> Value {
        let Some(keywords) = schema.entries() else {
            return Value::Bool(true);
        };
        let nullable = schema.child("nullable").is_some_and(Node::is_true);
        if !is_composed(keywords) {
            let mut translated = self.keywords(schema, keywords, mode);
            if nullable {
                allow_null(&mut translated);
            }
            return Value::Object(translated);
        }
        let translated = self.composed(schema, keywords, mode);
        if nullable {
            json!({ "anyOf": [{ "type": "null" }, translated] })
        } else {
            translated
        }
    }

    /// A schema with `$ref`, `allOf`, `oneOf` or `anyOf`.
    fn composed(&mut self, schema: &'t Node, keywords: &'t NodeMap, mode: Mode) -> Value {
        let members = members(schema, &["allOf"]);
        let alternatives = members_of_alternatives(schema);
        let reference = schema.reference();
        // Where one schema is all there is, or each alternative stands for itself, they are closed by themselves.
        let count = usize::from(reference.is_some()) + members.len();
        let is_whole = count + alternatives.len() <= 1
            && !has_properties(schema)
            && schema.child("additionalProperties").is_none();
        let inner = match mode {
            Mode::Closed if !is_whole => Mode::Member,
            mode => mode,
        };
        let mut translated = self.keywords(schema, keywords, inner);
        let mut all: Vec<Value> = Vec::new();
        all.extend(reference.map(|reference| self.reference(schema, reference, inner)));
        all.extend(members.into_iter().map(|member| self.schema(member, inner)));
        for alternatives in alternatives {
            let any = alternatives.iter().map(|member| self.schema(member, inner));
            let any: Vec<Value> = any.collect();
            all.push(json!({ "anyOf": any }));
        }
        if !all.is_empty() {
            translated.insert("allOf".to_owned(), all.into());
        }
        if mode == Mode::Closed && !is_whole {
            closing::close_composed(self.tree, schema, &mut translated);
        }
        Value::Object(translated)
    }

    /// The keywords that a schema has beside its composition.
    fn keywords(
        &mut self,
        schema: &'t Node,
        keywords: &'t NodeMap,
        mode: Mode,
    ) -> Map<String, Value> {
        let same = keywords
            .iter()
            .filter(|(key, entry)| SAME.contains(&key.as_str()) && !is_binary(key, entry));
        let mut translated: Map<String, Value> = same
            .map(|(key, entry)| (key.clone(), entry.node.to_json()))
            .collect();
        limits(schema, &mut translated);
        if let Some(own) = own_type(schema)
            && schema.child("enum").is_none()
        {
            translated.insert("type".to_owned(), own.into());
        }
        self.children(schema, &mut translated, mode);
        let required = required(schema);
        if !required.is_empty() {
            translated.insert("required".to_owned(), required.into());
        }
        if mode == Mode::Closed
            && has_properties(schema)
            && schema.child("additionalProperties").is_none()
        {
            translated.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        translated
    }

    /// The schemas within a schema.
    fn children(&mut self, schema: &'t Node, translated: &mut Map<String, Value>, mode: Mode) {
        let inner = match mode {
            Mode::Open => Mode::Open,
            Mode::Closed | Mode::Member => Mode::Closed,
        };
        if let Some(items) = schema.child("items") {
            translated.insert("items".to_owned(), self.schema(items, inner));
        }
        if let Some(properties) = schema.child("properties").and_then(Node::entries) {
            let properties = properties
                .iter()
                .map(|(name, entry)| (name.clone(), self.schema(&entry.node, inner)));
            let properties: Map<String, Value> = properties.collect();
            translated.insert("properties".to_owned(), properties.into());
        }
        if let Some(rest) = schema.child("additionalProperties") {
            let rest = match rest.entries() {
                Some(_) => self.schema(rest, inner),
                None => rest.to_json(),
            };
            translated.insert("additionalProperties".to_owned(), rest);
        }
    }

    /// A reference into `$defs`; what it leads to is translated when it is first met.
    fn reference(&mut self, schema: &'t Node, reference: &str, mode: Mode) -> Value {
        let pointer = reference.strip_prefix('#').unwrap_or(reference);
        let folder = match mode {
            Mode::Open => "open",
            Mode::Closed => "closed",
            Mode::Member => "member",
        };
        let name = format!("{folder}{pointer}");
        if !self.definitions.contains_key(&name)
            && let Some(target) = target(self.tree, schema)
        {
            // Stands there before its content is known, so that a cycle comes to an end.
            self.definitions.insert(name.clone(), Value::Bool(true));
            let translated = self.schema(target, mode);
            self.definitions.insert(name.clone(), translated);
        }
        let escaped = name.replace('~', "~0").replace('/', "~1");
        let fragment = utf8_percent_encode(&escaped, FRAGMENT);
        json!({ "$ref": format!("#/$defs/{fragment}") })
    }
}

fn is_composed(keywords: &NodeMap) -> bool {
    ["$ref", "allOf", "oneOf", "anyOf"]
        .iter()
        .any(|key| keywords.contains_key(*key))
}

/// The schemas in the lists under these keywords.
fn members<'t>(schema: &'t Node, keys: &[&str]) -> Vec<&'t Node> {
    let lists = keys.iter().filter_map(|key| schema.child(key)?.items());
    lists.flatten().collect()
}

/// The alternatives of `oneOf` and those of `anyOf`, where there are any.
fn members_of_alternatives(schema: &Node) -> Vec<Vec<&Node>> {
    let lists = ["oneOf", "anyOf"].map(|key| members(schema, &[key]));
    lists.into_iter().filter(|list| !list.is_empty()).collect()
}

/// The format of a file says nothing of a JSON value.
fn is_binary(key: &str, entry: &Entry) -> bool {
    key == "format" && entry.node.as_text() == Some("binary")
}

/// `exclusiveMinimum: true` makes a `minimum` exclusive; JSON Schema states the number itself.
fn limits(schema: &Node, translated: &mut Map<String, Value>) {
    for (limit, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let is_exclusive = schema.child(exclusive).is_some_and(Node::is_true);
        if let Some(number) = schema.child(limit) {
            let key = if is_exclusive { exclusive } else { limit };
            translated.insert(key.to_owned(), number.to_json());
        }
    }
}

/// The required properties, each once.
fn required(schema: &Node) -> Vec<String> {
    let mut required: Vec<String> = Vec::new();
    for name in schema
        .child("required")
        .and_then(Node::items)
        .into_iter()
        .flatten()
    {
        required.extend(
            name.as_text()
                .filter(|name| required.iter().all(|known| known != name))
                .map(str::to_owned),
        );
    }
    required
}

/// Adds `null` to the types and values that a schema states.
fn allow_null(translated: &mut Map<String, Value>) {
    if let Some(stated) = translated.get_mut("type") {
        *stated = json!([stated.take(), "null"]);
    }
    if let Some(Value::Array(values)) = translated.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}
