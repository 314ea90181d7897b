//! `cargo xtask import`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use highlevel_codegen::diff::Unequal;
use highlevel_codegen::drift::{Refused, drift};
use highlevel_codegen::{ImportOptions, Imported, Source, import, is_imported};
use sha2::{Digest, Sha256};

use crate::drift as drifted;
use crate::swap::Owned;
use crate::{paths, report, sources};

/// The folder of the imported documents.
const VENDOR: Owned = Owned {
    entries: &["SOURCES", "v2", "v3"],
    mark: ("SOURCES", MARK),
};

const MARK: &str =
    "# What `cargo xtask import` has read: the revision, and a SHA-256 of each file.";

/// Where the vendor's documents are.
#[derive(Args)]
pub struct Import {
    /// A checkout of the vendor's documents: it has `apps/*.json` and `apps/v3/*.json`.
    dir: PathBuf,
    /// Where to write, instead of `spec/vendor` of this repository.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Keeps the vendor's descriptions, for local use; needs `--out`, because they are not ours to publish.
    #[arg(long, requires = "out")]
    with_descriptions: bool,
    /// Imports although actions of overlays stop applying; `codegen` refuses them until they are mended.
    #[arg(long)]
    force: bool,
}

impl Import {
    /// Imports the documents.
    ///
    /// # Errors
    /// What is new or wrong in them, or what could not be written; `spec/` is as it was then.
    pub fn run(&self) -> Result<(), String> {
        let out = self
            .out
            .clone()
            .unwrap_or_else(|| paths::root().join("spec/vendor"));
        let sources = documents(&self.dir)?;
        let options = ImportOptions {
            with_descriptions: self.with_descriptions,
        };
        let imported =
            import(&sources, options).map_err(|faults| report::faults(&faults, &sources, &out))?;
        if self.out.is_none() && !self.force {
            refuse_drift(&imported, &out)?;
        }
        let below = |(path, text): (String, String)| {
            let path = path
                .strip_prefix("vendor/")
                .map_or(path.clone(), str::to_owned);
            (path, text)
        };
        let mut files: std::collections::BTreeMap<_, _> =
            imported.files.into_iter().map(below).collect();
        files.insert("SOURCES".to_owned(), provenance(&self.dir, &sources));
        let changed = VENDOR
            .write(&out, &files)
            .map_err(|error| report::disk(&out, &error))?;
        report::line(format_args!(
            "{}: {changed} ({} from {})",
            paths::shown(&out),
            report::count(imported.operations, "operation"),
            report::count(sources.len(), "file"),
        ));
        Ok(())
    }
}

/// Refuses documents that overlays of this repository do not apply to; tells of operations that both layers have.
fn refuse_drift(imported: &Imported, out: &Path) -> Result<(), String> {
    let spec = paths::root().join("spec");
    // The first import has nothing to compare with.
    if !spec.join("overlays").is_dir() || !out.is_dir() {
        return Ok(());
    }
    let folder = report::name(&spec);
    let sources = sources::read(&spec, &folder)?;
    let drift = match drift(&sources, imported, &folder) {
        Ok(drift) => drift,
        // A specification that is faulty already is not made worse.
        Err(Refused {
            why: Unequal::Old(_),
            ..
        }) => return Ok(()),
        Err(refused) => {
            let fault = drifted::fault(&refused, &sources, imported, &folder);
            return Err(format!("{fault}\n{}", as_it_was(out)));
        }
    };
    report::put(format_args!("{}", drifted::twins(&drift)));
    if drift.stopped.is_empty() {
        return Ok(());
    }
    let stopped = drifted::overlays(&drift.stopped, &sources);
    Err(format!("{stopped}\n{}", as_it_was(out)))
}

/// What was done instead of importing: nothing.
fn as_it_was(out: &Path) -> String {
    format!(
        "{} is as it was\n  help: `--force` imports all the same; `cargo xtask drift` says what else changes",
        paths::shown(out)
    )
}

/// The vendor's documents, named by their paths in the checkout.
pub fn documents(dir: &Path) -> Result<Vec<Source>, String> {
    const HELP: &str = "help: name a folder that has `apps/*.json`";
    if let Err(error) = fs::read_dir(dir) {
        return Err(format!("{}\n  {HELP}", report::disk(dir, &error)));
    }
    let sources = sources::read_some(dir, "", |path| path.ends_with(".json"))?;
    // What is in a folder of theirs that was never met before is refused with its name.
    let is_theirs = |path: &str| is_imported(path) || path.starts_with("apps/");
    if !sources.iter().any(|source| is_theirs(&source.path)) {
        let shown = report::name(dir);
        return Err(format!("error: {shown}: no documents here\n  {HELP}"));
    }
    Ok(sources)
}

/// Which files were read.
fn provenance(dir: &Path, sources: &[Source]) -> String {
    let mut text = format!("{MARK}\nrevision {}\n", revision(dir));
    for source in sources.iter().filter(|source| is_imported(&source.path)) {
        let sum = Sha256::digest(source.text.as_bytes());
        let sum = sum
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{sum}  {}", source.path);
    }
    text
}

/// The revision of the checkout, where it is one of its own.
fn revision(dir: &Path) -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(dir)
            .args(arguments)
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !text.is_empty()).then_some(text)
    };
    let is_root = git(&["rev-parse", "--show-prefix"]).is_none();
    let revision = git(&["rev-parse", "HEAD"]).filter(|_| is_root);
    revision.unwrap_or_else(|| "unknown".to_owned())
}
