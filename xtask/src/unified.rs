//! Shows how two sets of files differ.

use std::collections::BTreeSet;
use std::fmt::Write;

use similar::TextDiff;

use crate::swap::Files;

/// A unified diff of every file that differs; empty where none does.
pub fn unified(there: &Files, wanted: &Files, folder: &str) -> String {
    let paths: BTreeSet<&String> = there.keys().chain(wanted.keys()).collect();
    let mut difference = String::new();
    for path in paths {
        let (old, new) = (there.get(path), wanted.get(path));
        if old == new {
            continue;
        }
        let name = |side: Option<&String>| {
            side.map_or("/dev/null".to_owned(), |_| format!("{folder}/{path}"))
        };
        let texts = (
            old.map_or("", String::as_str),
            new.map_or("", String::as_str),
        );
        let lines = TextDiff::from_lines(texts.0, texts.1);
        let unified = lines
            .unified_diff()
            .context_radius(3)
            .header(&name(old), &name(new))
            .to_string();
        // Writing to a text cannot fail.
        let _ = write!(difference, "{unified}");
    }
    difference
}
