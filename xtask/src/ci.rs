//! `cargo xtask ci`: every check by name, in the order in which they fail fastest.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};

use clap::ValueEnum;

use crate::{paths, report};

/// A check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Hand-written code is formatted.
    Fmt,
    /// The generated crate is what the specification says.
    Codegen,
    /// The specification has no finding that is an error.
    Lint,
    /// The listing of what users can name is what they can name.
    Api,
    /// No lint fires.
    Clippy,
    /// Every test passes, and the log of none holds what it carried.
    Test,
    /// The documentation builds without a warning.
    Docs,
    /// The client builds without TLS, without any area, and with one of each generation.
    Features,
    /// The published crates have what they need to be published.
    Package,
}

/// Where the tests write what they carry and what is logged meanwhile, below the root.
const TEST_LOG: &str = "target/test-log";

/// Runs the steps, and stops at the first that fails.
///
/// # Errors
/// Which step failed.
pub fn run(steps: &[Step]) -> Result<(), String> {
    let all = Step::value_variants();
    let mut totals = Totals::default();
    for step in if steps.is_empty() { all } else { steps } {
        report::complain(format_args!("== {}", name(*step)));
        if *step == Step::Test {
            forget_log().map_err(|error| format!("error: {TEST_LOG}: {error}"))?;
        }
        for command in commands(*step) {
            execute(&command, &mut totals).map_err(|error| {
                format!(
                    "error: {}: `cargo {}` {error}",
                    name(*step),
                    command.join(" ")
                )
            })?;
        }
    }
    if totals != Totals::default() {
        report::line(format_args!(
            "{} passed, {} failed, {} skipped",
            totals.passed, totals.failed, totals.ignored
        ));
    }
    Ok(())
}

/// What `cargo` is called with.
fn commands(step: Step) -> Vec<Vec<&'static str>> {
    let lines: &[&'static str] = match step {
        Step::Fmt => &["fmt --all --check"],
        Step::Codegen => &["xtask codegen --check"],
        Step::Lint => &["xtask lint"],
        Step::Api => &["xtask api --check"],
        Step::Clippy => &[
            "clippy --workspace --exclude parity --all-targets --all-features -- -D warnings",
            "clippy --package parity --all-targets -- -D warnings",
        ],
        Step::Test => &[
            "test --workspace",
            // The folder is `TEST_LOG`.
            "run --quiet --package leaks -- target/test-log",
        ],
        Step::Docs => &["doc --workspace --exclude parity --no-deps --all-features"],
        Step::Features => &[
            "check --package highlevel --no-default-features",
            "check --package highlevel --no-default-features --features conversations",
            "check --package highlevel --no-default-features --features v3-contacts",
            "check --package highlevel-runtime --no-default-features",
            "check --package highlevel-runtime --no-default-features --features native-tls",
            "check --package highlevel-runtime --no-default-features --features reqwest",
        ],
        Step::Package => &[
            "package --package highlevel --package highlevel-codegen --package highlevel-runtime \
             --package highlevel-sandbox --list --allow-dirty --quiet",
        ],
    };
    lines
        .iter()
        .map(|line| line.split_whitespace().collect())
        .collect()
}

/// What earlier tests logged is not what these do.
fn forget_log() -> io::Result<()> {
    match fs::remove_dir_all(paths::root().join(TEST_LOG)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn name(step: Step) -> String {
    step.to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

/// What the test runner counted.
#[derive(Debug, Default, PartialEq, Eq)]
struct Totals {
    passed: u64,
    failed: u64,
    ignored: u64,
}

/// Runs `cargo`, passing on what it prints.
fn execute(arguments: &[&str], totals: &mut Totals) -> Result<(), String> {
    let mut child = Command::new("cargo")
        .args(arguments)
        .current_dir(paths::root())
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("HIGHLEVEL_TEST_LOG", paths::root().join(TEST_LOG))
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("could not be started: {error}"))?;
    let lines = child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufReader::lines);
    for line in lines.map_while(Result::ok) {
        report::line(format_args!("{line}"));
        totals.add(&line);
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("ended with {status}"))
    }
}

impl Totals {
    /// Adds up a line such as `test result: ok. 3 passed; 0 failed; 0 ignored; ...`.
    fn add(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else {
            return;
        };
        let words: Vec<&str> = counts
            .split([' ', ';'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let count = pair[0].parse().unwrap_or(0);
            match pair[1] {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.ignored += count,
                _ => {}
            }
        }
    }
}
