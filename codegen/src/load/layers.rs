//! Lays our document of an area over the vendor's: an operation or component of ours wins.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::{Entry, Map, Node};

/// How far below a key the two documents are merged; at that depth ours replaces the vendor's.
const MERGED: [(&str, usize); 2] = [("paths", 2), ("components", 2)];

/// The vendor's document with ours over it.
pub fn merge(vendor: &Node, own: &Node, diagnostics: &mut Diagnostics) -> Node {
    let mut tree = vendor.clone();
    let (Some(below), Some(above)) = (tree.entries_mut(), own.entries()) else {
        diagnostics.push(
            Diagnostic::new(&own.place, "the document is no mapping")
                .other(&vendor.place, "the vendor's document of this area"),
        );
        return own.clone();
    };
    for (key, entry) in above {
        let depth = MERGED
            .iter()
            .find(|(merged, _)| merged == key)
            .map_or(0, |(_, depth)| *depth);
        replace(below, key, entry, depth);
    }
    tree
}

/// Replaces what stands under the key, or what stands so many levels below it.
fn replace(below: &mut Map, key: &str, above: &Entry, depth: usize) {
    if depth > 0
        && let Some(entry) = below.get_mut(key)
        && let (Some(lower), Some(upper)) = (entry.node.entries_mut(), above.node.entries())
    {
        for (key, entry) in upper {
            replace(lower, key, entry, depth - 1);
        }
        return;
    }
    below.insert(key.to_owned(), above.clone());
}
