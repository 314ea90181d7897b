//! `field-words`: properties and parameters without a description.

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};
use crate::normalise::is_reserved_header;
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "field-words",
    level: Level::Note,
    about: "Finds properties and parameters without a description, their own or that of the schema they refer to.",
    fires: include_str!("../examples/field-words/fires.yaml"),
    silent: include_str!("../examples/field-words/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    let properties = subject
        .parts(Kind::Schema)
        .filter(|part| part.property().is_some());
    for part in properties.chain(subject.parts(Kind::Parameter)) {
        let refers = part.kind == Kind::Parameter && part.node.reference().is_some();
        let is_constant = part.kind == Kind::Parameter && is_constant(part.node);
        if !refers && !is_constant && !subject.is_described(part.node) {
            let what = match part.property() {
                Some(name) => format!("`{name}` has no description"),
                None => format!(
                    "the parameter `{}` has no description",
                    word(part.node, "name")
                ),
            };
            hits.push(part.hit(part.place, what, "add a sentence in `spec/overlays`"));
        }
    }
}

/// Whether the parameter is a header that is never an argument.
fn is_constant(node: &Node) -> bool {
    let name = word(node, "name");
    word(node, "in") == "header"
        && (is_reserved_header(name) || name.eq_ignore_ascii_case("version"))
}
