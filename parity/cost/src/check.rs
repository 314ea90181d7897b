//! The measurements.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::measure::{Taken, cargo};
use crate::program::EDITED;
use crate::scratch::Scratch;
use crate::table::Table;

/// How often each is measured; the least counts, because everything else on the machine only adds.
const ROUNDS: usize = 2;

/// The most that ours may take of what the others take.
const CHECK_TARGET: &str = "<= 0.30";

/// `cargo check` of the clients: all dated areas, and conversations alone.
///
/// # Errors
/// Where something does not compile.
pub fn areas(scratch: &Scratch, table: &mut Table) -> Result<(), String> {
    for (what, feature) in [
        ("all dated areas", "v2"),
        ("conversations", "conversations"),
    ] {
        let mut least: [Option<Taken>; 3] = [None; 3];
        // The first round builds what they depend on, and does not count.
        for round in 0..=ROUNDS {
            for (slot, krate) in least.iter_mut().zip(["highlevel", "derived", "positional"]) {
                let taken = checked(scratch, krate, feature)?;
                if round > 0 {
                    *slot = Some(slot.map_or(taken, |before| less(before, taken)));
                }
            }
        }
        let [Some(ours), Some(derived), Some(positional)] = least else {
            return Err(format!("{what}: nothing was measured"));
        };
        for (other, name) in [(derived, "derive"), (positional, "progenitor")] {
            let seconds = format!("check {what}: CPU");
            table.row(
                &seconds,
                (ours.seconds, "s"),
                (other.seconds, name),
                CHECK_TARGET,
            );
            let memory = format!("check {what}: memory");
            let megabytes = |taken: Taken| taken.bytes / 1e6;
            table.row(
                &memory,
                (megabytes(ours), "MB"),
                (megabytes(other), name),
                CHECK_TARGET,
            );
        }
    }
    Ok(())
}

fn checked(scratch: &Scratch, krate: &str, feature: &str) -> Result<Taken, String> {
    touch(&scratch.folder.join(krate).join("src/lib.rs"))?;
    let arguments = [
        "check",
        "--package",
        krate,
        "--no-default-features",
        "--features",
        feature,
    ];
    let taken = cargo(&scratch.folder, &arguments, krate, false)?;
    taken.ok_or_else(|| format!("{krate} was not compiled"))
}

/// The rebuild of a program after an edit.
///
/// # Errors
/// Where something does not compile.
pub fn program(scratch: &Scratch, table: &mut Table) -> Result<(), String> {
    // Incremental or not as cargo does it when nobody says otherwise.
    let commands: [(&str, &[&str], bool); 3] = [
        ("check", &["check"], true),
        ("build", &["build"], true),
        ("release build", &["build", "--release"], false),
    ];
    for (what, command, incremental) in commands {
        let mut least: [Option<Taken>; 2] = [None; 2];
        for round in 0..=ROUNDS {
            for (slot, client) in least.iter_mut().zip(["highlevel", "derived"]) {
                let taken = edited(scratch, client, command, incremental, round)?;
                if round > 0 {
                    *slot = Some(slot.map_or(taken, |before| less(before, taken)));
                }
            }
        }
        let [Some(ours), Some(derived)] = least else {
            return Err("no program was measured".to_owned());
        };
        let what = format!("{what} after an edit, 30 calls: CPU");
        table.row(
            &what,
            (ours.seconds, "s"),
            (derived.seconds, "derive"),
            "<= 0.33",
        );
    }
    Ok(())
}

fn edited(
    scratch: &Scratch,
    client: &str,
    command: &[&str],
    incremental: bool,
    round: usize,
) -> Result<Taken, String> {
    let package = format!("program-{client}");
    let file = scratch.folder.join(&package).join("src/main.rs");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let (_, rest) = text.split_once('\n').ok_or("the program is empty")?;
    let edit = EDITED.replace('0', &format!("{}", round + 1));
    fs::write(&file, format!("{edit}\n{rest}"))
        .map_err(|error| format!("{}: {error}", file.display()))?;
    let arguments = [command, &["--package", &package]].concat();
    let krate = package.replace('-', "_");
    let taken = cargo(&scratch.folder, &arguments, &krate, incremental)?;
    taken.ok_or_else(|| format!("{package} was not compiled"))
}

/// Decoding and encoding, by a program that does both with both.
///
/// # Errors
/// Where it does not compile, or fails.
pub fn codec(scratch: &Scratch, table: &mut Table) -> Result<(), String> {
    let arguments = ["build", "--package", "codec", "--release"];
    cargo(&scratch.folder, &arguments, "codec", false)?;
    let program = scratch.folder.join("target/release/codec");
    let output = Command::new(&program)
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    for line in text.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        if let [what, ours, derived, target] = parts[..] {
            let figure = |text: &str| text.parse().unwrap_or(f64::NAN);
            table.row(
                what,
                (figure(ours), "us"),
                (figure(derived), "derive"),
                target,
            );
        }
    }
    Ok(())
}

/// The generator's command, warm.
///
/// # Errors
/// Where it fails.
pub fn codegen(root: &Path, table: &mut Table) -> Result<(), String> {
    let mut least = f64::INFINITY;
    for _ in 0..=ROUNDS {
        let start = Instant::now();
        let status = Command::new("cargo")
            .args(["xtask", "codegen", "--check"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        if !status.status.success() {
            return Err(String::from_utf8_lossy(&status.stderr).into_owned());
        }
        least = least.min(start.elapsed().as_secs_f64());
    }
    table.row(
        "cargo xtask codegen --check: wall",
        (least, "s"),
        (2.0, "the goal"),
        "<= 1",
    );
    Ok(())
}

fn less(one: Taken, other: Taken) -> Taken {
    Taken {
        seconds: one.seconds.min(other.seconds),
        bytes: one.bytes.min(other.bytes),
    }
}

/// Makes a file newer, without a change.
fn touch(file: &Path) -> Result<(), String> {
    let text = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
