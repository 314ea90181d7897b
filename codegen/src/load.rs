//! Texts to trees: parses every document, merges the first two layers of an area, and makes its references local.

use std::collections::BTreeMap;

use self::pages::Pages;
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::parallel;
use crate::tree::Node;

mod areas;
mod layers;
pub mod pages;
mod references;
pub(crate) mod scalar;
pub(crate) mod yaml;

pub use areas::unknown_area;

/// Which of the API's two generations of versions a document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generation {
    /// The versions that are named by a date.
    V2,
    /// Version `v3`.
    V3,
}

impl Generation {
    /// The generation's folder below `spec/`.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    fn from_folder(folder: &str) -> Option<Self> {
        [Self::V2, Self::V3]
            .into_iter()
            .find(|generation| generation.folder() == folder)
    }
}

/// All layers' documents of one area.
#[derive(Clone, Debug)]
pub struct Document {
    /// The generation.
    pub generation: Generation,
    /// The area, named like its file.
    pub area: String,
    /// The OpenAPI document.
    pub tree: Node,
}

impl Document {
    /// The document as overlays name it: `v2/contacts`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}/{}", self.generation.folder(), self.area)
    }
}

/// What the texts hold.
pub struct Loaded {
    /// One document an area, sorted by generation and area.
    pub documents: Vec<Document>,
    /// The overlays, in the order of their names.
    pub overlays: Vec<Node>,
    /// The pages of the documentation.
    pub pages: Pages,
}

/// The layer that a file belongs to, told by its folder.
enum Layer {
    Own(Generation),
    Vendor(Generation),
    Overlay,
}

/// What a text holds, and what is wrong with it.
pub type Parsed = (Option<Node>, Vec<Diagnostic>);

/// Parses the texts that are documents.
pub fn parse(sources: &[&Source]) -> Vec<Parsed> {
    parallel::map(sources, |source| {
        let mut found = Diagnostics::default();
        let is_document = layer(&source.path).is_some();
        let tree = is_document
            .then(|| yaml::parse(source, &mut found))
            .flatten();
        (tree, found.finish(()).err().unwrap_or_default())
    })
}

/// Merges the layers of texts that have been parsed.
pub fn load(sources: &[Source], parsed: Vec<Parsed>, diagnostics: &mut Diagnostics) -> Loaded {
    let mut files = BTreeMap::new();
    let mut overlays = BTreeMap::new();
    for (source, (tree, found)) in sources.iter().zip(parsed) {
        diagnostics.extend(found);
        if pages::is_page(&source.path) {
            continue;
        }
        let Some(layer) = layer(&source.path) else {
            diagnostics.push(misplaced(&source.path));
            continue;
        };
        let Some(tree) = tree else {
            continue;
        };
        match layer {
            Layer::Overlay => overlays.insert(source.path.clone(), tree),
            Layer::Own(_) | Layer::Vendor(_) => files.insert(source.path.clone(), tree),
        };
    }
    let mut documents = areas(&files, diagnostics);
    for document in &mut documents {
        references::localise(document, &files, sources, diagnostics);
    }
    Loaded {
        documents,
        overlays: overlays.into_values().collect(),
        pages: pages::read(sources, diagnostics),
    }
}

/// The documents that describe operations, the vendor's below ours; a file without paths is shared by the others.
fn areas(files: &BTreeMap<String, Node>, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let mut areas: BTreeMap<(Generation, String), Layers> = BTreeMap::new();
    for (path, tree) in files.iter().filter(|(_, tree)| has_paths(tree)) {
        let (generation, is_own) = match layer(path) {
            Some(Layer::Own(generation)) => (generation, true),
            Some(Layer::Vendor(generation)) => (generation, false),
            Some(Layer::Overlay) | None => continue,
        };
        if let Err(fault) = check_area(path, generation) {
            diagnostics.push(fault);
            continue;
        }
        let layers = areas.entry((generation, stem(path))).or_default();
        let slot = if is_own {
            &mut layers.own
        } else {
            &mut layers.vendor
        };
        if let Some(first) = slot.replace(tree) {
            let fault =
                Diagnostic::new(&Place::whole(path), "there are two documents of this area");
            diagnostics.push(
                fault
                    .other(&Place::whole(&first.place.file), "the other one")
                    .help("make them one"),
            );
        }
    }
    let documents = areas
        .into_iter()
        .filter_map(|((generation, area), layers)| {
            let tree = match (layers.own, layers.vendor) {
                (Some(own), Some(vendor)) => layers::merge(vendor, own, diagnostics),
                (Some(tree), None) | (None, Some(tree)) => tree.clone(),
                (None, None) => return None,
            };
            Some(Document {
                generation,
                area,
                tree,
            })
        });
    documents.collect()
}

/// An area is a file, a module and a cargo feature.
fn check_area(path: &str, generation: Generation) -> Result<(), Diagnostic> {
    const RESERVED: [&str; 19] = [
        "auth",
        "blocking",
        "default",
        "download",
        "full",
        "guide",
        "lib",
        "limit",
        "native-tls",
        "paging",
        "reqwest",
        "retry",
        "rustls",
        "scopes",
        "std",
        "transport",
        "types",
        "v2",
        "v3",
    ];
    let area = stem(path);
    let is_name = area.starts_with(|first: char| first.is_ascii_lowercase())
        && !area.contains("--")
        && !area.ends_with('-')
        && area
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let is_taken = RESERVED.contains(&area.as_str())
        || (generation == Generation::V2 && area.starts_with("v3-"));
    if is_name && !is_taken {
        return Ok(());
    }
    let fault = Diagnostic::new(
        &Place::whole(path),
        format!("no area can be called `{area}`"),
    );
    Err(fault.help(
        "name the file after the area, in small letters, digits and hyphens: `custom-fields.yaml`",
    ))
}

/// The trees of one area.
#[derive(Default)]
struct Layers<'t> {
    own: Option<&'t Node>,
    vendor: Option<&'t Node>,
}

/// Whether the file describes operations: what is no mapping does too, so that somebody reports it.
fn has_paths(tree: &Node) -> bool {
    tree.child("components").is_none()
        || tree
            .child("paths")
            .is_some_and(|paths| paths.entries().is_none_or(|entries| !entries.is_empty()))
}

fn layer(path: &str) -> Option<Layer> {
    if !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
        return None;
    }
    let mut folders = path.rsplit('/').skip(1);
    let folder = folders.next()?;
    if folder == "overlays" {
        return Some(Layer::Overlay);
    }
    let generation = Generation::from_folder(folder)?;
    Some(match folders.next() {
        Some("vendor") => Layer::Vendor(generation),
        _ => Layer::Own(generation),
    })
}

/// The file's name without folder and ending.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// The endings of documents.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// Whether a file at this path, below the folder of a specification, is part of it: a document, or a page of the
/// documentation, and neither hidden nor in a hidden folder.
///
/// ```
/// use highlevel_codegen::is_source;
///
/// assert!(is_source("v2/contacts.yaml") && is_source("guide/errors.md"));
/// assert!(!is_source("v2/notes.txt") && !is_source("v2/.contacts.yaml.new"));
/// ```
#[must_use]
pub fn is_source(path: &str) -> bool {
    let is_hidden = path.split('/').any(|name| name.starts_with('.'));
    // An ending in capital letters is for `load` to refuse.
    let lower = path.to_ascii_lowercase();
    let is_document = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    !is_hidden && (is_document || pages::is_page(path))
}

fn misplaced(path: &str) -> Diagnostic {
    if !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
        return Diagnostic::new(&Place::whole(path), "the file is no document")
            .help("a document is a `.yaml`, `.yml` or `.json` file");
    }
    Diagnostic::new(
        &Place::whole(path),
        "the file is in no folder of the specification",
    )
    .help("put it into `v2/`, `v3/`, `vendor/v2/`, `vendor/v3/` or `overlays/`")
}
