//! `unused-schema`: schemas that no operation leads to.

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-schema",
    level: Level::Note,
    about: "Finds schemas that no operation leads to. They are not generated.",
    fires: include_str!("../examples/unused-schema/fires.yaml"),
    silent: include_str!("../examples/unused-schema/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let name = schema.pointer.strip_prefix("/components/schemas/");
        if name.is_some_and(|name| !name.contains('/')) && !subject.is_used(schema.key) {
            let message = "no operation uses the schema";
            hits.push(schema.hit(schema.place, message, "remove it, or refer to it"));
        }
    }
}
