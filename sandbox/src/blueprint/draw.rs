//! Draws the plan of a value from its schema: by example, default, first value of an enum, or type.

use std::collections::BTreeSet;

use highlevel_codegen::tree::Node;
use serde_json::Value;

use super::sample::{by_type, is_id, is_ids, one_text};
use super::{Blueprint, Carried};
use crate::ids::Ids;
use crate::schema::{Mode, translate};
use crate::shape::{Parts, items, own_type, parts, properties};

/// How many values a plan may have before it leaves out what may be left out.
const ENOUGH: usize = 10_000;

/// Draws the plan of a value; none where the schema is nothing but itself again.
pub fn draw(tree: &Node, schema: &Node) -> Option<Blueprint> {
    let mut drawing = Drawing {
        tree,
        entered: Vec::new(),
        drawn: 0,
    };
    drawing.value(schema, "")
}

/// A plan that is being drawn.
struct Drawing<'t> {
    tree: &'t Node,
    /// The references that lead to where the drawing is: one that comes again is a recursion.
    entered: Vec<&'t str>,
    drawn: usize,
}

impl<'t> Drawing<'t> {
    /// A value under a name: the first candidate that its own schema takes.
    fn value(&mut self, schema: &'t Node, name: &str) -> Option<Blueprint> {
        let parts = parts(self.tree, schema, Parts::Certain);
        let references: BTreeSet<&str> = parts.iter().filter_map(|part| part.reference()).collect();
        if references
            .iter()
            .any(|reference| self.entered.contains(reference))
        {
            return None;
        }
        self.drawn += 1;
        let depth = self.entered.len();
        self.entered.extend(references);
        let drawn = self.candidate(schema, &parts, name);
        self.entered.truncate(depth);
        drawn
    }

    fn candidate(&mut self, schema: &'t Node, parts: &[&'t Node], name: &str) -> Option<Blueprint> {
        match stated_type(parts) {
            Some("object") if self.has_fields(schema, parts) => self.object(schema, parts),
            Some("array") => self.list(schema, parts, name),
            Some("object") => Some(self.map(schema, parts)),
            Some("string") if is_id(name) && self.takes(schema, &Blueprint::Id(name.into())) => {
                Some(Blueprint::Id(name.to_owned()))
            }
            Some(kind) => {
                let values = shown(parts).into_iter().chain(by_type(kind, parts));
                self.first(schema, values.map(Blueprint::Fixed))
            }
            None => self.alternative(schema, parts, name),
        }
    }

    /// An object with its declared properties; what is a recursion is left out, unless it is required.
    fn object(&mut self, schema: &'t Node, parts: &[&'t Node]) -> Option<Blueprint> {
        let lists = parts
            .iter()
            .filter_map(|part| part.child("required")?.items());
        let required: BTreeSet<&str> = lists.flatten().filter_map(Node::as_text).collect();
        let mut fields = Vec::new();
        for (name, property) in properties(self.tree, schema, Parts::Certain) {
            let is_required = required.contains(name);
            if self.drawn > ENOUGH && !is_required {
                continue;
            }
            match self.value(property, name) {
                Some(drawn) => fields.push((name.to_owned(), drawn)),
                None if !is_required => {}
                None if accepts_null(property) => {
                    fields.push((name.to_owned(), Blueprint::Fixed(Value::Null)));
                }
                None => return None,
            }
        }
        self.tell_apart(schema, &mut fields);
        // Alternatives beside properties add theirs.
        for alternative in alternatives(parts) {
            if let Some(Blueprint::Object(more)) = self.value(alternative, "") {
                fields.extend(more);
                break;
            }
        }
        Some(Blueprint::Object(fields))
    }

    /// Gives each property whose type the one beside it tells (`x-highlevel-tag`) a value of that type.
    fn tell_apart(&mut self, schema: &'t Node, fields: &mut [(String, Blueprint)]) {
        for (name, property) in properties(self.tree, schema, Parts::Certain) {
            let drawn = self
                .told(property, fields)
                .and_then(|told| self.value(told, name));
            let field = fields.iter_mut().find(|(known, _)| known == name);
            if let (Some(drawn), Some((_, field))) = (drawn, field) {
                *field = drawn;
            }
        }
    }

    /// The schema that the value of the property beside it tells.
    fn told(&self, property: &'t Node, fields: &[(String, Blueprint)]) -> Option<&'t Node> {
        let tag = property.child("x-highlevel-tag")?;
        let beside = tag.child("property")?.as_text()?;
        let value = fields.iter().find_map(|(name, field)| match field {
            Blueprint::Fixed(Value::String(text)) if name == beside => Some(text),
            _ => None,
        });
        let name = tag.child("mapping")?.child(value?)?.as_text()?;
        self.tree.child("components")?.child("schemas")?.child(name)
    }

    /// A list: of ids, as its example shows, or of one item.
    fn list(&mut self, schema: &'t Node, parts: &[&'t Node], name: &str) -> Option<Blueprint> {
        let item = items(self.tree, schema);
        if is_ids(name) && self.takes(schema, &Blueprint::Ids(name.to_owned())) {
            return Some(Blueprint::Ids(name.to_owned()));
        }
        let shown = shown(parts)
            .into_iter()
            .map(|value| from_example(value, name));
        let is_plain =
            item.is_none_or(|item| properties(self.tree, item, Parts::Possible).is_empty());
        let shown: Vec<Blueprint> = shown.filter(|_| is_plain).collect();
        let count = count(parts, "minItems").unwrap_or(1).clamp(1, 100);
        let items = match item {
            Some(item) => self.value(item, ""),
            None => Some(Blueprint::Fixed(one_text())),
        };
        let items = items.map(|item| vec![item; count]).unwrap_or_default();
        let varied = items.iter().enumerate();
        let varied = varied.map(|(index, item)| varied_by(item, index)).collect();
        let made = [Blueprint::List(items), Blueprint::List(varied)];
        self.first(schema, shown.into_iter().chain(made))
    }

    /// An object that declares no properties.
    fn map(&mut self, schema: &'t Node, parts: &[&'t Node]) -> Blueprint {
        let shown: Vec<Blueprint> = shown(parts)
            .into_iter()
            .map(|value| from_example(value, ""))
            .collect();
        let value = parts
            .iter()
            .find_map(|part| part.child("additionalProperties"))
            .filter(|value| value.entries().is_some());
        let entry = value.and_then(|value| self.value(value, ""));
        let entries = entry.map(|entry| (PLAIN_KEY.to_owned(), entry));
        let object = Blueprint::Object(entries.into_iter().collect());
        let drawn = self
            .first(schema, shown.into_iter().chain([object]))
            .unwrap_or(Blueprint::Object(Vec::new()));
        if value.is_some_and(|value| self.is_text(value)) {
            Blueprint::Uploads(Box::new(drawn))
        } else {
            drawn
        }
    }

    /// A value whose schema states no type of its own: one of its alternatives, what it shows, or anything.
    fn alternative(
        &mut self,
        schema: &'t Node,
        parts: &[&'t Node],
        name: &str,
    ) -> Option<Blueprint> {
        let shown = shown(parts)
            .into_iter()
            .map(|value| from_example(value, name));
        if let Some(shown) = self.first(schema, shown.collect::<Vec<_>>()) {
            return Some(shown);
        }
        let alternatives = alternatives(parts);
        if alternatives.is_empty() {
            return Some(Blueprint::Object(Vec::new()));
        }
        let drawn: Vec<Blueprint> = alternatives
            .into_iter()
            .filter_map(|alternative| self.value(alternative, name))
            .collect();
        self.first(schema, drawn)
    }

    fn has_fields(&self, schema: &Node, parts: &[&Node]) -> bool {
        !properties(self.tree, schema, Parts::Certain).is_empty() || !alternatives(parts).is_empty()
    }

    fn is_text(&self, schema: &Node) -> bool {
        stated_type(&parts(self.tree, schema, Parts::Certain)) == Some("string")
    }

    /// The first candidate that the schema takes; the last one where it takes none.
    fn first(
        &self,
        schema: &Node,
        candidates: impl IntoIterator<Item = Blueprint>,
    ) -> Option<Blueprint> {
        let mut candidates = candidates.into_iter().peekable();
        while let Some(candidate) = candidates.next() {
            if candidates.peek().is_none() || self.takes(schema, &candidate) {
                return Some(candidate);
            }
        }
        None
    }

    fn takes(&self, schema: &Node, candidate: &Blueprint) -> bool {
        let value = candidate.build(&Carried::default(), &mut Ids::default());
        let translated = translate(self.tree, schema, Mode::Open);
        // A pattern that is none is reported when the operation is used; here it only decides nothing.
        jsonschema::validator_for(&translated).is_ok_and(|validator| validator.is_valid(&value))
    }
}

/// The key of the one entry of a map that shows nothing.
const PLAIN_KEY: &str = "key";

/// The values that a schema shows, the best first: its example, its default, the values of its enum.
fn shown(parts: &[&Node]) -> Vec<Value> {
    let under = |key: &'static str| parts.iter().filter_map(move |part| part.child(key));
    let values = under("enum").filter_map(Node::items).flatten();
    under("example")
        .chain(under("default"))
        .chain(values)
        .map(Node::to_json)
        .filter(|value| !value.is_null())
        .collect()
}

/// The plan of a value that is shown as a whole: its ids are made anew.
fn from_example(value: Value, name: &str) -> Blueprint {
    match value {
        Value::String(_) if is_id(name) => Blueprint::Id(name.to_owned()),
        Value::Array(items) if is_ids(name) && items.iter().all(Value::is_string) => {
            Blueprint::Ids(name.to_owned())
        }
        Value::Array(items) => {
            let items = items.into_iter().map(|item| from_example(item, ""));
            Blueprint::List(items.collect())
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| {
                let drawn = from_example(value, &name);
                (name, drawn)
            });
            Blueprint::Object(fields.collect())
        }
        other => Blueprint::Fixed(other),
    }
}

/// The same plan with a number in its first text, for lists whose items have to differ.
fn varied_by(item: &Blueprint, number: usize) -> Blueprint {
    match item {
        Blueprint::Fixed(Value::String(text)) => {
            Blueprint::Fixed(format!("{text} {number}").into())
        }
        Blueprint::Object(fields) => {
            let is_text = |field: &Blueprint| matches!(field, Blueprint::Fixed(Value::String(_)));
            let first = fields.iter().position(|(_, field)| is_text(field));
            let fields = fields.iter().enumerate();
            let fields = fields.map(|(index, (name, field))| match first == Some(index) {
                true => (name.clone(), varied_by(field, number)),
                false => (name.clone(), field.clone()),
            });
            Blueprint::Object(fields.collect())
        }
        other => other.clone(),
    }
}

fn stated_type<'t>(parts: &[&'t Node]) -> Option<&'t str> {
    parts.iter().find_map(|part| own_type(part))
}

fn alternatives<'t>(parts: &[&'t Node]) -> Vec<&'t Node> {
    let keys = ["oneOf", "anyOf"];
    let lists = parts
        .iter()
        .flat_map(|part| keys.into_iter().filter_map(|key| part.child(key)?.items()));
    lists.flatten().collect()
}

fn accepts_null(schema: &Node) -> bool {
    schema.child("nullable").is_some_and(Node::is_true)
}

fn count(parts: &[&Node], key: &str) -> Option<usize> {
    let count = parts.iter().find_map(|part| part.child(key))?.to_json();
    usize::try_from(count.as_u64()?).ok()
}
