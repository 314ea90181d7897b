//! The vendor's published documents to the second layer: their facts, in our order, without their sentences.
//!
//! What is kept is what `read/grammar.rs` knows, faults included: those are for overlays to mend. A key that neither
//! the grammar nor the lists in `import/keys.rs` know is a new construct, and refused until somebody has looked at it.

use std::collections::BTreeMap;

use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::{Generation, yaml};
use crate::tree::Node;

mod access;
mod facts;
mod keys;
mod write;

use access::Access;

/// What to take from the vendor's documents besides their facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// Keeps the vendor's descriptions: for local use, never to be published.
    pub with_descriptions: bool,
}

/// The documents of the second layer.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of each document, by its path below `spec/`.
    pub files: BTreeMap<String, String>,
    /// How many operations they hold.
    pub operations: usize,
}

/// Imports documents that are laid out as in the vendor's repository: `apps/*.json`, `apps/v3/*.json`, the schemas
/// that they share in a folder `common`, and `scopes.json`.
///
/// # Errors
/// Everything in the documents that this generator has not met before, in the order of the files.
pub fn import(sources: &[Source], options: ImportOptions) -> Result<Imported, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let access = Access::read(sources, &mut diagnostics);
    let mut files = BTreeMap::new();
    let mut operations = 0;
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for source in sources {
        let Some((generation, area)) = place(&source.path) else {
            diagnostics.extend(elsewhere(source));
            continue;
        };
        let path = format!("vendor/{}/{area}.yaml", generation.folder());
        if let Some(other) = taken.insert(path.clone(), &source.path) {
            let message = format!("`{other}` is a document of the same area, `{path}`");
            let fault = Diagnostic::new(&Place::whole(&source.path), message);
            diagnostics.push(fault.help("import one of them: leave the other out of the folder"));
            continue;
        }
        let Some(mut tree) = yaml::parse(source, &mut diagnostics) else {
            continue;
        };
        if facts::keep(&mut tree, options, &mut diagnostics) {
            operations += access.add(&mut tree);
            files.insert(path, write::yaml(&tree));
        }
    }
    if files.is_empty() && diagnostics.is_empty() {
        let nothing = Diagnostic::new(&Place::whole("."), "no document of the vendor is here");
        diagnostics.push(nothing.help("name a folder that has `apps/*.json` and `apps/v3/*.json`"));
    }
    diagnostics.finish(Imported { files, operations })
}

/// Whether the import reads a file of the vendor's repository, by its path there.
///
/// ```
/// use highlevel_codegen::is_imported;
///
/// assert!(is_imported("apps/v3/contacts-v3.json"));
/// assert!(!is_imported("package.json"));
/// ```
#[must_use]
pub fn is_imported(path: &str) -> bool {
    path == access::TABLE || place(path).is_some()
}

/// What is wrong with a document that stands where no generation is known to be.
fn elsewhere(source: &Source) -> Option<Diagnostic> {
    let is_document = source.path.starts_with("apps/") && source.path.ends_with(".json");
    let fault = Diagnostic::new(
        &Place::whole(&source.path),
        "a document in a folder that was never met before",
    );
    let help = "teach `import.rs` which generation it is of, or leave the folder out";
    is_document.then(|| fault.help(help))
}

/// The generation and area of a document, told by where the vendor keeps it.
fn place(path: &str) -> Option<(Generation, String)> {
    let (folder, name) = path.rsplit_once('/')?;
    let stem = name.strip_suffix(".json")?;
    let area = |stem: &str| match stem {
        "common-schemas" => SHARED.to_owned(),
        stem => stem.to_owned(),
    };
    match folder {
        "apps" | "common" => Some((Generation::V2, area(stem))),
        "apps/v3" | "apps/v3/common" => Some((
            Generation::V3,
            area(stem.strip_suffix("-v3").unwrap_or(stem)),
        )),
        _ => None,
    }
}

/// The document that holds the schemas which the areas of a generation share.
const SHARED: &str = "common";

/// The reference to a shared schema, whatever path the vendor has written in front of the file's name.
fn shared_reference(text: &str) -> Option<String> {
    let (path, pointer) = text.split_once('#')?;
    let name = path.rsplit('/').next()?;
    (name == "common-schemas.json").then(|| format!("{SHARED}.yaml#{pointer}"))
}

/// Rewrites the references of a document into the layout of the second layer.
fn rewrite_references(tree: &mut Node) {
    tree.walk_mut(&mut |node| {
        if let Some(target) = node.child_mut("$ref")
            && let Some(text) = target.as_text().and_then(shared_reference)
        {
            *target = Node::text(&target.place.clone(), text);
        }
    });
}

#[cfg(test)]
mod tests;
