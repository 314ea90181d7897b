//! What a release needs beside its files: packages, documentation, licences, advisories.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::report;

/// The packages that are published, those that others need first.
const PACKAGES: [&str; 4] = [
    "highlevel-runtime",
    "highlevel-codegen",
    "highlevel-sandbox",
    "highlevel",
];

/// Builds the packages by themselves and the documentation as docs.rs does, and checks licences and advisories; gives
/// what could not be checked.
///
/// # Errors
/// What failed.
pub fn run(root: &Path) -> Result<Vec<&'static str>, String> {
    let mut package = vec!["package", "--allow-dirty"];
    for name in PACKAGES {
        package.extend(["--package", name]);
    }
    execute(root, &package)?;
    for name in PACKAGES {
        execute(
            root,
            &["doc", "--no-deps", "--all-features", "--package", name],
        )?;
    }
    let has_deny = Command::new("cargo").args(["deny", "--version"]).output();
    if !has_deny.is_ok_and(|output| output.status.success()) {
        return Ok(vec![
            "licences and advisories: cargo-deny is not installed (`cargo install cargo-deny --locked`)",
        ]);
    }
    execute(root, &["deny", "check", "bans", "licenses", "sources"])?;
    advisories(root)?;
    Ok(Vec::new())
}

/// Holds the dependencies against the advisories, which are fetched.
fn advisories(root: &Path) -> Result<(), String> {
    let arguments = ["deny", "check", "advisories"];
    report::line(format_args!("== cargo {}", arguments.join(" ")));
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .stdout(Stdio::inherit())
        .output()
        .map_err(not_started)?;
    let said = String::from_utf8_lossy(&output.stderr);
    report::complain(said.trim_end());
    if output.status.success() {
        return Ok(());
    }
    Err(if said.contains("failed to fetch advisory database") {
        "error: the advisories are NOT checked, because their database could not be fetched; everything before that \
         passed, and nothing is written\n  help: run this with a network; `--quick` leaves out what compiles and fetches"
            .to_owned()
    } else {
        ended(&arguments, &output.status.to_string())
    })
}

fn execute(root: &Path, arguments: &[&str]) -> Result<(), String> {
    report::line(format_args!("== cargo {}", arguments.join(" ")));
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .map_err(not_started)?;
    if status.success() {
        Ok(())
    } else {
        Err(ended(arguments, &status.to_string()))
    }
}

fn not_started(error: std::io::Error) -> String {
    format!("error: cargo could not be started: {error}")
}

fn ended(arguments: &[&str], how: &str) -> String {
    format!(
        "error: `cargo {}` ended with {how}; nothing is written",
        arguments.join(" ")
    )
}
