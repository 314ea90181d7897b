//! The specification that the crate was built with.

use std::sync::{Arc, OnceLock};

use highlevel_codegen::Source;

use crate::catalog::Catalog;
use crate::error::Error;

/// Each document's name and text.
static DOCUMENTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/spec.rs"));

/// The operations of the embedded specification; read once, however many sandboxes there are.
///
/// # Errors
/// Where the specification is faulty.
pub fn catalog() -> Result<Arc<Catalog>, Error> {
    static CATALOG: OnceLock<Result<Arc<Catalog>, Error>> = OnceLock::new();
    CATALOG
        .get_or_init(|| Catalog::new(&sources()).map(Arc::new))
        .clone()
}

fn sources() -> Vec<Source> {
    let documents = DOCUMENTS.iter();
    documents
        .map(|(path, text)| Source::new(*path, *text))
        .collect()
}
