//! `free-form`: objects that do not say what they hold.

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "free-form",
    level: Level::Note,
    about: "Finds objects that do not say what they hold. They are read as any JSON value.",
    fires: include_str!("../examples/free-form/fires.yaml"),
    silent: include_str!("../examples/free-form/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    const SAYS: [&str; 6] = [
        "properties",
        "additionalProperties",
        "allOf",
        "oneOf",
        "anyOf",
        "$ref",
    ];
    for schema in subject.parts(Kind::Schema) {
        let is_object = word(schema.node, "type") == "object";
        if is_object && SAYS.iter().all(|key| schema.node.child(key).is_none()) {
            let message = match schema.property() {
                Some(name) => format!("`{name}` is an object that does not say what it holds"),
                None => "an object does not say what it holds".to_owned(),
            };
            let help = "add `properties`, or `additionalProperties: true` where it is a map";
            hits.push(schema.hit(schema.place, message, help));
        }
    }
}
