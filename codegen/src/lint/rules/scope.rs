//! `scope`: operations without a scope.

use crate::lint::subject::Subject;
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "scope",
    level: Level::Warning,
    about: "Finds operations that name no scope: the answer to a token without it then cannot say what is missing.",
    fires: include_str!("../examples/scope/fires.yaml"),
    silent: include_str!("../examples/scope/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for (part, lowered) in subject.operations() {
        let is_open = part
            .node
            .child("security")
            .is_some_and(|node| node.items() == Some(&[]));
        if lowered.scopes.is_empty() && !is_open {
            let message = "the operation names no scope";
            let help =
                "add `security: [{bearer: [<scope>]}]`, or `security: []` where it needs no token";
            hits.push(part.hit(part.place, message, help));
        }
    }
}
