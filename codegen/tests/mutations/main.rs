//! Damages documents at random: what comes of them is a crate or a list of faults, never a panic.
//!
//! The committed specification, and the vendor's published documents where the variable `HIGHLEVEL_DOCUMENTS` says in
//! which folder they lie.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use highlevel_codegen::{ImportOptions, Source, import, read};
use proptest::arbitrary::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

mod damage;
mod outcome;
mod published;

/// How many damaged documents a run tries; they are the same ones in every run.
const CASES: u32 = 256;

#[test]
fn damage_is_answered_and_never_a_panic() {
    let sound = documents();
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    let strategy = (any::<Index>(), damage::damages());
    let outcome = runner(cases(CASES)).run(&strategy, |(document, damages)| {
        let (path, mut document) = document.get(&sound).clone();
        for (place, damage) in damages {
            damage::apply(&mut document, place, damage);
        }
        let sources = [Source::new(path, document.to_string())];
        let count = if outcome::is_accepted(&sources) {
            &accepted
        } else {
            &refused
        };
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(accepted.get() > 0, "nothing was accepted");
    assert!(refused.get() > 0, "nothing was refused");
}

#[test]
fn a_bottomless_document_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let levels = 100_000;
        let text = format!("{}1{}", open.repeat(levels), close.repeat(levels));
        for text in [&text, &text[..open.len() * levels]] {
            assert!(!outcome::is_accepted(&[Source::new(
                "spec/v2/a.json",
                text
            )]));
            let faults = import(
                &[Source::new("apps/a.json", text)],
                ImportOptions::default(),
            );
            outcome::assert_clear(&faults.expect_err("it has no operation"));
        }
    }
}

/// Tries so many cases, the same ones in every run.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// How many damaged documents to try: as many as the variable `HIGHLEVEL_CASES` says, or else so many.
fn cases(otherwise: u32) -> u32 {
    let said = std::env::var("HIGHLEVEL_CASES").ok();
    said.and_then(|cases| cases.parse().ok())
        .unwrap_or(otherwise)
}

/// The effective documents that the damage is done to, each with its name.
fn documents() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut sources = Vec::new();
    collect(&folder, "spec", &mut sources);
    let spec = read(&sources).expect("the specification is sound");
    let documents = spec.documents.iter().map(|document| {
        let (generation, area) = (document.generation.folder(), &document.area);
        (
            format!("spec/{generation}/{area}.json"),
            document.tree.to_json(),
        )
    });
    documents.collect()
}

/// The documents below a folder, by name.
fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            collect(&path, &name, sources);
        } else if name.ends_with(".yaml") || name.ends_with(".json") {
            let text = fs::read_to_string(&path).expect("a document is text");
            sources.push(Source::new(name, text));
        }
    }
}
