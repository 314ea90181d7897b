//! progenitor's positional client of the dated documents, for the operations that it takes.

use std::collections::BTreeMap;

use highlevel_codegen::{Generation, Spec};

use crate::{edits, reference};

/// Its files, and how many operations it took.
pub fn files(spec: &Spec) -> (BTreeMap<String, String>, usize) {
    let (mut files, mut taken) = (BTreeMap::new(), 0);
    let mut root = "#![allow(clippy::all, unused)]\n".to_owned();
    let documents = spec.documents.iter();
    for document in documents.filter(|document| document.generation == Generation::V2) {
        let mut tree = document.tree.to_json();
        edits::apply(&mut tree);
        let Ok(generated) = reference::generate(&tree) else {
            continue;
        };
        taken += generated.methods.len();
        let module = document.area.replace('-', "_");
        root.push_str(&format!(
            "#[cfg(feature = {:?})]\npub mod {module};\n",
            document.area
        ));
        files.insert(
            format!("src/{module}.rs"),
            prettyplease::unparse(&generated.file),
        );
    }
    files.insert("src/lib.rs".to_owned(), root);
    (files, taken)
}
