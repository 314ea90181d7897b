//! The vendor's published documents as they are, and damaged.

use std::path::PathBuf;

use highlevel_codegen::{ImportOptions, Source, import};
use proptest::arbitrary::any;
use proptest::sample::Index;
use serde_json::Value;

use crate::{cases, collect, damage, outcome, runner};

/// Where the vendor's documents lie, in the vendor's own layout.
const FOLDER: &str = "HIGHLEVEL_DOCUMENTS";

const CASES: u32 = 64;

#[test]
fn each_alone_and_all_together() {
    let Some(published) = published() else { return };
    let (mut all, mut accepted) = (Vec::new(), 0);
    for source in &published {
        let source = placed(source);
        accepted += usize::from(outcome::is_accepted(std::slice::from_ref(&source)));
        all.push(source);
    }
    println!("{accepted} of {} are accepted alone", all.len());
    let is_accepted = outcome::is_accepted(&all);
    println!(
        "together: {}",
        if is_accepted { "accepted" } else { "refused" }
    );
}

#[test]
fn each_is_imported_or_refused() {
    let Some(published) = published() else { return };
    for source in &published {
        import_answers(std::slice::from_ref(source));
    }
    import_answers(&published);
}

#[test]
fn half_of_each_is_refused() {
    let Some(published) = published() else { return };
    for source in &published {
        let half = source.text.len() / 2;
        let half = (half..).find(|index| source.text.is_char_boundary(*index));
        let text = &source.text[..half.unwrap_or_default()];
        assert!(!outcome::is_accepted(&[placed(&Source::new(
            &source.path,
            text
        ))]));
        let faults = import(&[Source::new(&source.path, text)], ImportOptions::default());
        outcome::assert_clear(&faults.expect_err("half a document is no JSON"));
    }
}

#[test]
fn each_damaged() {
    let Some(published) = published() else { return };
    let documents: Vec<(&str, Value)> = published
        .iter()
        .filter_map(|source| Some((&*source.path, serde_json::from_str(&source.text).ok()?)))
        .collect();
    let strategy = (any::<Index>(), damage::damages());
    let outcome = runner(cases(CASES)).run(&strategy, |(document, damages)| {
        let (path, mut document) = document.get(&documents).clone();
        for (place, damage) in damages {
            damage::apply(&mut document, place, damage);
        }
        let source = Source::new(path, document.to_string());
        outcome::is_accepted(&[placed(&source)]);
        import_answers(&[source]);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// What was imported is generated or refused like any other document.
fn import_answers(sources: &[Source]) {
    match import(sources, ImportOptions::default()) {
        Err(faults) => outcome::assert_clear(&faults),
        Ok(imported) => {
            let files = imported.files.into_iter();
            let files: Vec<Source> = files
                .map(|(path, text)| Source::new(format!("spec/{path}"), text))
                .collect();
            outcome::is_accepted(&files);
        }
    }
}

/// A document of the vendor in the place of one that was written here.
fn placed(source: &Source) -> Source {
    let generation = if source.path.contains("/v3/") {
        "v3"
    } else {
        "v2"
    };
    let file = source.path.rsplit('/').next().unwrap_or_default();
    Source::new(format!("spec/{generation}/{file}"), &source.text)
}

/// The documents; none, with a message, where nobody says where they are.
fn published() -> Option<Vec<Source>> {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("skipped: {FOLDER} does not say where the vendor's documents are");
        return None;
    };
    let mut sources = Vec::new();
    collect(&folder.join("apps"), "apps", &mut sources);
    collect(&folder.join("common"), "common", &mut sources);
    assert!(!sources.is_empty(), "{} has no documents", folder.display());
    Some(sources)
}
