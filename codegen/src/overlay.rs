//! The third layer: applies the actions of OpenAPI Overlay 1.0 documents, each of which must change something.

use std::collections::HashSet;

use jsonpath_rust::query::js_path_vals;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lint::Allowance;
use crate::load::Document;
use crate::parallel;
use crate::read::shape;
use crate::tree::{Node, Value};

mod merge;

/// Applies the overlays, in order, to the documents that each of them names.
///
/// Gives what the overlays allow, for the linter.
pub fn apply(
    documents: &mut [Document],
    overlays: Vec<Node>,
    diagnostics: &mut Diagnostics,
) -> Vec<Allowance> {
    let overlays: Vec<Node> = overlays
        .into_iter()
        .filter_map(|mut overlay| {
            shape::check_overlay(&mut overlay, diagnostics).then_some(overlay)
        })
        .collect();
    let mut allowances = Vec::new();
    let mut actions: Vec<Vec<&Node>> = vec![Vec::new(); documents.len()];
    for overlay in &overlays {
        let items = |key| overlay.child(key).and_then(Node::items).unwrap_or_default();
        let targets = targets(overlay, documents, diagnostics);
        for index in &targets {
            actions[*index].extend(items("actions"));
        }
        for entry in items("x-allow") {
            allowances.extend(targets.iter().map(|index| Allowance {
                document: documents[*index].label(),
                entry: entry.clone(),
            }));
        }
    }
    let work: Vec<_> = documents.iter().zip(actions).collect();
    let changed = parallel::map(&work, |(document, actions)| changed(document, actions));
    for (document, (tree, found)) in documents.iter_mut().zip(changed) {
        document.tree = tree;
        diagnostics.append(found);
    }
    allowances
}

/// What the actions make of a document, one after the other.
fn changed(document: &Document, actions: &[&Node]) -> (Node, Diagnostics) {
    let (mut tree, mut found) = (document.tree.clone(), Diagnostics::default());
    for action in actions {
        if let Err(fault) = act(action, &mut tree, &document.label()) {
            found.push(fault);
        }
    }
    (tree, found)
}

/// What is said of an action whose document says already what the action is there for.
const OBSOLETE: &str = "the action changes nothing";

/// What helps where an action removes what is not there.
const GONE: &str = "mend the target, or remove the action if what it removes is gone already";

/// Whether the fault is that the documents have made an action needless.
pub fn is_obsolete(fault: &Diagnostic) -> bool {
    fault.message.starts_with(OBSOLETE) || fault.help.as_deref() == Some(GONE)
}

/// Which documents the overlay names: `extends` (one) or `x-extends` (several), as `v2/contacts`.
fn targets(overlay: &Node, documents: &[Document], diagnostics: &mut Diagnostics) -> Vec<usize> {
    let one = overlay.child("extends").into_iter();
    let several = overlay
        .child("x-extends")
        .and_then(Node::items)
        .unwrap_or_default();
    let mut targets = Vec::new();
    for name in one.chain(several) {
        let wanted = name.as_text().unwrap_or_default();
        let found = documents
            .iter()
            .position(|document| document.label() == wanted);
        match found {
            Some(index) => targets.push(index),
            None => diagnostics.push(
                Diagnostic::new(&name.place, format!("there is no document `{wanted}`"))
                    .help("name a generation and an area, such as `v2/conversations`"),
            ),
        }
    }
    let several = overlay.child("x-extends");
    if overlay.child("extends").is_none()
        && several.is_none_or(|names| names.items().is_some_and(<[Node]>::is_empty))
    {
        let place = &several.unwrap_or(overlay).place;
        diagnostics.push(
            Diagnostic::new(place, "the overlay names no document")
                .help("add `extends: v2/<area>`"),
        );
    }
    targets
}

/// Applies one action to the document of this name.
fn act(action: &Node, tree: &mut Node, document: &str) -> Result<(), Diagnostic> {
    let Some(target) = action.child("target") else {
        return Ok(());
    };
    let query = target.as_text().unwrap_or_default();
    let selected: HashSet<*const Node> = match js_path_vals(query, tree) {
        Ok(nodes) => nodes.into_iter().map(std::ptr::from_ref).collect(),
        Err(_) => {
            let fault = Diagnostic::new(&target.place, format!("`{query}` is no JSONPath"));
            let help = "write one as in RFC 9535, such as `$.components.schemas.Contact`";
            return Err(fault.help(help));
        }
    };
    if selected.is_empty() {
        let message = format!("`{query}` selects nothing in `{document}`");
        let fault = Diagnostic::new(&target.place, message);
        return Err(fault.help(if removes(action) {
            GONE
        } else {
            "mend the target, or remove the action"
        }));
    }
    if let Some(fault) = contradiction(action, tree, &selected) {
        return Err(fault);
    }
    if change(action, tree, &selected)? {
        return Ok(());
    }
    let message = format!("{OBSOLETE} in `{document}`");
    let fault = Diagnostic::new(&action.place, message);
    Err(fault.help("the document says this already: remove the action"))
}

/// What cannot be done, whatever the document says.
fn contradiction(
    action: &Node,
    tree: &Node,
    selected: &HashSet<*const Node>,
) -> Option<Diagnostic> {
    let (message, help) = match (removes(action), action.child("update").is_some()) {
        (true, true) => ("the action both removes and updates", "make it two actions"),
        (false, false) => (
            "the action does nothing",
            "add `update: ...` or `remove: true`",
        ),
        (true, false) if selected.contains(&std::ptr::from_ref(tree)) => (
            "the whole document cannot be removed",
            "delete the file instead",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(&action.place, message).help(help))
}

fn removes(action: &Node) -> bool {
    action.child("remove").is_some_and(Node::is_true)
}

/// Removes or updates the selected nodes, and says whether that made a difference.
///
/// They are visited in reverse document order: what is selected within a selected node comes before it, and the
/// removal of a sibling moves none that is still to come.
fn change(
    action: &Node,
    tree: &mut Node,
    selected: &HashSet<*const Node>,
) -> Result<bool, Diagnostic> {
    let mut paths = Vec::new();
    locate(tree, selected, &mut Vec::new(), &mut paths);
    let replaces = action.child("x-replace").is_some_and(Node::is_true);
    let mut changed = false;
    for path in paths.iter().rev() {
        if removes(action) {
            remove(tree, path);
            changed = true;
        } else if let (Some(node), Some(update)) = (step(tree, path), action.child("update")) {
            changed |= if replaces {
                merge::replace(node, update)
            } else {
                merge::update(node, update)?
            };
        }
    }
    Ok(changed)
}

/// Finds the way to each selected node: which child to take, level by level.
fn locate(
    node: &Node,
    selected: &HashSet<*const Node>,
    way: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) {
    if selected.contains(&std::ptr::from_ref(node)) {
        found.push(way.clone());
    }
    let mut within = |index, child| {
        if found.len() < selected.len() {
            way.push(index);
            locate(child, selected, way, found);
            way.pop();
        }
    };
    match &node.value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                within(index, item);
            }
        }
        Value::Map(map) => {
            for (index, entry) in map.values().enumerate() {
                within(index, &entry.node);
            }
        }
        _ => {}
    }
}

/// The node at the end of a way.
fn step<'t>(tree: &'t mut Node, way: &[usize]) -> Option<&'t mut Node> {
    way.iter()
        .try_fold(tree, |node, index| match &mut node.value {
            Value::List(items) => items.get_mut(*index),
            Value::Map(map) => map.get_index_mut(*index).map(|(_, entry)| &mut entry.node),
            _ => None,
        })
}

fn remove(tree: &mut Node, way: &[usize]) {
    let Some((last, way)) = way.split_last() else {
        return;
    };
    match step(tree, way).map(|parent| &mut parent.value) {
        Some(Value::List(items)) => drop(items.remove(*last)),
        Some(Value::Map(map)) => drop(map.shift_remove_index(*last)),
        _ => {}
    }
}
