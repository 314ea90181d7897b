//! `cargo run --release --package cost`: measures, in one run and side by side, what the client costs.
//!
//! Three crates are written into a workspace of their own below the target directory: the client, the same model with
//! serde's derive, and progenitor's client for the operations that it takes. What is compared is the compiler's CPU time
//! and memory for each of them alone, with everything that they depend on built before, and the time that decoding and
//! encoding take. Figures of one run belong together; those of two machines, or of two runs, do not.
//!
//! Arguments choose among the parts: `lines`, `areas`, `program`, `codec`, `codegen`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use highlevel_codegen::export::progenitor as edits;
use highlevel_codegen::{Source, Spec};

mod check;
mod derived;
mod measure;
mod positional;
mod program;
#[path = "../../build/reference.rs"]
#[allow(dead_code, reason = "the build script uses more of it")]
mod reference;
mod scratch;
#[path = "../../build/sources.rs"]
mod sources;
mod table;

use table::Table;

fn main() -> ExitCode {
    // cargo calls this program in place of the compiler.
    if let Some(log) = std::env::var_os(measure::LOG) {
        return measure::compile(Path::new(&log));
    }
    match run() {
        Ok(table) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// What can be measured by itself.
const PARTS: [&str; 5] = ["lines", "areas", "program", "codec", "codegen"];

fn run() -> Result<Table, String> {
    let wanted = wanted()?;
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|one| one == part);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root
        .canonicalize()
        .map_err(|error| format!("{}: {error}", root.display()))?;
    let sources = sources::read(&root.join("spec"), "spec", |_| ())?;
    let spec = read(&sources)?;
    let folder = folder()?;
    let scratch = scratch::write(&folder, &root, &sources, &spec)?;
    measure::fetch(&scratch.folder)?;
    let mut table = Table::default();
    table.note(format!(
        "{} dated operations; progenitor takes {} of them",
        scratch.operations, scratch.taken
    ));
    if wants("lines") {
        scratch.lines(&mut table);
    }
    if wants("areas") {
        check::areas(&scratch, &mut table)?;
    }
    if wants("program") {
        check::program(&scratch, &mut table)?;
    }
    if wants("codec") {
        check::codec(&scratch, &mut table)?;
    }
    if wants("codegen") {
        check::codegen(&root, &mut table)?;
    }
    Ok(table)
}

/// The parts that the arguments name; none where all are wanted.
fn wanted() -> Result<Vec<String>, String> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    match wanted.iter().find(|part| !PARTS.contains(&part.as_str())) {
        Some(other) => Err(format!("`{other}` is none of {}", PARTS.join(", "))),
        None => Ok(wanted),
    }
}

fn read(sources: &[Source]) -> Result<Spec, String> {
    highlevel_codegen::read(sources)
        .map_err(|faults| highlevel_codegen::render(&faults, sources, false))
}

/// Where the workspace is written: beside this program's own folder.
fn folder() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = program.ancestors().nth(2);
    Ok(target.unwrap_or(Path::new("target")).join("cost"))
}
