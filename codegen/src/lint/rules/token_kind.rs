//! `token-kind`: operations without a kind of token.

use crate::lint::subject::Subject;
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "token-kind",
    level: Level::Warning,
    about: "Finds operations that do not say which kind of token they take: a refusal then cannot say that it was the wrong one.",
    fires: include_str!("../examples/token-kind/fires.yaml"),
    silent: include_str!("../examples/token-kind/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for (part, lowered) in subject.operations() {
        let is_open = part
            .node
            .child("security")
            .is_some_and(|node| node.items() == Some(&[]));
        if lowered.tokens.is_empty() && !is_open {
            let message = "the operation does not say which kind of token it takes";
            let help = "add `x-highlevel-token-types: [sub-account]`, `[agency]` or both";
            hits.push(part.hit(part.place, message, help));
        }
    }
}
