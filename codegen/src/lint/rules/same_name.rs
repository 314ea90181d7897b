//! `same-name`: two properties that become one name.

use std::collections::BTreeMap;

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};
use crate::names::words;
use crate::tree::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    name: "same-name",
    level: Level::Warning,
    about: "Finds two properties of an object whose names consist of the same words, such as `field_value` and `fieldValue`: in Rust both would be one field, so a person has to choose another name for one, in `codegen/src/names/chosen.rs`.",
    fires: include_str!("../examples/same-name/fires.yaml"),
    silent: include_str!("../examples/same-name/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let properties = schema.node.child("properties").and_then(Node::entries);
        let mut seen: BTreeMap<Vec<String>, (&str, &Entry)> = BTreeMap::new();
        for (name, entry) in properties.into_iter().flatten() {
            if let Some((other, first)) = seen.insert(words(name), (name, entry)) {
                let message = format!("`{name}` has the same words as `{other}`");
                let help = "remove the one that the API does not use";
                let mut hit = schema.hit(&entry.key, message, help);
                hit.diagnostic = hit.diagnostic.other(&first.key, "the other one");
                hits.push(hit);
            }
        }
    }
}
