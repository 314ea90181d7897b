//! `cargo run --package leaks FOLDER`: searches what the tests logged for what they carried.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use leaks::{Report, Totals};

mod coverage;

/// How many hits are shown.
const SHOWN: usize = 40;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("error: say which folder the tests wrote to");
        return ExitCode::FAILURE;
    };
    match run(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<(), String> {
    let shown = folder.display();
    let report = leaks::search(folder).map_err(|error| format!("{shown}: {error}"))?;
    show(&report);
    let mut faults = coverage::faults(&report, &coverage::metadata()?);
    for hit in report.hits.iter().take(SHOWN) {
        let (file, line, kind) = (hit.file.display(), hit.line, &hit.kind);
        println!("{file}:{line}: {kind}: {}", hit.found);
    }
    if !report.hits.is_empty() {
        faults.push(format!("{} lines hold what was carried", report.hits.len()));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\nerror: "))
    }
}

fn show(report: &Report) {
    let mut all = Totals::default();
    for ((package, test), totals) in &report.totals {
        println!("{package} {test}: {}", count(totals));
        all.processes += totals.processes;
        all.lines += totals.lines;
        all.values += totals.values;
    }
    println!("all: {}, {} hits", count(&all), report.hits.len());
}

fn count(totals: &Totals) -> String {
    let (processes, lines, values) = (totals.processes, totals.lines, totals.values);
    format!("{processes} processes, {lines} lines, {values} values")
}
