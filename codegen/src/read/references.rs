//! Checks that every reference leads somewhere; one that does not is taken out, so that the rest can go on.

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::tree::{Map, Node, Value};

/// Reports each reference that leads nowhere.
pub fn report(tree: &Node, diagnostics: &mut Diagnostics) {
    tree.walk(&mut |node| {
        let Some(target) = node.child("$ref") else {
            return;
        };
        let Some(text) = target.as_text().filter(|text| text.starts_with("#/")) else {
            return;
        };
        match follow(tree, text) {
            End::Somewhere => {}
            End::Nowhere => diagnostics.push(fault(tree, text, target)),
            End::Circle => {
                let message = format!("`{text}` leads round in a circle");
                let help = "one of the components on the way has to say something itself";
                diagnostics.push(Diagnostic::new(&target.place, message).help(help));
            }
        }
    });
}

/// Takes out the references that lead nowhere, after they, or the component that was faulty, have been reported.
pub fn prune(tree: &mut Node) {
    let mut dangling = Vec::new();
    tree.walk(&mut |node| {
        if let Some(text) = node.reference()
            && !matches!(follow(tree, text), End::Somewhere)
        {
            dangling.push(text.to_owned());
        }
    });
    if dangling.is_empty() {
        return;
    }
    let is_dangling = |node: &Node| {
        node.reference()
            .is_some_and(|text| dangling.iter().any(|there| there == text))
    };
    tree.walk_mut(&mut |node| match &mut node.value {
        Value::List(items) => items.retain(|item| !is_dangling(item) || is_schema(item)),
        Value::Map(map) => {
            map.retain(|_, entry| !is_dangling(&entry.node) || is_schema(&entry.node));
            for entry in map.values_mut().filter(|entry| is_dangling(&entry.node)) {
                entry.node.value = Value::Map(Map::new());
            }
        }
        _ => {}
    });
}

/// What refers to a schema stays, as one that allows anything.
fn is_schema(node: &Node) -> bool {
    node.reference()
        .is_some_and(|text| text.starts_with("#/components/schemas/"))
}

/// Where references end.
enum End {
    Somewhere,
    Nowhere,
    Circle,
}

/// Follows references until something else stands there.
fn follow<'t>(tree: &'t Node, text: &'t str) -> End {
    let mut seen = vec![text];
    let mut text = text;
    loop {
        let target = text
            .strip_prefix('#')
            .and_then(|pointer| tree.pointer(pointer));
        match target.map(Node::reference) {
            None => return End::Nowhere,
            Some(None) => return End::Somewhere,
            Some(Some(next)) if seen.contains(&next) => return End::Circle,
            Some(Some(next)) => {
                seen.push(next);
                text = next;
            }
        }
    }
}

fn fault(tree: &Node, text: &str, target: &Node) -> Diagnostic {
    let fault = Diagnostic::new(&target.place, format!("`{text}` leads nowhere"));
    let kind = text
        .strip_prefix("#/components/")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("schemas");
    let there = tree
        .pointer(&format!("/components/{kind}"))
        .and_then(Node::entries);
    match there.filter(|names| !names.is_empty()) {
        None => fault.help(format!("the document has no `components/{kind}`")),
        Some(names) => fault.help(suggest(
            text.rsplit('/').next().unwrap_or(text),
            names.keys().map(String::as_str),
        )),
    }
}
