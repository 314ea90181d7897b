//! `no-success`: operations without an answer for success.

use crate::lint::subject::{Kind, Subject, is_success};
use crate::lint::{Hit, Level, Rule};
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "no-success",
    level: Level::Warning,
    about: "Finds operations that document no answer for the case that all goes well.",
    fires: include_str!("../examples/no-success/fires.yaml"),
    silent: include_str!("../examples/no-success/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for operation in subject.parts(Kind::Operation) {
        let responses = operation.node.child("responses").and_then(Node::entries);
        if !responses
            .into_iter()
            .flatten()
            .any(|(status, _)| is_success(status))
        {
            let message = "no answer is documented for success";
            hits.push(operation.hit(operation.place, message, "add a response `2..`"));
        }
    }
}
