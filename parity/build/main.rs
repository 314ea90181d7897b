//! Generates, from the same documents, progenitor's client and the calls of both clients.
//!
//! Twice: for the API's specification, and for the constructs that it does not use.

use std::path::{Path, PathBuf};
use std::{env, fs};

use highlevel_codegen::export::progenitor as edits;
use highlevel_codegen::{Options, Source, Spec};
use quote::quote;

mod our_driver;
mod proof;
mod reference;
mod reference_driver;
mod sources;
mod table;

/// The areas that are compared without the feature `all`: together they have every construct that the API has.
const AREAS: [&str; 4] = ["contacts", "conversations", "forms", "opportunities"];

fn main() {
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it for every build script"));
    if let Err(fault) = run(&out) {
        eprintln!("{fault}");
        std::process::exit(1);
    }
}

fn run(out: &Path) -> Result<(), String> {
    let sources = sources::read(Path::new("../spec"), "spec", watch)?;
    let mut api = read(&sources)?;
    proof::write(&api, &sources, &out.join("proof"))?;
    if env::var_os("CARGO_FEATURE_ALL").is_none() {
        api.documents
            .retain(|document| AREAS.contains(&document.area.as_str()));
        api.api
            .areas
            .retain(|area| AREAS.contains(&area.wire.as_str()));
    }
    table::write(&api, &quote!(highlevel), &out.join("api"))?;

    let constructs = sources::read(Path::new("constructs"), "parity/constructs", watch)?;
    let client = quote!(crate::constructs::client);
    table::write(&read(&constructs)?, &client, &out.join("constructs"))?;
    write_client(&constructs, out)
}

/// Has cargo run this build again when a file or folder changes.
fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

fn read(sources: &[Source]) -> Result<Spec, String> {
    highlevel_codegen::read(sources)
        .map_err(|faults| highlevel_codegen::render(&faults, sources, false))
}

/// Writes our client of the constructs, which becomes a module of this crate.
fn write_client(sources: &[Source], out: &Path) -> Result<(), String> {
    let output = highlevel_codegen::generate(sources, &Options::default())
        .map_err(|faults| highlevel_codegen::render(&faults, sources, false))?;
    let folder = out.join("constructs/client");
    for (path, text) in &output.files {
        write_file(&folder.join(path), text)?;
    }
    for feature in features(&output.files["Cargo.toml"]) {
        // Its modules ask for features of the crate that it is meant to be.
        println!("cargo::rustc-check-cfg=cfg(feature, values({feature:?}))");
        println!("cargo::rustc-cfg=feature={feature:?}");
    }
    let root = folder.join("src/lib.rs");
    write_file(
        &out.join("constructs/client.rs"),
        &format!("#[path = {root:?}]\npub mod client;\n"),
    )
}

/// The features of a manifest.
fn features(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1);
    let section = lines.take_while(|line| !line.starts_with('['));
    section.filter_map(|line| Some(line.split_once(" = ")?.0))
}

/// Writes a file and the folders above it.
fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}
