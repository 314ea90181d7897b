//! How the pages of a list are told apart: by exactly one style, each with its parameters.

use crate::diagnostic::Diagnostic;
use crate::tree::Node;

/// What precedes a pointer that starts at the last item of a page.
pub const LAST_ITEM: &str = "item:";

/// The keys that say how to ask for the next page.
const STYLES: [&str; 3] = ["offset", "page", "cursor"];

/// What is wrong with a paging whose keys are known.
pub fn check(paging: &Node) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = parameters(paging).collect();
    faults.extend(style(paging));
    faults
}

/// One of the styles, and `first` only where pages are counted.
fn style(paging: &Node) -> Option<Diagnostic> {
    let entries = paging.entries()?;
    let mut styles = STYLES
        .iter()
        .filter_map(|style| Some((style, entries.get(*style)?)));
    let Some((style, entry)) = styles.next() else {
        let fault = Diagnostic::new(&paging.place, "the paging does not say how to go on");
        return Some(fault.help("add one of `offset`, `page` or `cursor`"));
    };
    if let Some((other, second)) = styles.next() {
        let message = format!("the paging has `{other}` as well as `{style}`");
        let fault = Diagnostic::new(&second.key, message);
        return Some(fault.help("keep the one that the API follows"));
    }
    if entry
        .node
        .entries()
        .is_some_and(|cursors| cursors.is_empty())
    {
        let fault = Diagnostic::new(&entry.node.place, "`cursor` names no parameter");
        return Some(fault.help("write `cursor: {<parameter>: /<where its value is>}`"));
    }
    let first = entries.get("first").filter(|_| *style != "page")?;
    let fault = Diagnostic::new(&first.key, "`first` stands in a paging without `page`");
    Some(fault.help("remove it"))
}

/// A parameter has a name.
fn parameters(paging: &Node) -> impl Iterator<Item = Diagnostic> {
    let single = ["size", "offset", "page"]
        .into_iter()
        .filter_map(|key| paging.child(key))
        .filter(|node| node.as_text().is_some_and(str::is_empty))
        .map(|node| &node.place);
    let cursors = paging.child("cursor").and_then(Node::entries);
    let cursors = cursors
        .into_iter()
        .flatten()
        .filter(|(name, _)| name.is_empty())
        .map(|(_, entry)| &entry.key);
    single.chain(cursors).map(|place| {
        let fault = Diagnostic::new(place, "the parameter has no name");
        fault.help("write the name of a query parameter, or a JSON Pointer into the body")
    })
}
