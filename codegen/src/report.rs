//! Counts what went in and what came out: nothing is left out in silence.

use crate::Spec;
use crate::model::Skipped;
use crate::normalise::METHODS;
use crate::tree::Node;

/// What went in and what came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The areas, of both generations.
    pub areas: usize,
    /// The operations of the documents.
    pub operations_in: usize,
    /// The operations of the crate.
    pub operations_out: usize,
    /// The types of the crate.
    pub types: usize,
    /// What is not generated, or not as it was written.
    pub skipped: Vec<Skipped>,
}

impl Report {
    pub(crate) fn new(spec: &Spec) -> Self {
        let areas = &spec.api.areas;
        Self {
            areas: areas.len(),
            operations_in: spec
                .documents
                .iter()
                .map(|document| operations(&document.tree))
                .sum(),
            operations_out: areas.iter().map(|area| area.operations().count()).sum(),
            types: areas.iter().map(|area| area.types.len()).sum(),
            skipped: spec.api.skipped.clone(),
        }
    }
}

fn operations(tree: &Node) -> usize {
    let items = tree
        .child("paths")
        .and_then(Node::entries)
        .into_iter()
        .flatten();
    let methods = items.filter_map(|(_, item)| item.node.entries());
    methods
        .flat_map(|item| item.keys())
        .filter(|key| METHODS.contains(&key.as_str()))
        .count()
}
