//! What commands say: counts, names of folders, faults.

use std::fmt;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::process;

use highlevel_codegen::{Diagnostic, Source, render};

use crate::paths;
use crate::swap::Changed;

/// Prints a text as it is; where nobody reads any more, as behind `head`, the command goes on quietly to its end, so
/// that what it does and how it ends do not depend on its reader.
pub fn put(text: fmt::Arguments<'_>) {
    let mut out = stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(format_args!(
                "error: what was found cannot be printed: {error}"
            ));
            process::exit(1)
        }
        _ => {}
    }
}

/// Prints a text and ends the line.
pub fn line(text: fmt::Arguments<'_>) {
    put(format_args!("{text}\n"));
}

/// Prints a text for whoever looks after the command, such as a fault.
pub fn complain(text: impl fmt::Display) {
    // Where that cannot be said, it cannot be said that it cannot.
    let _ = writeln!(stderr().lock(), "{text}");
}

/// `2 files`, `1 file`.
pub fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// The faults with their lines, and that nothing was written.
pub fn faults(faults: &[Diagnostic], sources: &[Source], out: &Path) -> String {
    let shown = shown(faults, sources);
    let faults = count(faults.len(), "fault");
    format!("{shown}\n\n{faults}; {} is as it was", paths::shown(out))
}

/// The faults with their lines.
pub fn shown(faults: &[Diagnostic], sources: &[Source]) -> String {
    render(faults, sources, stderr().is_terminal())
}

/// A fault of the disk.
pub fn disk(path: &Path, error: &std::io::Error) -> String {
    format!("error: {}: {error}", paths::shown(path))
}

/// How diagnostics name a folder of documents.
pub fn name(folder: &Path) -> String {
    let shown = paths::shown(folder).replace(std::path::MAIN_SEPARATOR, "/");
    let trimmed = shown.trim_end_matches('/');
    if trimmed.is_empty() {
        ".".to_owned()
    } else {
        trimmed.to_owned()
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self {
                written: 0,
                removed: 0,
            } => f.write_str("up to date"),
            Self {
                written,
                removed: 0,
            } => write!(f, "{} written", count(*written, "file")),
            Self { written, removed } => {
                write!(f, "{} written, {removed} removed", count(*written, "file"))
            }
        }
    }
}
