//! `path-parameters`: a placeholder of a path without a declaration that holds.

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};
use crate::normalise::placeholders;
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "path-parameters",
    level: Level::Warning,
    about: "Finds placeholders of a path that no parameter declares, and path parameters that are not required. Both are read as required texts; a declaration says what they are.",
    fires: include_str!("../examples/path-parameters/fires.yaml"),
    silent: include_str!("../examples/path-parameters/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for operation in subject.parts(Kind::Operation) {
        let declared = subject.parameters(operation);
        let path = operation.path();
        for placeholder in placeholders(&path) {
            let is_it =
                |node: &&&Node| word(node, "in") == "path" && word(node, "name") == placeholder;
            match declared.iter().find(is_it) {
                None => hits.push(operation.hit(
                    operation.place,
                    format!("`{{{placeholder}}}` of the path is not declared"),
                    format!("add `{{name: {placeholder}, in: path, required: true, schema: ...}}`"),
                )),
                Some(node) if !node.child("required").is_some_and(Node::is_true) => {
                    hits.push(operation.hit(
                        &node.place,
                        format!("the path parameter `{placeholder}` is not required"),
                        "add `required: true`",
                    ));
                }
                Some(_) => {}
            }
        }
    }
}
