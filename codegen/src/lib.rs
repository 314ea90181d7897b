//! Reads the OpenAPI documents of the HighLevel API and writes the Rust client.
//!
//! A pure library: named texts in, named texts out, or what is wrong with them. No disk, no clock, no environment.
//!
//! ```text
//! load -> overlay -> normalise -> read -> lower -> emit -> format
//! ```
//!
//! ```
//! use highlevel_codegen::{Options, Source, generate};
//!
//! let page = r#"
//! openapi: 3.0.3
//! info: { title: Tags, version: "1.0" }
//! paths:
//!   /tags/{tagId}:
//!     delete:
//!       operationId: delete-tag
//!       responses: { "204": { description: The tag is gone. } }
//! "#;
//! let sources = [Source::new("spec/v2/tags.yaml", page)];
//! let output = generate(&sources, &Options::default()).expect("the document is sound");
//! assert!(output.files["src/tags.rs"].contains("pub fn delete_tag(&self, tag_id: &str) -> Call<()>"));
//! ```

use std::collections::BTreeMap;
use std::time::Duration;

mod diagnostic;
pub mod diff;
pub mod drift;
mod emit;
pub mod endpoint;
pub mod export;
mod format;
mod import;
pub mod lint;
mod load;
mod lower;
pub mod model;
pub mod names;
mod normalise;
mod overlay;
mod parallel;
mod read;
mod report;
mod timings;
pub mod tree;

pub use diagnostic::{Diagnostic, Place, render};
pub use emit::manifest::Manifest;
pub use export::export;
pub use format::HEADER;
pub use import::{ImportOptions, Imported, import};
pub use load::{Document, Generation};
pub use report::Report;
pub use timings::{Clock, Stage};

use diagnostic::Diagnostics;
use timings::Stopwatch;

/// A text of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name, with `/` between folders; the folder tells the layer (`spec/v2/contacts.yaml`).
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Source {
    /// A text with its name.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// What to generate.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the crate is to live.
    pub manifest: Manifest,
    /// What the stages are measured by, if they are.
    pub clock: Option<Clock>,
}

/// The generated crate.
#[derive(Clone, Debug)]
pub struct Output {
    /// The text of each file, by its path in the crate.
    pub files: BTreeMap<String, String>,
    /// What went in and what came out.
    pub report: Report,
    /// What each stage took, on all threads together; empty without a clock.
    pub timings: Vec<(Stage, Duration)>,
}

/// The specification, read: what the sandbox and the linter start from.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The effective document of each area: all layers, before any rule.
    pub documents: Vec<Document>,
    /// What the crate consists of.
    pub api: model::Api,
    /// The pages of the documentation.
    pages: load::pages::Pages,
    /// What the linter is not to report.
    allowances: Vec<lint::Allowance>,
}

/// Reads the specification.
///
/// # Errors
/// Everything that is wrong with it, in the order of the files.
pub fn read(sources: &[Source]) -> Result<Spec, Vec<Diagnostic>> {
    sound(read_as_far_as_possible(sources))
}

/// The specification, where nothing is wrong with it.
fn sound((spec, faults): (Spec, Vec<Diagnostic>)) -> Result<Spec, Vec<Diagnostic>> {
    if faults.is_empty() {
        Ok(spec)
    } else {
        Err(faults)
    }
}

/// Reads what is sound of a specification; gives everything that is wrong with it too, in the order of the files.
pub(crate) fn read_as_far_as_possible(sources: &[Source]) -> (Spec, Vec<Diagnostic>) {
    read_timed(sources, &Stopwatch::new(None))
}

fn read_timed(sources: &[Source], stopwatch: &Stopwatch) -> (Spec, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let load::Loaded {
        mut documents,
        overlays,
        pages,
    } = stopwatch.time(Stage::Load, || load::load(sources, &mut diagnostics));
    let allowances = stopwatch.time(Stage::Overlay, || {
        overlay::apply(&mut documents, overlays, &mut diagnostics)
    });
    let api = lower_all(&documents, stopwatch, &mut diagnostics);
    let spec = Spec {
        documents,
        api,
        pages,
        allowances,
    };
    (spec, diagnostics.finish(()).err().unwrap_or_default())
}

/// What the crate consists of, by the documents as all layers leave them.
fn lower_all(
    documents: &[Document],
    stopwatch: &Stopwatch,
    diagnostics: &mut Diagnostics,
) -> model::Api {
    let lowered = parallel::map(documents, |document| {
        let mut found = Diagnostics::default();
        let mut document = document.clone();
        stopwatch.time(Stage::Normalise, || {
            normalise::normalise(&mut document.tree)
        });
        let openapi = stopwatch.time(Stage::Read, || read::read(&mut document.tree, &mut found));
        let area = stopwatch.time(Stage::Lower, || {
            openapi.and_then(|openapi| lower::lower(&document, &openapi, &mut found))
        });
        (area, found)
    });
    let mut api = model::Api::default();
    for (area, found) in lowered {
        diagnostics.append(found);
        if let Some((area, skipped)) = area {
            api.areas.push(area);
            api.skipped.extend(skipped);
        }
    }
    api
}

/// Generates the crate.
///
/// # Errors
/// Everything that is wrong with the specification, in the order of the files.
pub fn generate(sources: &[Source], options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let stopwatch = Stopwatch::new(options.clock);
    let spec = sound(read_timed(sources, &stopwatch))?;
    let manifest = emit::manifest::manifest(&spec.api, options.manifest);
    let plain = [
        ("Cargo.toml", manifest.as_str()),
        ("rustfmt.toml", "disable_all_formatting = true\n"),
    ];
    let mut files: BTreeMap<_, _> = plain
        .map(|(path, text)| (path.to_owned(), format!("# {HEADER}\n\n{text}")))
        .into();
    files.insert(
        "OPERATIONS.md".to_owned(),
        format!(
            "<!-- {HEADER} -->\n\n{}",
            emit::operations::table(&spec.api)
        ),
    );
    let mut diagnostics = Diagnostics::default();
    let jobs = emit::files(&spec.api, &spec.pages);
    let texts = parallel::map(&jobs, |file| {
        let tokens = stopwatch.time(Stage::Emit, || file.emit(&spec.api, &spec.pages));
        stopwatch.time(Stage::Format, || format::format(tokens))
    });
    for (file, text) in jobs.iter().zip(texts) {
        let path = file.path();
        match text {
            Ok(text) => drop(files.insert(path, text)),
            Err(error) => diagnostics.push(
                Diagnostic::new(
                    &Place::whole(&path),
                    format!("what would be written is no Rust: {error}"),
                )
                .help("this is a fault of the generator"),
            ),
        }
    }
    let report = Report::new(&spec);
    diagnostics.finish(Output {
        files,
        report,
        timings: stopwatch.finish(),
    })
}
