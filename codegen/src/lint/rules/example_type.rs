//! `example-type`: examples that do not fit the type.

use crate::lint::subject::{Kind, Subject, is_of_type, word};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "example-type",
    level: Level::Note,
    about: "Finds examples that are not of the type of their schema. One of the two is wrong; sandboxes and readers believe the example.",
    fires: include_str!("../examples/example-type/fires.yaml"),
    silent: include_str!("../examples/example-type/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let resolved = subject.resolve(schema.node);
        let wanted = word(resolved, "type");
        let Some(value) = schema.node.child("example") else {
            continue;
        };
        if !is_of_type(value, wanted, resolved) {
            hits.push(schema.hit(
                &value.place,
                format!(
                    "the example is {}, but the type is `{wanted}`",
                    value.kind()
                ),
                "mend the type, or the example",
            ));
        }
    }
}
