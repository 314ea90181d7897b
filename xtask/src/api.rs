//! `cargo xtask api`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use highlevel_codegen::{diff, read};

use crate::swap::Files;
use crate::{files, paths, report, sources, unified};

/// The listing, beside the specification because it is read with it.
pub const LISTING: &str = "api.txt";

/// What users of the client can name: a listing that a review sees change.
#[derive(Args, Default)]
pub struct Api {
    /// Writes nothing: shows what would change, and fails if anything would.
    #[arg(long)]
    check: bool,
    /// The specification to read, instead of the one in this repository; the runtime is left out then.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The file to write, instead of `api.txt` in this repository.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Api {
    /// The command with `--check` alone.
    pub fn check() -> Self {
        Self {
            check: true,
            ..Self::default()
        }
    }

    /// Writes the listing, or compares it with what is there.
    ///
    /// # Errors
    /// What is wrong with the specification, what could not be written, or what differs.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let spec = self.spec.clone().unwrap_or_else(|| root.join("spec"));
        let out = self.out.clone().unwrap_or_else(|| root.join(LISTING));
        let sources = sources::read(&spec, &report::name(&spec))?;
        let read = read(&sources).map_err(|faults| report::faults(&faults, &sources, &out))?;
        let mut listing = diff::listing(&read);
        if self.spec.is_none() {
            listing.push_str(&of_the_runtime(&root)?);
        }
        let there = fs::read_to_string(&out).unwrap_or_default();
        let shown = paths::shown(&out);
        if there == listing {
            report::line(format_args!(
                "{shown}: up to date ({})",
                report::count(listing.lines().count(), "line")
            ));
            return Ok(());
        }
        if !self.check {
            let name = out.file_name().unwrap_or_default().to_string_lossy();
            let file = Files::from([(name.into_owned(), listing.clone())]);
            let folder = out.parent().unwrap_or(Path::new(""));
            files::replace(folder, &out, &file).map_err(|error| report::disk(&out, &error))?;
            report::line(format_args!(
                "{shown}: written ({})",
                report::count(listing.lines().count(), "line")
            ));
            return Ok(());
        }
        let side = |text| Files::from([(LISTING.to_owned(), text)]);
        let difference = unified::unified(&side(there), &side(listing), "");
        Err(format!(
            "{difference}\nerror: {shown} is not what users can name\n  help: run `cargo xtask api`"
        ))
    }
}

/// What users can name of the runtime, most of it through what `highlevel` re-exports; nothing where there is none.
fn of_the_runtime(root: &Path) -> Result<String, String> {
    const FOLDER: &str = "runtime/src";
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(String::new());
    }
    let sources = sources::read_some(&folder, FOLDER, |path| path.ends_with(".rs"))?;
    let listing = diff::listing_by_hand("highlevel_runtime", "runtime/src/", &sources)
        .map_err(|fault| report::shown(&[fault], &sources))?;
    Ok(format!("\n{listing}"))
}
