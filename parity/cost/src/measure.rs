//! What a compiler run takes: its CPU time and its memory, from what Linux tells of processes.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

/// The variable that makes this program the compiler's wrapper, and says which file it writes to.
pub const LOG: &str = "HIGHLEVEL_COST_LOG";

/// Ticks of `/proc/self/stat` in a second, on every Linux that Rust supports.
const TICKS: f64 = 100.0;

/// What the compiler took for one crate.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// CPU seconds, those of the linker too.
    pub seconds: f64,
    /// The most memory that was in use, in bytes.
    pub bytes: f64,
}

/// Downloads what a workspace depends on, so that nothing of it is measured.
///
/// # Errors
/// Where cargo fails; its output is the reason.
pub fn fetch(folder: &Path) -> Result<(), String> {
    let output = Command::new("cargo")
        .arg("fetch")
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(format!("cargo fetch:\n{text}"))
}

/// Runs cargo in a folder and gives what the compiler took for a crate; nothing where it was not compiled.
///
/// # Errors
/// Where cargo fails; its output is the reason.
pub fn cargo(
    folder: &Path,
    arguments: &[&str],
    krate: &str,
    incremental: bool,
) -> Result<Option<Taken>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let log = folder.join("compiled.log");
    fs::write(&log, "").map_err(|error| format!("{}: {error}", log.display()))?;
    let output = Command::new("cargo")
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("RUSTC_WRAPPER", program)
        .env(LOG, &log)
        .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" })
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CARGO_PROFILE_DEV_DEBUG")
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("cargo {}:\n{text}", arguments.join(" ")));
    }
    let text = fs::read_to_string(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    Ok(text
        .lines()
        .filter_map(|line| taken(line, krate))
        .next_back())
}

fn taken(line: &str, krate: &str) -> Option<Taken> {
    let mut words = line.split(' ');
    let is_it = words.next()? == krate;
    let (seconds, bytes) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    is_it.then_some(Taken { seconds, bytes })
}

/// Runs the compiler as cargo would, and adds a line to the log: crate, CPU seconds, bytes.
pub fn compile(log: &Path) -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(compiler) = arguments.next() else {
        return ExitCode::FAILURE;
    };
    let arguments: Vec<_> = arguments.collect();
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1)
        .map(|name| name.to_string_lossy().into_owned());
    let Ok(mut child) = Command::new(compiler)
        .args(&arguments)
        .env_remove(LOG)
        .spawn()
    else {
        return ExitCode::FAILURE;
    };
    let (status, mut most) = (format!("/proc/{}/status", child.id()), 0.0_f64);
    let success = loop {
        most = most.max(peak(&status).unwrap_or(0.0));
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Ok(Some(status)) => break status.success(),
            Err(_) => break false,
        }
    };
    if let Some(name) = name {
        let line = format!("{name} {} {most}\n", children().unwrap_or(0.0));
        let file = OpenOptions::new().append(true).open(log);
        // A line that is lost shows as a crate that was not compiled.
        drop(file.and_then(|mut file| file.write_all(line.as_bytes())));
    }
    if success {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The most memory that a process had, in bytes.
fn peak(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// The CPU seconds of the children that have ended.
fn children() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold anything.
    let (_, after) = text.rsplit_once(')')?;
    let mut fields = after.split_whitespace().skip(13);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}
