//! Makes the references of a document local: what another file holds is copied into its `components`.

use std::collections::BTreeMap;

use super::{Document, Layer, layer};
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, suggest};
use crate::tree::{Entry, Map, Node, Value};

/// The component that a reference names: `#/components/<kind>/<name>`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Component {
    kind: String,
    name: String,
}

/// Copies the components that the document takes from other files, and what those refer to in turn.
pub fn localise(
    document: &mut Document,
    files: &BTreeMap<String, Node>,
    sources: &[Source],
    diagnostics: &mut Diagnostics,
) {
    let mut copier = Copier {
        files,
        sources,
        own: own_files(document),
        taken: BTreeMap::new(),
        pending: Vec::new(),
        diagnostics,
    };
    copier.rewrite(&mut document.tree, None);
    while let Some((component, file, place)) = copier.pending.pop() {
        // What is not there stands for anything, so that only its absence is reported.
        let nothing = Node::new(&place, Value::Map(Map::new()));
        let mut node = copier.find(&component, &file, &place).unwrap_or(nothing);
        copier.rewrite(&mut node, Some(&file));
        insert(
            &mut document.tree,
            &component,
            node,
            &place,
            copier.diagnostics,
        );
    }
}

/// The files that make up the document itself.
fn own_files(document: &Document) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    document.tree.walk(&mut |node| {
        if !files.iter().any(|file| **file == *node.place.file) {
            files.push(node.place.file.to_string());
        }
    });
    files
}

/// Rewrites references and notes what has to be copied.
struct Copier<'t> {
    files: &'t BTreeMap<String, Node>,
    sources: &'t [Source],
    own: Vec<String>,
    taken: BTreeMap<Component, String>,
    pending: Vec<(Component, String, Place)>,
    diagnostics: &'t mut Diagnostics,
}

impl Copier<'_> {
    /// Rewrites the references below a node to local ones; `origin` is the file of a copied node.
    fn rewrite(&mut self, node: &mut Node, origin: Option<&str>) {
        node.walk_mut(&mut |node| {
            let Some(target) = node.child_mut("$ref") else {
                return;
            };
            let Some(text) = target.as_text() else {
                return;
            };
            match self.local(text, &target.place, origin) {
                Ok(local) => target.value = Value::Text(local),
                Err(fault) => {
                    self.diagnostics.push(fault);
                    // Nothing is said of what does not lead anywhere, so that it is not reported again.
                    node.value = Value::Map(Map::new());
                }
            }
        });
    }

    /// The local form of a reference.
    fn local(
        &mut self,
        text: &str,
        place: &Place,
        origin: Option<&str>,
    ) -> Result<String, Diagnostic> {
        let (path, pointer) = text.split_once('#').unwrap_or((text, ""));
        let file = match (path, origin) {
            ("", None) => return Ok(text.to_owned()),
            ("", Some(origin)) => origin.to_owned(),
            (path, _) => beside(&place.file, path),
        };
        let Some(component) = component(pointer) else {
            let fault = Diagnostic::new(place, format!("`{text}` does not lead to a component"));
            return Err(fault.help("refer to `<file>#/components/<kind>/<name>`"));
        };
        let local = format!("#/components/{}/{}", component.kind, component.name);
        if self.own.contains(&file) {
            return Ok(local);
        }
        match self.taken.get(&component) {
            Some(taken) if *taken == file => {}
            Some(taken) => {
                let message = format!("`{}` is taken from two files", component.name);
                let help = format!("refer to `{taken}` here too, or rename one of the two");
                return Err(Diagnostic::new(place, message).help(help));
            }
            None => {
                self.taken.insert(component.clone(), file.clone());
                self.pending.push((component, file, place.clone()));
            }
        }
        Ok(local)
    }

    fn find(&mut self, component: &Component, file: &str, place: &Place) -> Option<Node> {
        if let Some(tree) = self.files.get(file) {
            let pointer = format!("/components/{}/{}", component.kind, component.name);
            let found = tree.pointer(&pointer);
            if found.is_none() {
                let message = format!("`{file}` has no `{pointer}`");
                self.diagnostics
                    .push(with_near(Diagnostic::new(place, message), tree, component));
            }
            return found.cloned();
        }
        // A file that is there but does not parse has been reported already.
        if !self.sources.iter().any(|source| source.path == file) {
            self.diagnostics.push(
                Diagnostic::new(place, format!("there is no file `{file}`"))
                    .help("the path is relative to the file that holds the reference"),
            );
        }
        None
    }
}

/// Adds the names that the file does have to the diagnostic.
fn with_near(diagnostic: Diagnostic, tree: &Node, component: &Component) -> Diagnostic {
    let kind = tree.pointer(&format!("/components/{}", component.kind));
    let names = kind.and_then(Node::entries).into_iter().flatten();
    diagnostic.help(suggest(
        &component.name,
        names.map(|(name, _)| name.as_str()),
    ))
}

/// Puts a copied component into the document; one that is there already must be the same.
fn insert(
    tree: &mut Node,
    component: &Component,
    node: Node,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    let Some(root) = tree.entries_mut() else {
        return;
    };
    let kinds = mapping(root, "components", place);
    let names = kinds.map(|kinds| mapping(kinds, &component.kind, place));
    let Some(names) = names.flatten() else {
        return;
    };
    match names.get(&component.name) {
        // A component of ours wins over one of the vendor's, shared or not.
        Some(there) if there.node == node || is_own(&there.node) && !is_own(&node) => {}
        Some(there) => diagnostics.push(
            Diagnostic::new(
                place,
                format!(
                    "`{}` would be copied here from `{}`",
                    component.name, node.place.file
                ),
            )
            .other(&there.key, "but the document has another one of this name")
            .help("rename one of the two"),
        ),
        None => drop(names.insert(
            component.name.clone(),
            Entry::new(&node.place.clone(), node),
        )),
    }
}

/// Whether the node stands in a document that was written here.
fn is_own(node: &Node) -> bool {
    matches!(layer(&node.place.file), Some(Layer::Own(_)))
}

/// The mapping under a key, made where it is missing.
fn mapping<'m>(map: &'m mut Map, key: &str, place: &Place) -> Option<&'m mut Map> {
    let entry = map
        .entry(key.to_owned())
        .or_insert_with(|| Entry::new(place, Node::new(place, Value::Map(Map::new()))));
    entry.node.entries_mut()
}

fn component(pointer: &str) -> Option<Component> {
    let (kind, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    (!name.contains('/')).then(|| Component {
        kind: kind.to_owned(),
        name: name.to_owned(),
    })
}

/// The name of a file that another file refers to by a relative path.
fn beside(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
