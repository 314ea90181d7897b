//! Path templates: what stands between slashes is a text or one placeholder.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::normalise::METHODS;
use crate::tree::Node;

/// Reports paths that are no templates, which are taken out, and paths that are the same.
pub fn check(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let Some(paths) = tree.child_mut("paths").and_then(Node::entries_mut) else {
        return;
    };
    let mut seen: BTreeMap<(String, String), Place> = BTreeMap::new();
    paths.retain(|path, entry| {
        if let Err((message, help)) = well_formed(path) {
            let fault = Diagnostic::new(&entry.key, format!("the path `{path}` {message}"));
            diagnostics.push(fault.help(help));
            return false;
        }
        for method in entry.node.entries().into_iter().flat_map(|item| item.keys()) {
            let same = (anonymous(path), method.clone());
            match seen.get(&same).filter(|_| METHODS.contains(&method.as_str())) {
                Some(first) => diagnostics.push(
                    Diagnostic::new(&entry.key, format!("`{path}` differs from another path only in the names of its placeholders"))
                        .other(first, "the other one")
                        .help("put both into one path"),
                ),
                None => drop(seen.insert(same, entry.key.clone())),
            }
        }
        true
    });
}

/// What is wrong with a path, and what would be right.
fn well_formed(path: &str) -> Result<(), (String, &'static str)> {
    if !path.starts_with('/') {
        return Err((
            "does not start with `/`".to_owned(),
            "write it from the host on",
        ));
    }
    if path.contains(['?', '#']) {
        let message = "has a query or a fragment".to_owned();
        return Err((message, "a query belongs into `parameters`"));
    }
    if path.contains(|c: char| !c.is_ascii_graphic() || "\\\"<>`^|".contains(c))
        || path
            .split('/')
            .any(|segment| [".", ".."].contains(&segment))
    {
        let message = "has a character or a segment that no path can have".to_owned();
        return Err((
            message,
            "write characters percent-encoded, and no `.` or `..` between slashes",
        ));
    }
    let mut names: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        let mut rest = segment;
        while let Some(index) = rest.find(['{', '}']) {
            let Some((name, after)) = rest[index..]
                .strip_prefix('{')
                .and_then(|rest| rest.split_once('}'))
            else {
                return Err((
                    "has a brace without its other half".to_owned(),
                    "write `{name}`",
                ));
            };
            if name.is_empty() || name.contains('{') || names.contains(&name) {
                return Err((
                    format!("has a placeholder `{{{name}}}` that is empty, nested or there twice"),
                    "write `{name}`",
                ));
            }
            names.push(name);
            rest = after;
        }
    }
    Ok(())
}

/// The path without the names of its placeholders.
pub(crate) fn anonymous(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in path.chars() {
        inside = (inside || character == '{') && character != '}';
        if !inside || character == '{' {
            text.push(character);
        }
    }
    text
}
