//! `no-content`: answers for success without content.

use crate::lint::subject::{Kind, Subject, is_success};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "no-content",
    level: Level::Warning,
    about: "Finds answers for success that document no content and are no 204. The method then gives any JSON value, or nothing.",
    fires: include_str!("../examples/no-content/fires.yaml"),
    silent: include_str!("../examples/no-content/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for response in subject.parts(Kind::Response) {
        let resolved = subject.resolve(response.node);
        let is_empty = ["204", "205"].contains(&response.key);
        if is_success(response.key) && !is_empty && resolved.child("content").is_none() {
            let message = format!("the answer {} documents no content", response.key);
            let help = "add its `content`, or make it a 204 where there is none";
            hits.push(response.hit(response.place, message, help));
        }
    }
}
