//! The effective documents as files of their own, for other generators, mock servers and explorers.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::tree::Node;
use crate::{Source, normalise, parallel};

pub mod progenitor;

/// For whom documents are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Whatever reads OpenAPI 3.0.
    #[default]
    Anybody,
    /// progenitor, which refuses some of it: see [`progenitor`].
    Progenitor,
}

/// The document of each area, with all layers, as self-contained OpenAPI 3.0; the path is `v2/contacts.json`.
///
/// ```
/// use highlevel_codegen::{Source, export};
///
/// let page = r#"
/// openapi: 3.0.3
/// info: { title: Tags, version: "1.0" }
/// paths:
///   /tags/{tagId}:
///     delete:
///       operationId: delete-tag
///       responses: { "204": { description: The tag is gone. } }
/// "#;
/// let sources = [Source::new("spec/v2/tags.yaml", page)];
/// let files = export(&sources, export::Audience::Anybody).expect("the document is sound");
/// assert!(files["v2/tags.json"].contains("\"name\": \"tagId\""));
/// ```
///
/// # Errors
/// Everything that is wrong with the specification, in the order of the files.
pub fn export(
    sources: &[Source],
    audience: Audience,
) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let spec = crate::read(sources)?;
    let texts = parallel::map(&spec.documents, |document| text(document, audience));
    let paths = spec.documents.iter().map(path);
    Ok(paths.zip(texts).collect())
}

fn path(document: &Document) -> String {
    format!("{}/{}.json", document.generation.folder(), document.area)
}

fn text(document: &Document, audience: Audience) -> String {
    let text = match audience {
        Audience::Anybody => {
            let mut tree = document.tree.clone();
            // It was read without a fault.
            normalise::normalise(&mut tree, &mut Diagnostics::default());
            drop_places_of_tokens(&mut tree);
            serde_json::to_string_pretty(&tree)
        }
        Audience::Progenitor => {
            let mut json = document.tree.to_json();
            progenitor::apply(&mut json);
            serde_json::to_string_pretty(&json)
        }
    };
    text.expect("a tree of texts and numbers is JSON") + "\n"
}

/// Takes out where a token is sent. That is for an `apiKey` to say; of a bearer token, which all schemes are here, it is
/// known, and OpenAPI has no such keys for it.
fn drop_places_of_tokens(tree: &mut Node) {
    let components = tree.child_mut("components");
    let schemes = components.and_then(|components| components.child_mut("securitySchemes"));
    for (_, scheme) in schemes.and_then(Node::entries_mut).into_iter().flatten() {
        if let Some(map) = scheme.node.entries_mut() {
            map.retain(|key, _| key != "name" && key != "in");
        }
    }
}
