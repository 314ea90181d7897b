//! How an `update` changes the node it is for.

use crate::diagnostic::Diagnostic;
use crate::tree::{Entry, Node, Value};

/// Merges an update into the selected node: mappings key by key, lists by appending.
///
/// # Errors
/// Where the node is a single value, which only `x-replace: true` may change.
pub fn update(node: &mut Node, update: &Node) -> Result<(), Diagnostic> {
    match (&mut node.value, &update.value) {
        (Value::Map(_), Value::Map(_)) => {
            merge(node, update);
            Ok(())
        }
        (Value::List(items), Value::List(added)) => {
            items.extend(added.iter().cloned());
            Ok(())
        }
        (Value::List(items), _) => {
            items.push(update.clone());
            Ok(())
        }
        _ => Err(Diagnostic::new(
            &update.place,
            format!("{} cannot be merged into {}", update.kind(), node.kind()),
        )
        .other(&node.place, "the action selects this")
        .help("select the mapping above it, or add `x-replace: true`")),
    }
}

fn merge(node: &mut Node, update: &Node) {
    match (&mut node.value, &update.value) {
        (Value::Map(map), Value::Map(added)) => {
            for (key, entry) in added {
                match map.get_mut(key) {
                    Some(there) => merge(&mut there.node, &entry.node),
                    None => drop(map.insert(key.clone(), Entry::clone(entry))),
                }
            }
        }
        (Value::List(items), Value::List(added)) => items.extend(added.iter().cloned()),
        _ => *node = update.clone(),
    }
}
