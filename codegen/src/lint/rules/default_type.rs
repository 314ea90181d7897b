//! `default-type`: default values that do not fit the type.

use crate::lint::subject::{Kind, Subject, is_of_type, word};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "default-type",
    level: Level::Warning,
    about: "Finds default values that are not of the type of their schema.",
    fires: include_str!("../examples/default-type/fires.yaml"),
    silent: include_str!("../examples/default-type/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let resolved = subject.resolve(schema.node);
        let wanted = word(resolved, "type");
        let Some(value) = schema.node.child("default") else {
            continue;
        };
        if !is_of_type(value, wanted, resolved) {
            hits.push(schema.hit(
                &value.place,
                format!(
                    "the default is {}, but the type is `{wanted}`",
                    value.kind()
                ),
                "mend the type, or the default",
            ));
        }
    }
}
