//! How deep a document may nest, after its overlays too: later stages recurse.

use crate::diagnostic::{Diagnostic, Place};
use crate::tree::{Node, Value};

/// More than twice what the deepest document of the API needs; a level costs a strict reader about 28 kB of stack.
pub const LIMIT: usize = 48;

/// What is wrong at a place that is deeper.
pub fn fault(place: &Place) -> Diagnostic {
    Diagnostic::new(
        place,
        format!("the document nests deeper than {LIMIT} levels"),
    )
    .help("move the inner part into `components` and refer to it")
}

/// The first place that is deeper than the limit.
pub fn exceeded(tree: &Node) -> Option<&Place> {
    let mut pending = vec![(tree, 0)];
    while let Some((node, depth)) = pending.pop() {
        if depth > LIMIT {
            return Some(&node.place);
        }
        match &node.value {
            Value::List(items) => pending.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Map(map) => pending.extend(map.values().map(|entry| (&entry.node, depth + 1))),
            _ => {}
        }
    }
    None
}
