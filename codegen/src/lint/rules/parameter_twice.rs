//! `parameter-twice`: one name for two parameters of an operation.

use std::collections::BTreeMap;

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "parameter-twice",
    level: Level::Warning,
    about: "Finds two parameters of one name in an operation: twice at the same place, or in the path and in the query.",
    fires: include_str!("../examples/parameter-twice/fires.yaml"),
    silent: include_str!("../examples/parameter-twice/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for operation in subject.parts(Kind::Operation) {
        let mut names = BTreeMap::new();
        for node in subject.own_parameters(operation.node) {
            let name = word(node, "name");
            if let Some(first) = names.insert(name, node) {
                let place = word(first, "in");
                let mut hit = operation.hit(
                    &node.place,
                    format!("`{name}` is a parameter of the {} too", place),
                    "keep the one that the API reads",
                );
                hit.diagnostic = hit.diagnostic.other(&first.place, "the other one");
                hits.push(hit);
            }
        }
    }
}
