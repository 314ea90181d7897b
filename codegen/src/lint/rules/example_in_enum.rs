//! `example-in-enum`: examples that their enum does not list.

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "example-in-enum",
    level: Level::Note,
    about: "Finds examples that the enum of their schema does not list. Either the example is old, or a value is missing.",
    fires: include_str!("../examples/example-in-enum/fires.yaml"),
    silent: include_str!("../examples/example-in-enum/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let values = schema.node.child("enum").and_then(Node::items);
        let (Some(values), Some(example)) = (values, schema.node.child("example")) else {
            continue;
        };
        if example.items().is_none() && !values.contains(example) {
            hits.push(schema.hit(
                &example.place,
                format!("the enum does not list its example {}", example.to_json()),
                "add the value, or mend the example",
            ));
        }
    }
}
