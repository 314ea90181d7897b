//! `cargo xtask codegen`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use clap::Args;
use highlevel_codegen::{Clock, HEADER, Manifest, Options, Output, Report, generate};

use crate::report::{self, count};
use crate::swap::{Changed, Owned};
use crate::{paths, sources, unified};

/// The folder of the generated crate.
pub const CRATE: Owned = Owned {
    entries: &["Cargo.toml", "OPERATIONS.md", "rustfmt.toml", "src"],
    mark: ("Cargo.toml", HEADER),
};

/// What to generate from, and what to do with the result.
#[derive(Args, Default)]
pub struct Codegen {
    /// Writes nothing: shows what would change, and fails if anything would.
    #[arg(long)]
    check: bool,
    /// Lists what the documents hold and the client does not.
    #[arg(long)]
    skipped: bool,
    /// Prints what each stage took, added up over all threads, and the whole.
    #[arg(long)]
    timings: bool,
    /// The specification to read, instead of the one in this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Where to write the crate, with a manifest that stands alone.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Codegen {
    /// The command with `--check` alone.
    pub fn check() -> Self {
        Self {
            check: true,
            ..Self::default()
        }
    }

    /// Generates the crate and writes it, or compares it with what is there.
    ///
    /// # Errors
    /// What is wrong with the specification, what could not be written, or what differs.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let spec = self.spec.clone().unwrap_or_else(|| root.join("spec"));
        let out = self.out.clone().unwrap_or_else(|| root.join("generated"));
        let manifest = match self.out {
            Some(_) => Manifest::Standalone,
            None => Manifest::Workspace,
        };
        let start = Instant::now();
        let sources = sources::read(&spec, &report::name(&spec))?;
        let options = Options {
            manifest,
            clock: self.timings.then_some(now as Clock),
        };
        let output = generate(&sources, &options)
            .map_err(|faults| report::faults(&faults, &sources, &out))?;
        let generated = Instant::now();
        let done = if self.check {
            self.compare(&out, &output)?
        } else {
            let changed = CRATE.write(&out, &output.files);
            changed.map_err(|error| report::disk(&out, &error))?
        };
        report::line(format_args!(
            "{}: {done} ({})",
            paths::shown(&out),
            summary(&output.report)
        ));
        if self.timings {
            for (stage, took) in &output.timings {
                report::line(format_args!("  {stage:<9} {:>8.3} s", took.as_secs_f64()));
            }
            report::line(format_args!(
                "  write     {:>8.3} s",
                generated.elapsed().as_secs_f64()
            ));
            report::line(format_args!(
                "  whole     {:>8.3} s",
                start.elapsed().as_secs_f64()
            ));
        }
        if self.skipped {
            for skipped in &output.report.skipped {
                report::line(format_args!(
                    "  {}: {}: {}",
                    skipped.place, skipped.what, skipped.reason
                ));
            }
        }
        Ok(())
    }

    /// Shows what differs from what is there.
    fn compare(&self, out: &Path, output: &Output) -> Result<Changed, String> {
        let shown = paths::shown(out);
        let there = CRATE.read(out).map_err(|error| report::disk(out, &error))?;
        let difference = unified::unified(&there, &output.files, &shown);
        if difference.is_empty() {
            return Ok(Changed::default());
        }
        let spec = self
            .spec
            .as_ref()
            .map(|spec| format!(" --spec {}", spec.display()));
        let out = self
            .out
            .as_ref()
            .map(|out| format!(" --out {}", out.display()));
        let repair = format!(
            "cargo xtask codegen{}{}",
            spec.unwrap_or_default(),
            out.unwrap_or_default()
        );
        Err(format!(
            "{difference}\nerror: {shown} is not what the specification says\n  help: run `{repair}`"
        ))
    }
}

/// The time since the first call.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// `1 area, 2 operations, 10 types`, and how much was skipped.
fn summary(report: &Report) -> String {
    let mut parts = vec![
        count(report.areas, "area"),
        count(report.operations_out, "operation"),
        count(report.types, "type"),
    ];
    let missing = report.operations_in.saturating_sub(report.operations_out);
    if missing > 0 {
        parts.push(format!("{} NOT generated", count(missing, "operation")));
    }
    if !report.skipped.is_empty() {
        parts.push(format!("{} skipped, see --skipped", report.skipped.len()));
    }
    parts.join(", ")
}
