//! How an `update` changes the node it is for.

use crate::diagnostic::Diagnostic;
use crate::tree::{Entry, Node, Value};

/// Puts another node in the place of the selected one, and says whether it differs.
pub fn replace(node: &mut Node, update: &Node) -> bool {
    let differs = node != update;
    if differs {
        *node = update.clone();
    }
    differs
}

/// Merges an update into the selected node: mappings key by key, lists by appending what they do not hold. Says whether
/// that made a difference.
///
/// # Errors
/// Where the node is a single value, which only `x-replace: true` may change.
pub fn update(node: &mut Node, update: &Node) -> Result<bool, Diagnostic> {
    match (&mut node.value, &update.value) {
        (Value::Map(_), Value::Map(_)) | (Value::List(_), Value::List(_)) => {
            Ok(merge(node, update))
        }
        (Value::List(items), _) => Ok(append(items, std::slice::from_ref(update))),
        _ => Err(Diagnostic::new(
            &update.place,
            format!("{} cannot be merged into {}", update.kind(), node.kind()),
        )
        .other(&node.place, "the action selects this")
        .help("select the mapping above it, or add `x-replace: true`")),
    }
}

fn merge(node: &mut Node, update: &Node) -> bool {
    match (&mut node.value, &update.value) {
        (Value::Map(map), Value::Map(added)) => {
            let mut changed = false;
            for (key, entry) in added {
                changed |= match map.get_mut(key) {
                    Some(there) => merge(&mut there.node, &entry.node),
                    None => map.insert(key.clone(), Entry::clone(entry)).is_none(),
                };
            }
            changed
        }
        (Value::List(items), Value::List(added)) => append(items, added),
        _ => replace(node, update),
    }
}

/// Appends what is not there yet, and says whether that was something.
fn append(items: &mut Vec<Node>, added: &[Node]) -> bool {
    let before = items.len();
    for item in added {
        if !items.contains(item) {
            items.push(item.clone());
        }
    }
    items.len() > before
}
