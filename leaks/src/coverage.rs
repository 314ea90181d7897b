//! Which tests have to be among those that were searched, so that the search cannot pass by seeing nothing.

use std::env;
use std::process::Command;

use leaks::Report;
use serde_json::Value;

/// A test of a package that uses this crate, and has nothing to search.
struct Silent {
    package: &'static str,
    test: &'static str,
    /// Why.
    reason: &'static str,
}

const SILENT: &[Silent] = &[
    Silent {
        package: "examples",
        test: "examples",
        reason: "the library has no tests of its own",
    },
    Silent {
        package: "highlevel-runtime",
        test: "token_files",
        reason: "a store of files that works logs nothing",
    },
    Silent {
        package: "highlevel-sandbox",
        test: "highlevel_sandbox",
        reason: "judges and answers are made without a server",
    },
    Silent {
        package: "highlevel-sandbox",
        test: "sandbox",
        reason: "a server of its own, called by hand, and neither logs",
    },
    Silent {
        package: "parity",
        test: "comparison",
        reason: "compares requests that nobody sent",
    },
    Silent {
        package: "parity",
        test: "edits",
        reason: "generates, and sends nothing",
    },
    Silent {
        package: "parity",
        test: "recorder",
        reason: "a server of its own, called by hand, and neither logs",
    },
    Silent {
        package: "parity",
        test: "samples",
        reason: "makes samples, and sends none",
    },
];

/// The tests that should have logged something and carried something, and did not; and those that are listed as silent,
/// and are not.
pub fn faults(report: &Report, metadata: &Value) -> Vec<String> {
    let tests = tests(metadata).into_iter();
    let faults = tests.filter_map(|(package, test)| {
        let totals = report.totals.get(&(package.clone(), test.clone()));
        let totals = totals.copied().unwrap_or_default();
        let mut silent = SILENT.iter();
        let listed = silent.find(|known| known.package == package && known.test == test);
        match (totals.lines > 0 && totals.values > 0, listed) {
            (true, None) | (false, Some(_)) => None,
            (true, Some(Silent { reason, .. })) => Some(format!(
                "{package} {test} is listed as silent ({reason}), and is not"
            )),
            (false, None) => Some(format!(
                "{package} {test} logged {} lines and carried {} values",
                totals.lines, totals.values
            )),
        }
    });
    faults.collect()
}

/// What cargo knows of the workspace.
///
/// # Errors
/// Where it does not tell.
pub fn metadata() -> Result<Value, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version=1"])
        .output()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// The tests of the packages that use this crate, each with its package.
fn tests(metadata: &Value) -> Vec<(String, String)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let mut tests = Vec::new();
    for package in list(&metadata["packages"]) {
        let mut dependencies = list(&package["dependencies"]).into_iter();
        if !dependencies.any(|dependency| dependency["name"] == "leaks") {
            continue;
        }
        let targets = list(&package["targets"]).into_iter();
        let targets = targets.filter(|target| target["test"] == true);
        // A library and a program may share a name.
        tests.extend(targets.map(|target| (name(&package), name(&target).replace('-', "_"))));
    }
    tests.sort();
    tests.dedup();
    tests
}

#[cfg(test)]
mod tests;
