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
mod pipeline;
mod read;
mod report;
mod timings;
pub mod tree;
mod workbench;

pub use diagnostic::{Diagnostic, Place, render};
pub use emit::manifest::Manifest;
pub use export::export;
pub use format::HEADER;
pub use import::{ImportOptions, Imported, import, is_imported};
pub use load::{Document, Generation, is_source, unknown_area};
pub use report::Report;
pub use timings::{Clock, Stage};
pub use workbench::{Edited, Workbench};

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
    pipeline::sound(pipeline::read_all(sources, &Stopwatch::default()))
}

/// Generates the crate.
///
/// # Errors
/// Everything that is wrong with the specification, in the order of the files.
pub fn generate(sources: &[Source], options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let stopwatch = Stopwatch::new(options.clock);
    let spec = pipeline::sound(pipeline::read_all(sources, &stopwatch))?;
    let mut files = pipeline::plain(&spec, options);
    let jobs = emit::files(&spec.api, &spec.pages);
    files.extend(pipeline::formatted(&spec, &jobs, &stopwatch)?);
    Ok(Output {
        files,
        report: Report::new(&spec),
        timings: stopwatch.finish(),
    })
}
