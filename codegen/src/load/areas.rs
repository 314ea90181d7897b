//! Which areas there are, by the names of the documents.

use std::collections::BTreeSet;

use super::{Layer, layer, stem};
use crate::Source;
use crate::diagnostic::suggest;

/// What is right instead of an area that no document describes, such as `v2/contact`; none where one does.
///
/// ```
/// use highlevel_codegen::{Source, unknown_area};
///
/// let sources = [Source::new("spec/v2/contacts.yaml", "")];
/// assert_eq!(unknown_area(&sources, "v2/contacts"), None);
/// assert_eq!(unknown_area(&sources, "v2/contact").as_deref(), Some("did you mean `v2/contacts`?"));
/// ```
#[must_use]
pub fn unknown_area(sources: &[Source], wanted: &str) -> Option<String> {
    let areas: BTreeSet<String> = sources
        .iter()
        .filter_map(|source| match layer(&source.path)? {
            Layer::Own(generation) | Layer::Vendor(generation) => {
                Some(format!("{}/{}", generation.folder(), stem(&source.path)))
            }
            Layer::Overlay => None,
        })
        .collect();
    let is_known = areas.contains(wanted);
    (!is_known).then(|| suggest(wanted, areas.iter().map(String::as_str)))
}
