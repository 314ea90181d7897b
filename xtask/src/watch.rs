//! `cargo xtask watch`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use highlevel_codegen::{Edited, Manifest, Options, Source, Workbench};

use crate::codegen::CRATE;
use crate::{paths, report, sources};

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(60);

/// What to watch, and what to do on a change.
#[derive(Args)]
pub struct Watch {
    /// The specification to watch, instead of the one in this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Where to write the crate, with a manifest that stands alone.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Compiles the areas that changed, too.
    #[arg(long, conflicts_with = "out")]
    check: bool,
    /// Ends after so many changes.
    #[arg(long, value_name = "NUMBER")]
    times: Option<usize>,
}

impl Watch {
    /// Generates once, then whenever a file of the specification is saved.
    ///
    /// # Errors
    /// Where the specification cannot be read at the start; a fault in an edit is shown, and mended by the next.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let spec = self.spec.clone().unwrap_or_else(|| root.join("spec"));
        let out = self.out.clone().unwrap_or_else(|| root.join("generated"));
        let manifest = match self.out {
            Some(_) => Manifest::Standalone,
            None => Manifest::Workspace,
        };
        let name = report::name(&spec);
        let mut seen = stamps(&spec);
        let sources = sources::read(&spec, &name)?;
        let mut bench = Workbench::new(
            sources.clone(),
            Options {
                manifest,
                clock: None,
            },
        )
        .map_err(|faults| report::faults(&faults, &sources, &out))?;
        let changed = CRATE.write(&out, &bench.output().files);
        let changed = changed.map_err(|error| report::disk(&out, &error))?;
        report::line(format_args!(
            "{}: {changed}; watching {name}",
            paths::shown(&out)
        ));
        let mut done = 0;
        let mut failed = None;
        while self.times.is_none_or(|times| done < times) {
            thread::sleep(PAUSE);
            let now = stamps(&spec);
            if now == seen {
                continue;
            }
            let start = Instant::now();
            let sources = match sources::read(&spec, &name) {
                Ok(sources) => sources,
                // A file that is just being replaced is there at the next look.
                Err(error) if failed.as_ref() != Some(&error) => {
                    failed = Some(error);
                    continue;
                }
                Err(error) => {
                    report::complain(error);
                    seen = now;
                    continue;
                }
            };
            failed = None;
            seen = now;
            match self.again(&mut bench, &sources, &out) {
                Ok(text) => {
                    report::line(format_args!("{text}in {} ms", start.elapsed().as_millis()))
                }
                Err(text) => report::complain(text),
            }
            done += 1;
        }
        Ok(())
    }

    /// Generates what an edit changes; gives what to say of it.
    fn again(
        &self,
        bench: &mut Workbench,
        sources: &[Source],
        out: &Path,
    ) -> Result<String, String> {
        let edited = bench
            .edit(sources.to_vec())
            .map_err(|faults| report::faults(&faults, sources, out))?;
        let changed = CRATE
            .write(out, &edited.output.files)
            .map_err(|error| report::disk(out, &error))?;
        let mut text = String::new();
        if !edited.changes.changes.is_empty() {
            text.push_str(&edited.changes.text(env!("CARGO_PKG_VERSION")));
        }
        text.push_str(&format!("{}: {changed} ", paths::shown(out)));
        if self.check {
            check(&edited).map_err(|error| format!("{}\n{error}", text.trim_end()))?;
        }
        Ok(text)
    }
}

/// Compiles the areas that changed.
fn check(edited: &Edited) -> Result<(), String> {
    let status = Command::new("cargo")
        .args([
            "check",
            "--quiet",
            "--package",
            "highlevel",
            "--no-default-features",
            "--features",
            &edited.features.join(","),
        ])
        .current_dir(paths::root())
        .status()
        .map_err(|error| format!("error: cargo could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("error: the generated crate does not compile".to_owned())
    }
}

/// When each file was written, and how long it is.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let mut stamps = BTreeMap::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            if metadata.is_dir() && !is_hidden {
                pending.push(entry.path());
            } else if !is_hidden {
                stamps.insert(entry.path(), (metadata.modified().ok(), metadata.len()));
            }
        }
    }
    stamps
}
