//! `path-case`: paths that are not written in small letters with hyphens.

use std::collections::BTreeMap;

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "path-case",
    level: Level::Note,
    about: "Finds segments of paths that are not written in small letters with hyphens, and paths that differ in nothing but case. The API tells them apart, and answers 401 to the wrong one.",
    fires: include_str!("../examples/path-case/fires.yaml"),
    silent: include_str!("../examples/path-case/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for item in subject.parts(Kind::PathItem) {
        let literal = |segment: &&str| !segment.starts_with('{');
        let odd = |segment: &&str| segment.contains(|c: char| c.is_ascii_uppercase() || c == '_');
        if let Some(segment) = item.key.split('/').filter(literal).find(odd) {
            let message = format!("`{segment}` is not written in small letters with hyphens");
            let help = "check that the API calls it so, and allow it";
            hits.push(item.hit(item.place, message, help));
        }
        if let Some(other) = seen.insert(item.key.to_ascii_lowercase(), item.key) {
            let message = format!("`{other}` differs in nothing but case");
            hits.push(item.hit(item.place, message, "keep the one that the API answers"));
        }
    }
}
