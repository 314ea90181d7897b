//! `secret-unmarked`: fields of answers that are named like a credential.

use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};
use crate::names::words;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-unmarked",
    level: Level::Error,
    about: "Finds fields of answers that are named like a credential and not marked as one: they would show in `Debug` and in logs, and marking them later breaks users.",
    fires: include_str!("../examples/secret-unmarked/fires.yaml"),
    silent: include_str!("../examples/secret-unmarked/silent.yaml"),
    check,
};

/// What a credential is called.
const SECRETS: [&str; 7] = [
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "password",
    "secret",
    "token",
];

/// What makes a credential of a key.
const KEYS: [&str; 7] = [
    "access", "api", "auth", "live", "private", "secret", "signing",
];

/// What makes a token of something else: a place in a list.
const CURSORS: [&str; 4] = ["continuation", "cursor", "next", "page"];

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for schema in subject.parts(Kind::Schema) {
        let Some(name) = schema.property() else {
            continue;
        };
        let resolved = subject.resolve(schema.node);
        let is_text = word(resolved, "type") == "string" && resolved.child("enum").is_none();
        let marks = [schema.node, resolved].map(|node| node.child("x-highlevel-secret"));
        let is_marked = marks.iter().any(Option::is_some);
        if is_text && !is_marked && is_secret(name) && subject.is_answered(schema) {
            let message = format!("`{name}` looks like a credential and is not marked as one");
            let help = "add `x-highlevel-secret: true`, or `false` where it is none";
            hits.push(schema.hit(schema.place, message, help));
        }
    }
}

/// Whether a field of this name holds a credential.
fn is_secret(name: &str) -> bool {
    let words = words(name);
    let before = |wanted: &[&str]| {
        let count = words.len().saturating_sub(1);
        words[..count]
            .iter()
            .any(|word| wanted.contains(&word.as_str()))
    };
    match words.last().map(String::as_str) {
        Some("token") => !before(&CURSORS),
        Some("key") => before(&KEYS),
        Some(last) => SECRETS.contains(&last),
        None => false,
    }
}
