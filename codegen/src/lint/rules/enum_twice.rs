//! `enum-twice`: a value that an enum lists twice.

use std::collections::BTreeSet;

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "enum-twice",
    level: Level::Note,
    about: "Finds a value that an enum lists twice. It is read as one.",
    fires: include_str!("../examples/enum-twice/fires.yaml"),
    silent: include_str!("../examples/enum-twice/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let values = schema.node.child("enum").and_then(Node::items);
        let mut seen = BTreeSet::new();
        let is_known = |value: &&Node| !seen.insert(value.to_json().to_string());
        let repeated: Vec<&Node> = values.unwrap_or_default().iter().filter(is_known).collect();
        if let [first, rest @ ..] = repeated.as_slice() {
            let message = match rest.len() {
                0 => format!("the enum lists {} twice", first.to_json()),
                more => format!("the enum lists {} and {more} more twice", first.to_json()),
            };
            hits.push(schema.hit(&first.place, message, "list each value once"));
        }
    }
}
