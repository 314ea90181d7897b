//! `cargo xtask import`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use highlevel_codegen::{ImportOptions, Source, import};
use sha2::{Digest, Sha256};

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
        println!(
            "{}: {changed} ({} from {})",
            paths::shown(&out),
            report::count(imported.operations, "operation"),
            report::count(sources.len(), "file"),
        );
        Ok(())
    }
}

/// The vendor's documents, named by their paths in the checkout.
fn documents(dir: &Path) -> Result<Vec<Source>, String> {
    let shown = report::name(dir);
    let mut sources = sources::read(dir, "")?;
    for source in &mut sources {
        source.path = source.path.trim_start_matches('/').to_owned();
    }
    sources.retain(|source| source.path.ends_with(".json"));
    if sources.is_empty() {
        return Err(format!(
            "error: {shown}: no documents here\n  help: name a folder that has `apps/*.json`"
        ));
    }
    Ok(sources)
}

/// Which files were read.
fn provenance(dir: &Path, sources: &[Source]) -> String {
    let mut text = format!("{MARK}\nrevision {}\n", revision(dir));
    for source in sources {
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
