//! Findings that overlays allow, each with its reason.

use std::collections::BTreeSet;

use jsonpath_rust::query::js_path_vals;

use super::rules::RULES;
use crate::Spec;
use crate::diagnostic::{Diagnostic, suggest};
use crate::load::Document;
use crate::tree::{Node, Value};

/// An entry of `x-allow`, and the document it is for.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The document, as `v2/contacts`.
    pub document: String,
    /// The entry: `rule`, `target` and `reason`.
    pub entry: Node,
}

/// The allowances of one document, and what each has silenced.
pub struct Allowances<'s> {
    allowed: Vec<Allowed<'s>>,
}

struct Allowed<'s> {
    entry: &'s Node,
    pointers: Result<BTreeSet<String>, Diagnostic>,
    silenced: usize,
}

impl<'s> Allowances<'s> {
    /// Finds what the entries for this document select.
    pub fn new(spec: &'s Spec, document: &Document) -> Self {
        let label = document.label();
        let entries = spec
            .allowances
            .iter()
            .filter(|allowance| allowance.document == label);
        let allowed = entries.map(|allowance| Allowed {
            entry: &allowance.entry,
            pointers: pointers(&allowance.entry, document),
            silenced: 0,
        });
        Self {
            allowed: allowed.collect(),
        }
    }

    /// Whether an entry allows what the rule has found there.
    pub fn allow(&mut self, rule: &str, pointer: &str) -> bool {
        let covers = |allowed: &&mut Allowed<'_>| {
            text(allowed.entry, "rule") == rule
                && allowed
                    .pointers
                    .as_ref()
                    .is_ok_and(|pointers| pointers.iter().any(|above| is_below(pointer, above)))
        };
        let found = self.allowed.iter_mut().find(covers);
        found.map(|allowed| allowed.silenced += 1).is_some()
    }

    /// How many findings were allowed.
    pub fn silenced(&self) -> usize {
        self.allowed.iter().map(|allowed| allowed.silenced).sum()
    }

    /// The entries that silence nothing.
    pub fn needless(self) -> impl Iterator<Item = Diagnostic> {
        let idle = |allowed: &Allowed<'_>| allowed.silenced == 0;
        self.allowed.into_iter().filter(idle).map(|allowed| {
            let (rule, target) = (text(allowed.entry, "rule"), text(allowed.entry, "target"));
            if !RULES.iter().any(|known| known.name == rule) {
                let place = allowed.entry.child("rule").unwrap_or(allowed.entry);
                let fault = Diagnostic::new(&place.place, format!("there is no rule `{rule}`"));
                return fault.help(suggest(rule, RULES.iter().map(|known| known.name)));
            }
            match allowed.pointers {
                Err(fault) => fault,
                Ok(_) => Diagnostic::new(
                    &allowed.entry.place,
                    format!("`{rule}` finds nothing at `{target}` that could be allowed"),
                )
                .help("remove the entry, or mend its target"),
            }
        })
    }
}

fn text<'n>(entry: &'n Node, key: &str) -> &'n str {
    entry.child(key).and_then(Node::as_text).unwrap_or_default()
}

fn is_below(pointer: &str, above: &str) -> bool {
    pointer
        .strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The JSON Pointers to what the entry selects.
fn pointers(entry: &Node, document: &Document) -> Result<BTreeSet<String>, Diagnostic> {
    let target = entry.child("target").unwrap_or(entry);
    let query = target.as_text().unwrap_or_default();
    let selected = js_path_vals(query, &document.tree).map_err(|_| {
        let fault = Diagnostic::new(&target.place, format!("`{query}` is no JSONPath"));
        fault.help("write one as in RFC 9535, such as `$.components.schemas.Contact`")
    })?;
    let selected: BTreeSet<*const Node> = selected.into_iter().map(std::ptr::from_ref).collect();
    let mut found = BTreeSet::new();
    locate(&document.tree, &selected, &mut String::new(), &mut found);
    Ok(found)
}

fn locate(
    node: &Node,
    selected: &BTreeSet<*const Node>,
    pointer: &mut String,
    found: &mut BTreeSet<String>,
) {
    if selected.contains(&std::ptr::from_ref(node)) {
        found.insert(pointer.clone());
    }
    let length = pointer.len();
    match &node.value {
        Value::Map(map) => {
            for (key, entry) in map {
                super::subject::push(pointer, key);
                locate(&entry.node, selected, pointer, found);
                pointer.truncate(length);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                super::subject::push(pointer, &index.to_string());
                locate(item, selected, pointer, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}
