//! A fixture is a folder: `spec/` with the input, `expected/` with the Rust files or the diagnostics.
//!
//! The files of the one area in a fixture stand flat in `expected/`, so that `expected.rs` can compile them:
//! `src/pets.rs` is `pets.rs` and `src/pets/types.rs` is `types.rs`. A fixture with an `expected/lib.rs` shows the
//! root of the crate too.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use highlevel_codegen::{Diagnostic, Options, Source, generate};
use similar::TextDiff;

/// Set to write the snapshots instead of comparing them.
const UPDATE: &str = "UPDATE_SNAPSHOTS";

/// The folder of all fixtures.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Generates from the fixture and compares the result with what is expected.
pub fn check(name: &str) {
    let case = folder().join(name);
    let mut sources = Vec::new();
    read(&case.join("spec"), "spec", &mut sources);
    let actual = match generate(&sources, &Options::default()) {
        Ok(output) => flat(output.files, case.join("expected/lib.rs").exists()),
        Err(faults) => BTreeMap::from([("diagnostics.txt".to_owned(), text(&faults))]),
    };
    compare(&case.join("expected"), &actual);
}

/// The texts of a folder, sorted by name.
pub fn read(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = format!(
            "{name}/{}",
            path.file_name().expect("a name").to_string_lossy()
        );
        if path.is_dir() {
            read(&path, &name, sources);
        } else {
            sources.push(Source::new(
                name,
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
}

/// The files of the areas, without their folders; the root of the crate only where the fixture shows it.
fn flat(files: BTreeMap<String, String>, with_root: bool) -> BTreeMap<String, String> {
    let root = [
        "Cargo.toml",
        "rustfmt.toml",
        "OPERATIONS.md",
        "src/lib.rs",
        "src/v3.rs",
    ];
    let kept = files
        .into_iter()
        .filter(|(path, _)| with_root || !root.contains(&path.as_str()));
    kept.map(|(path, text)| {
        let name = if with_root {
            path.trim_start_matches("src/")
        } else {
            path.rsplit('/').next().unwrap_or(&path)
        };
        (name.to_owned(), text)
    })
    .collect()
}

fn text(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

fn compare(expected: &Path, actual: &BTreeMap<String, String>) {
    if env::var_os(UPDATE).is_some() {
        write(expected, actual);
    }
    let mut sources = Vec::new();
    if expected.exists() {
        read(expected, "", &mut sources);
    }
    let there = sources
        .into_iter()
        .map(|source| (source.path.trim_start_matches('/').to_owned(), source.text));
    let there: BTreeMap<String, String> = there.collect();
    let mut difference = String::new();
    for path in there
        .keys()
        .chain(actual.keys().filter(|path| !there.contains_key(*path)))
    {
        let (old, new) = (
            there.get(path).map_or("", String::as_str),
            actual.get(path).map_or("", String::as_str),
        );
        let lines = TextDiff::from_lines(old, new);
        difference += &lines
            .unified_diff()
            .header(&format!("expected/{path}"), &format!("actual/{path}"))
            .to_string();
    }
    assert!(
        difference.is_empty(),
        "{difference}\nto accept this: {UPDATE}=1 cargo test --package highlevel-codegen --test snapshots"
    );
}

fn write(expected: &Path, actual: &BTreeMap<String, String>) {
    if expected.exists() {
        fs::remove_dir_all(expected).expect("the old snapshot can be removed");
    }
    for (path, text) in actual {
        let path = expected.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the snapshot can be written");
    }
}
