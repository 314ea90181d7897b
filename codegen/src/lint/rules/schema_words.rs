//! `schema-words`: named schemas without a description.

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "schema-words",
    level: Level::Note,
    about: "Finds named schemas without a description.",
    fires: include_str!("../examples/schema-words/fires.yaml"),
    silent: include_str!("../examples/schema-words/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let name = schema.pointer.strip_prefix("/components/schemas/");
        let is_named = name.is_some_and(|name| !name.contains('/'));
        if is_named && subject.is_used(schema.key) && !subject.is_described(schema.node) {
            let message = "the schema has no description";
            hits.push(schema.hit(schema.place, message, "add a sentence in `spec/overlays`"));
        }
    }
}
