//! A workspace of many small crates: for each case the generated crate, and the program that uses it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use highlevel_codegen::{Manifest, Options, Source, generate, read};
use serde_json::Value;

use crate::cases::{Case, Edit, PETS, SHOPS, TOYS, V3};
use crate::program;

/// The specification that every case starts from.
pub fn base() -> Vec<Source> {
    vec![
        Source::new(PETS, include_str!("base/v2/pets.yaml")),
        Source::new(TOYS, include_str!("base/v2/toys.yaml")),
        Source::new(SHOPS, include_str!("base/v2/shops.yaml")),
        Source::new(V3, include_str!("base/v3/pets.yaml")),
    ]
}

/// The specification of a case.
pub fn edited(case: &Case) -> Vec<Source> {
    let mut sources = base();
    for edit in case.edits {
        let mut change = |path: &str, change: &mut dyn FnMut(&mut Source)| {
            let source = sources.iter_mut().find(|source| source.path == path);
            change(source.unwrap_or_else(|| panic!("{}: no {path}", case.name)));
        };
        match *edit {
            Edit::Replace(path, from, to) => change(path, &mut |source| {
                let count = source.text.matches(from).count();
                assert_eq!(
                    count, 1,
                    "{}: `{from}` stands there {count} times",
                    case.name
                );
                source.text = source.text.replace(from, to);
            }),
            Edit::Rename(path, to) => change(path, &mut |source| to.clone_into(&mut source.path)),
            Edit::Add(path, text) => sources.push(Source::new(path, text)),
            Edit::Remove(path) => sources.retain(|source| source.path != path),
        }
    }
    sources
}

/// Compiles the program against the crate of each case; gives the first error of those that do not compile.
pub fn compile(cases: &[&Case]) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verdicts");
    let mut members = vec![member(&folder, "base", &base())];
    members.extend(
        cases
            .iter()
            .map(|case| member(&folder, case.name, &edited(case))),
    );
    let members: String = members.iter().fold(String::new(), |mut list, name| {
        // Writing to a text cannot fail.
        let _ = write!(list, "\"lib_{name}\", \"use_{name}\", ");
        list
    });
    put(
        &folder.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
    );
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let lock = fs::read_to_string(repository.join("Cargo.lock")).expect("the lock file is there");
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), &lock);
    }
    check(&folder)
}

/// Writes the crate and the program of one specification.
fn member(folder: &Path, name: &str, sources: &[Source]) -> String {
    let options = Options {
        manifest: Manifest::Standalone,
        ..Options::default()
    };
    let output = generate(sources, &options).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    let library = folder.join(format!("lib_{name}"));
    for (path, text) in &output.files {
        match path.as_str() {
            "Cargo.toml" => put(&library.join(path), &manifest(name, text)),
            path if path.starts_with("src/") => put(&library.join(path), text),
            _ => {}
        }
    }
    remove_others(&library.join("src"), &library, &output.files);
    let program = folder.join(format!("use_{name}"));
    put(
        &program.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"use_{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nhighlevel = {{ path = \"../lib_{name}\", package = \"lib_{name}\" }}\n"
        ),
    );
    let old = read(&base()).expect("the base is sound");
    put(&program.join("src/lib.rs"), &program::program(&old.api));
    name.to_owned()
}

/// The manifest of the generated crate under a name of its own, with the runtime of this repository and without TLS.
fn manifest(name: &str, text: &str) -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let lines = text.lines().map(|line| {
        if line == "[workspace]" {
            String::new()
        } else if line.starts_with("name = ") {
            format!("name = \"lib_{name}\"")
        } else if line.starts_with("default = ") {
            "default = [\"full\"]".to_owned()
        } else if line.starts_with("highlevel-runtime = ") {
            format!(
                "highlevel-runtime = {{ path = {:?}, default-features = false }}",
                runtime.display().to_string()
            )
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Removes the files of an earlier run that are not generated any more.
fn remove_others(folder: &Path, root: &Path, files: &BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let below = path
            .strip_prefix(root)
            .expect("it is below")
            .to_string_lossy()
            .replace('\\', "/");
        if path.is_dir() {
            remove_others(&path, root, files);
        } else if !files.contains_key(&below) {
            fs::remove_file(&path).expect("an old file can be removed");
        }
    }
}

/// Writes a file, unless it says so already: then cargo need not look at it again.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

/// Checks the whole workspace in one run of cargo.
fn check(folder: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--keep-going",
            "--message-format=json",
            "--offline",
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut broken: BTreeMap<String, String> = BTreeMap::new();
    let mut finished = 0;
    for line in lines.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        finished += usize::from(message["reason"] == "build-finished");
        let is_error = message["message"]["level"] == "error";
        if message["reason"] != "compiler-message" || !is_error {
            continue;
        }
        let name = PathBuf::from(message["target"]["src_path"].as_str().unwrap_or_default());
        let name = name
            .strip_prefix(folder)
            .unwrap_or(&name)
            .display()
            .to_string();
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        match name
            .strip_prefix("use_")
            .and_then(|name| name.split('/').next())
        {
            Some(name) => drop(
                broken
                    .entry(name.to_owned())
                    .or_insert_with(|| rendered.to_owned()),
            ),
            None => panic!("a generated crate does not compile: {name}\n{rendered}"),
        }
    }
    assert_eq!(
        finished,
        1,
        "cargo did not run: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    if let Some(error) = broken.remove("base") {
        panic!("the program does not compile against the crate it was written for:\n{error}");
    }
    broken
}
