//! Which named schemas requests carry, and which come back.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::tree::Node;

/// How the operations of a document use its named schemas.
#[derive(Debug, Default)]
pub struct Usage {
    requests: BTreeSet<String>,
    answers: BTreeSet<String>,
}

impl Usage {
    /// Follows the references of every operation.
    pub fn new<'d>(tree: &'d Node, operations: impl Iterator<Item = Found<'d>>) -> Self {
        let mut usage = Self::default();
        for found in operations {
            let sent = [
                found.node.child("requestBody"),
                found.node.child("parameters"),
                found.item_node.child("parameters"),
            ];
            sent.into_iter()
                .flatten()
                .for_each(|node| follow(tree, node, &mut usage.requests));
            found
                .node
                .child("responses")
                .into_iter()
                .for_each(|node| follow(tree, node, &mut usage.answers));
        }
        usage
    }

    /// Whether requests carry the schema.
    pub fn is_sent(&self, name: &str) -> bool {
        self.requests.contains(name)
    }

    /// Whether any operation uses the schema.
    pub fn is_used(&self, name: &str) -> bool {
        self.is_sent(name) || self.answers.contains(name)
    }
}

/// Adds the names of all schemas that are reached from a node.
fn follow(tree: &Node, node: &Node, names: &mut BTreeSet<String>) {
    let mut pending = vec![node];
    let mut components: BTreeMap<&str, ()> = BTreeMap::new();
    while let Some(node) = pending.pop() {
        node.walk(&mut |node| {
            let Some(text) = node.reference() else {
                return;
            };
            if components.insert(text, ()).is_some() {
                return;
            }
            if let Some(name) = text.strip_prefix("#/components/schemas/") {
                names.insert(name.to_owned());
            }
            pending.extend(
                text.strip_prefix('#')
                    .and_then(|pointer| tree.pointer(pointer)),
            );
        });
    }
}
