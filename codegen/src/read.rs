//! Tree to `openapiv3`: checks the shape first, so that what `openapiv3` then refuses is a fault of this crate.

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tree::Node;

pub mod depth;
pub mod grammar;
mod keywords;
pub mod paging;
mod references;
pub mod shape;
pub mod template;

/// Checks a document, takes out what is faulty, and reads the rest.
pub fn read(tree: &mut Node, diagnostics: &mut Diagnostics) -> Option<OpenAPI> {
    if let Some(place) = depth::exceeded(tree) {
        diagnostics.push(depth::fault(place));
        return None;
    }
    references::report(tree, diagnostics);
    if !shape::check_document(tree, diagnostics) {
        return None;
    }
    references::prune(tree);
    let text = serde_json::to_string(tree).map_err(|error| error.to_string());
    let document =
        text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    match document {
        Ok(document) => Some(document),
        Err(error) => {
            diagnostics.push(
                Diagnostic::new(
                    &tree.place,
                    format!("the document passed every check, yet could not be read: {error}"),
                )
                .help("this is a fault of the generator"),
            );
            None
        }
    }
}
