//! Who may call an operation: from the names of its security schemes, and from the vendor's table of scopes.

use std::collections::BTreeMap;

use crate::Source;
use crate::diagnostic::Diagnostics;
use crate::load::yaml;
use crate::normalise::METHODS;
use crate::tree::{Entry, Node, Value};

/// What the names of the vendor's security schemes mean: kinds of token, and ways to get one.
///
/// `bearer` says nothing of the kind of token.
const SCHEMES: [(&str, Option<&str>, &[&str]); 5] = [
    ("bearer", None, &["oauth", "private-integration"]),
    (
        "Location-Access",
        Some("sub-account"),
        &["oauth", "private-integration"],
    ),
    ("Location-Access-Only", Some("sub-account"), &["oauth"]),
    (
        "Agency-Access",
        Some("agency"),
        &["oauth", "private-integration"],
    ),
    ("Agency-Access-Only", Some("agency"), &["oauth"]),
];

/// The vendor's table of scopes.
pub const TABLE: &str = "scopes.json";

/// The kinds of token by method and path, as the vendor's table lists them.
pub struct Access {
    tokens: BTreeMap<(String, String), Vec<String>>,
}

impl Access {
    /// Reads the table, where it is.
    pub fn read(sources: &[Source], diagnostics: &mut Diagnostics) -> Self {
        let mut tokens: BTreeMap<_, Vec<String>> = BTreeMap::new();
        let table = sources.iter().find(|source| source.path == TABLE);
        let table = table.and_then(|table| yaml::parse(table, diagnostics));
        for row in table
            .iter()
            .flat_map(|table| table.items().unwrap_or_default())
        {
            let text = |key: &str| row.child(key).and_then(Node::as_text).unwrap_or_default();
            let kinds = row
                .child("tokenTypes")
                .and_then(Node::items)
                .unwrap_or_default();
            let known = tokens
                .entry((text("method").to_lowercase(), same_path(text("path"))))
                .or_default();
            for kind in kinds.iter().filter_map(Node::as_text) {
                if ["sub-account", "agency"].contains(&kind)
                    && !known.iter().any(|there| there == kind)
                {
                    known.push(kind.to_owned());
                }
            }
        }
        Self { tokens }
    }

    /// Adds what is known to every operation of a document; gives their number.
    pub fn add(&self, tree: &mut Node) -> usize {
        let mut operations = 0;
        let paths = tree.child_mut("paths").and_then(Node::entries_mut);
        for (path, item) in paths.into_iter().flatten() {
            for (method, entry) in item.node.entries_mut().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    operations += 1;
                    self.describe(method, path, &mut entry.node);
                }
            }
        }
        operations
    }

    fn describe(&self, method: &str, path: &str, operation: &mut Node) {
        let (mut tokens, mut auth) = schemes(operation);
        if tokens.is_empty() {
            let listed = self.tokens.get(&(method.to_owned(), same_path(path)));
            tokens.extend(listed.into_iter().flatten().cloned());
        }
        // What a document says of itself stays.
        for (key, words) in [
            ("x-highlevel-auth-methods", &mut auth),
            ("x-highlevel-token-types", &mut tokens),
        ] {
            let place = operation.place.clone();
            if let Some(map) = operation
                .entries_mut()
                .filter(|map| !words.is_empty() && !map.contains_key(key))
            {
                let items = words
                    .iter()
                    .map(|word| Node::text(&place, word.as_str()))
                    .collect();
                map.insert(
                    key.to_owned(),
                    Entry::new(&place, Node::new(&place, Value::List(items))),
                );
            }
        }
    }
}

/// The kinds of token and ways to get one that the operation's security schemes name.
fn schemes(operation: &Node) -> (Vec<String>, Vec<String>) {
    let (mut tokens, mut auth) = (Vec::new(), Vec::new());
    let add = |words: &mut Vec<String>, word: &str| {
        if !words.iter().any(|there| there == word) {
            words.push(word.to_owned());
        }
    };
    let alternatives = operation
        .child("security")
        .and_then(Node::items)
        .unwrap_or_default();
    for name in alternatives
        .iter()
        .filter_map(Node::entries)
        .flat_map(|schemes| schemes.keys())
    {
        for (_, kind, ways) in SCHEMES.iter().filter(|(scheme, _, _)| scheme == name) {
            kind.iter().for_each(|kind| add(&mut tokens, kind));
            ways.iter().for_each(|way| add(&mut auth, way));
        }
    }
    (tokens, auth)
}

/// The path without what differs between the table and the documents: slashes at its ends, names of placeholders.
fn same_path(path: &str) -> String {
    let parts = path.trim_matches('/').split('/');
    let parts = parts.map(|part| {
        if part.starts_with(['{', ':']) {
            "{}"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}
