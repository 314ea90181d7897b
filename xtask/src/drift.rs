//! `cargo xtask drift`.

use std::path::PathBuf;

use clap::Args;
use highlevel_codegen::diff::Unequal;
use highlevel_codegen::drift::{Drift as Drifted, Refused, Stopped, drift, replaced};
use highlevel_codegen::{Diagnostic, ImportOptions, Imported, Source, import as take};

use crate::report::{self, count};
use crate::{import, paths, sources};

/// What to hold against the specification.
#[derive(Args)]
pub struct Drift {
    /// A checkout of the vendor's documents: it has `apps/*.json` and `apps/v3/*.json`.
    dir: PathBuf,
    /// The specification, instead of the one in this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

impl Drift {
    /// Prints what importing the documents would change; writes nothing.
    ///
    /// # Errors
    /// Where the documents cannot be imported, or actions of overlays would stop applying.
    pub fn run(&self) -> Result<(), String> {
        let spec = self
            .spec
            .clone()
            .unwrap_or_else(|| paths::root().join("spec"));
        let folder = report::name(&spec);
        let sources = sources::read(&spec, &folder)?;
        let documents = import::documents(&self.dir)?;
        let imported = take(&documents, ImportOptions::default())
            .map_err(|faults| report::faults(&faults, &documents, &spec))?;
        let drift = drift(&sources, &imported, &folder)
            .map_err(|refused| fault(&refused, &sources, &imported, &folder))?;
        report::put(format_args!(
            "{}{}",
            drift.changes.text(env!("CARGO_PKG_VERSION")),
            twins(&drift)
        ));
        if !drift.stopped.is_empty() {
            return Err(overlays(&drift.stopped, &sources));
        }
        Ok(())
    }
}

/// The actions that would stop applying, with their lines.
pub fn overlays(stopped: &Stopped, sources: &[Source]) -> String {
    let part = |faults: &[Diagnostic], what: &str| match faults {
        [] => String::new(),
        faults => format!(
            "{}\n\n{} in overlays: {what}\n\n",
            report::shown(faults, sources),
            count(faults.len(), "fault")
        ),
    };
    let obsolete = part(
        &stopped.obsolete,
        "not needed any more, because the vendor says so now",
    );
    let broken = part(&stopped.broken, "cannot be done any more");
    [obsolete, broken].concat().trim_end().to_owned()
}

/// The operations of ours that the vendor documents too.
pub fn twins(drift: &Drifted) -> String {
    let twins = drift.twins.iter().map(|twin| {
        let operation = &twin.operation;
        let differences = match twin.changes.as_slice() {
            [] => "  it says the same\n".to_owned(),
            changes => changes.iter().map(|change| format!("  {}\n", change.text)).collect(),
        };
        format!(
            "{}: {} {} of ours is documented by the vendor now; ours wins. Theirs differs:\n{differences}",
            operation.place,
            operation.method.as_str(),
            operation.path,
        )
    });
    twins.collect()
}

/// Why nothing could be compared, after the actions that would stop applying.
pub fn fault(refused: &Refused, sources: &[Source], imported: &Imported, folder: &str) -> String {
    let why = unequal(&refused.why, sources, imported, folder);
    match overlays(&refused.stopped, sources) {
        stopped if stopped.is_empty() => why,
        stopped => format!("{stopped}\n\n{why}"),
    }
}

fn unequal(unequal: &Unequal, sources: &[Source], imported: &Imported, folder: &str) -> String {
    let newer = replaced(sources, imported, folder);
    let faulty = |faults: &[Diagnostic], sources: &[Source], which: &str| {
        format!(
            "{}\n\n{} in {which}",
            report::shown(faults, sources),
            count(faults.len(), "fault")
        )
    };
    match unequal {
        Unequal::Old(faults) => faulty(faults, sources, "the specification"),
        Unequal::New(faults) => {
            faulty(faults, &newer, "the specification with the newer documents")
        }
        Unequal::Both(old, _) => faulty(old, sources, "the specification"),
        Unequal::Generations(..) => {
            "error: the documents and the specification have no generation in common".to_owned()
        }
    }
}
