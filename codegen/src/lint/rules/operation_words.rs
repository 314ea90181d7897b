//! `operation-words`: operations without a description.

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "operation-words",
    level: Level::Warning,
    about: "Finds operations without words of ours: the method would say no more than its name.",
    fires: include_str!("../examples/operation-words/fires.yaml"),
    silent: include_str!("../examples/operation-words/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for operation in subject.parts(Kind::Operation) {
        let said = ["description", "summary"].map(|key| word(operation.node, key));
        if said.iter().all(|text| text.trim().is_empty()) {
            let message = "the operation has no description";
            hits.push(operation.hit(
                operation.place,
                message,
                "add a sentence in `spec/overlays`",
            ));
        }
    }
}
