//! Holds a tree against the grammar: reports every fault, and takes the faulty part out so that the rest can go on.

use super::grammar::{
    DOCUMENT, OPERATION, OVERLAY, Object, PAGING, PATH_ITEM, RESPONSE, SCHEMA, Shape,
};
use super::{keywords, paging, template};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::normalise::METHODS;
use crate::tree::{Map, Node, Value};

/// Checks an `OpenAPI` document; false where nothing of it can be used.
pub fn check_document(tree: &mut Node, diagnostics: &mut Diagnostics) -> bool {
    if let Some(version) = tree.child("swagger") {
        let fault = Diagnostic::new(&version.place, "this is a Swagger 2.0 document");
        diagnostics.push(fault.help("convert it to OpenAPI 3.0"));
        return false;
    }
    if let Some(version) = tree
        .child("openapi")
        .filter(|version| !is_supported(version))
    {
        let fault = Diagnostic::new(
            &version.place,
            format!("`openapi` is {}", version.to_json()),
        );
        diagnostics.push(fault.help("write an OpenAPI 3.0 document: `openapi: 3.0.3`"));
        return false;
    }
    template::check(tree, diagnostics);
    Checker::new(diagnostics).object(tree, &DOCUMENT)
}

/// Checks an overlay; false where nothing of it can be used.
pub fn check_overlay(tree: &mut Node, diagnostics: &mut Diagnostics) -> bool {
    Checker::new(diagnostics).object(tree, &OVERLAY)
}

fn is_supported(version: &Node) -> bool {
    version
        .as_text()
        .is_some_and(|text| text.starts_with("3.0."))
}

/// What is being checked, and the faults so far.
struct Checker<'d> {
    /// The operation or component, as faults name it.
    context: String,
    /// The value, as faults name it.
    what: String,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Checker<'d> {
    fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            context: String::new(),
            what: "the document".to_owned(),
            diagnostics,
        }
    }

    /// Checks a node; false where it has to be taken out.
    fn node(&mut self, node: &mut Node, shape: &'static Shape) -> bool {
        match shape {
            Shape::Any | Shape::Operation => true,
            Shape::Text => self.text(node),
            Shape::Flag => {
                let is_flag = matches!(node.value, Value::Bool(_));
                self.expect(node, is_flag, "write `true` or `false`")
            }
            Shape::Number => {
                let is_number = matches!(node.value, Value::Number(_));
                self.expect(node, is_number, "write a number")
            }
            Shape::Count => {
                let is_count = matches!(&node.value, Value::Number(number) if number.is_u64());
                self.expect(node, is_count, "write a whole number from 0")
            }
            Shape::Word(words) => self.word(node, words),
            Shape::List(item) => self.list(node, item),
            Shape::Map(value) => self.map(node, |checker, _, node| checker.node(node, value)),
            Shape::Components(value) => self.map(node, |checker, name, node| {
                checker.component(name, node, value)
            }),
            Shape::Paths => self.map(node, Checker::path),
            Shape::Responses => self.map(node, Checker::response),
            Shape::Object(object) => self.object(node, object),
            Shape::OrReference(object) => match node.child("$ref") {
                Some(_) => self.reference(node, object),
                None => self.object(node, object),
            },
            Shape::SchemaOrFlag if matches!(node.value, Value::Bool(_)) => true,
            Shape::Schema | Shape::SchemaOrFlag => self.schema(node),
            Shape::Paging => self.object(node, &PAGING) && self.sound(paging::check(node)),
            Shape::Pointer => self.text(node) && self.pointer(node, ""),
            Shape::CursorSource => self.text(node) && self.pointer(node, paging::LAST_ITEM),
        }
    }

    /// A JSON Pointer, which the given words may precede.
    fn pointer(&mut self, node: &Node, prefix: &str) -> bool {
        let text = node.as_text().unwrap_or_default();
        let pointer = text.strip_prefix(prefix).unwrap_or(text);
        let holds = pointer.is_empty() || pointer.starts_with('/');
        if !holds {
            let fault = Diagnostic::new(&node.place, format!("{} is `{text}`", self.what));
            self.fault(fault.help(match prefix {
                "" => "write a JSON Pointer: `/` before each name on the way".to_owned(),
                prefix => format!(
                    "write a JSON Pointer into the answer, or `{prefix}` and one into its last item"
                ),
            }));
        }
        holds
    }

    /// A faulty schema becomes one that allows anything: what refers to it can still be checked.
    fn schema(&mut self, node: &mut Node) -> bool {
        let sound = match node.child("$ref") {
            Some(_) => self.reference(node, &SCHEMA),
            None => self.object(node, &SCHEMA) && self.sound(keywords::check(node)),
        };
        if !sound {
            node.value = Value::Map(Map::new());
        }
        true
    }

    /// Reports the faults; whether there are none.
    fn sound(&mut self, faults: Vec<Diagnostic>) -> bool {
        let sound = faults.is_empty();
        faults.into_iter().for_each(|fault| self.fault(fault));
        sound
    }

    /// A reference leads to a component of the kind that is wanted.
    fn reference(&mut self, node: &Node, object: &Object) -> bool {
        let Some(target) = node.child("$ref") else {
            return true;
        };
        "`$ref`".clone_into(&mut self.what);
        let Some(text) = target.as_text() else {
            return self.text(target);
        };
        let component = format!("#/components/{}/", object.components);
        let leads = text
            .strip_prefix(&component)
            .is_some_and(|name| !name.contains('/'));
        if !leads {
            let fault = Diagnostic::new(&target.place, format!("`{text}` is no {}", object.name));
            self.fault(fault.help(format!("refer to `{component}<name>`")));
        }
        leads
    }

    fn object(&mut self, node: &mut Node, object: &'static Object) -> bool {
        let place = node.place.clone();
        if !self.expect(node, node.entries().is_some(), "write a mapping") {
            return false;
        }
        let absent = object
            .required
            .iter()
            .filter(|(key, _)| node.child(key).is_none());
        let absent: Vec<_> = absent.collect();
        for (key, help) in &absent {
            let fault = Diagnostic::new(&place, format!("{} has no `{key}`", object.name));
            self.fault(fault.help(format!("add `{help}`")));
        }
        self.map(node, |checker, key, node| {
            let known = object.keys.iter().find(|(known, _)| *known == key);
            known.is_none_or(|(_, shape)| checker.node(node, shape))
        });
        self.unknown_keys(node, object);
        let has = |key: &str| node.child(key).is_some();
        let is_complete = object.required.iter().all(|(key, _)| has(key));
        absent.is_empty() && is_complete && self.style(node, object)
    }

    /// The one style that a parameter can have in its place.
    fn style(&mut self, node: &Node, object: &Object) -> bool {
        let text = |key: &str| node.child(key).and_then(Node::as_text);
        let (Some(place), Some(style)) = (text("in"), text("style")) else {
            return true;
        };
        let wanted = if place == "query" { "form" } else { "simple" };
        if object.name != "parameter" || style == wanted {
            return true;
        }
        let message = format!("the style of a {place} parameter is `{style}`");
        let fault = Diagnostic::new(&node.place, message);
        self.fault(fault.help(format!("remove it, or write `style: {wanted}`")));
        false
    }

    /// Reports and takes out the keys that the object does not have.
    fn unknown_keys(&mut self, node: &mut Node, object: &'static Object) {
        let Some(map) = node.entries_mut() else {
            return;
        };
        let known = |key: &str| object.keys.iter().any(|(known, _)| *known == key);
        for (key, entry) in map.iter().filter(|(key, _)| !known(key)) {
            let fault = Diagnostic::new(&entry.key, format!("{} has no key `{key}`", object.name));
            self.fault(fault.help(suggest(key, object.keys.iter().map(|(key, _)| *key))));
        }
        map.retain(|key, _| known(key));
    }

    fn path(&mut self, path: &str, node: &mut Node) -> bool {
        let entries = node.entries_mut().into_iter().flatten();
        let methods = entries.filter(|(key, _)| METHODS.contains(&key.as_str()));
        let mut unsound: Vec<String> = Vec::new();
        for (method, entry) in methods {
            self.context = format!("{} {path}: ", method.to_uppercase());
            self.what = format!("`{method}`");
            if !self.object(&mut entry.node, &OPERATION) {
                unsound.push(method.clone());
            }
        }
        self.context = format!("{path}: ");
        let sound = self.object(node, &PATH_ITEM);
        self.context.clear();
        if let Some(map) = node.entries_mut() {
            map.retain(|method, _| !unsound.contains(method));
        }
        sound
    }

    /// A named component; `value` is what it has to be.
    fn component(&mut self, name: &str, node: &mut Node, value: &'static Shape) -> bool {
        let kind = match value {
            Shape::Object(object) => object.name,
            _ => SCHEMA.name,
        };
        self.context = format!("{kind} {name}: ");
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        if !name.chars().all(allowed) {
            let fault = Diagnostic::new(
                &node.place,
                "the name of a component has other characters than `a-zA-Z0-9.-_`",
            );
            self.fault(fault.help("rename it"));
        }
        let sound = match (value, node.child("$ref")) {
            (Shape::Object(_), Some(target)) => {
                let fault = Diagnostic::new(&target.place, "a component is only a reference");
                self.fault(fault.help("refer to the other one where this one is used"));
                false
            }
            _ => self.node(node, value),
        };
        self.context.clear();
        sound
    }

    fn response(&mut self, status: &str, node: &mut Node) -> bool {
        let code = status
            .parse::<u16>()
            .is_ok_and(|code| (100..600).contains(&code));
        if !code {
            let fault = Diagnostic::new(&node.place, format!("`{status}` is no status code"));
            self.fault(fault.help("write a code from 100 to 599 in quotes"));
            return false;
        }
        match node.child("$ref") {
            Some(_) => self.reference(node, &RESPONSE),
            None => self.object(node, &RESPONSE),
        }
    }

    fn text(&mut self, node: &Node) -> bool {
        let help = match &node.value {
            Value::Number(number) => format!("write \"{number}\" in quotes"),
            Value::Bool(flag) => format!("write \"{flag}\" in quotes"),
            _ => "write a text".to_owned(),
        };
        self.expect(node, node.as_text().is_some(), &help)
    }

    fn word(&mut self, node: &Node, words: &[&str]) -> bool {
        match node.as_text() {
            Some(text) if words.contains(&text) => true,
            Some(text) => {
                let fault = Diagnostic::new(&node.place, format!("{} is `{text}`", self.what));
                self.fault(fault.help(one_of(words)));
                false
            }
            None => self.text(node),
        }
    }

    fn list(&mut self, node: &mut Node, shape: &'static Shape) -> bool {
        if !self.expect(node, node.items().is_some(), "write a list") {
            return false;
        }
        let item = format!("an item of {}", self.what);
        if let Some(items) = node.items_mut() {
            items.retain_mut(|node| {
                item.clone_into(&mut self.what);
                self.node(node, shape)
            });
        }
        true
    }

    fn map(
        &mut self,
        node: &mut Node,
        mut check: impl FnMut(&mut Self, &str, &mut Node) -> bool,
    ) -> bool {
        if !self.expect(node, node.entries().is_some(), "write a mapping") {
            return false;
        }
        if let Some(map) = node.entries_mut() {
            map.retain(|key, entry| {
                self.what = format!("`{key}`");
                check(self, key, &mut entry.node)
            });
        }
        true
    }

    fn expect(&mut self, node: &Node, holds: bool, help: &str) -> bool {
        if !holds {
            let fault = Diagnostic::new(&node.place, format!("{} is {}", self.what, node.kind()));
            self.fault(fault.help(help));
        }
        holds
    }

    /// Adds a fault, led by the operation or component that it is in.
    fn fault(&mut self, mut fault: Diagnostic) {
        fault.message.insert_str(0, &self.context);
        self.diagnostics.push(fault);
    }
}

/// What to write instead.
fn one_of(words: &[&str]) -> String {
    match words {
        [word] => format!("write `{word}`"),
        words => format!("write one of {}", words.join(", ")),
    }
}
