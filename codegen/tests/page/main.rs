//! Holds the effective specification, after all layers, against the documentation page it started from.

mod facts;

use std::fs;
use std::path::{Path, PathBuf};

use facts::{Expected, facts, follow, violation};
use highlevel_codegen::tree::{Node, Value};
use highlevel_codegen::{Generation, Source};

#[test]
fn the_specification_says_what_the_page_says() {
    let tree = conversations();
    let violations: Vec<String> = facts()
        .iter()
        .filter_map(|fact| violation(&tree, fact))
        .collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn a_change_of_any_fact_is_noticed_and_named() {
    let tree = conversations();
    for fact in facts() {
        let place = follow(&tree, &fact.way)
            .expect("the fact holds")
            .place
            .clone();
        let mut changed = tree.clone();
        changed.walk_mut(&mut |node| {
            if node.place == place {
                change(node, &fact.expected);
            }
        });
        let noticed = violation(&changed, &fact);
        assert!(
            noticed.is_some_and(|text| text.starts_with(&fact.name)),
            "{} was changed in silence",
            fact.name
        );
    }
}

/// The table itself has to be whole: 20 fields, 5 of the answer, 2 and 3 of the errors, 13 values.
#[test]
fn the_table_is_complete() {
    let names: Vec<String> = facts().into_iter().map(|fact| fact.name).collect();
    let count = |start: &str, end: &str| {
        names
            .iter()
            .filter(|name| name.starts_with(start) && name.ends_with(end))
            .count()
    };
    assert_eq!(count("body, ", ": type"), 20);
    assert_eq!(count("body, ", ": example"), 20);
    assert_eq!(count("answer 200, ", ": type"), 5);
    assert_eq!(count("answer 400, ", ": type"), 2);
    assert_eq!(count("answer 401, ", ": type"), 3);
    assert_eq!(
        names
            .iter()
            .filter(|name| name.contains(": value "))
            .count(),
        7 + 2 + 4
    );
}

/// Another value of the same kind, or one value less.
fn change(node: &mut Node, expected: &Expected) {
    match (&mut node.value, expected) {
        (Value::List(items), Expected::Has(item)) => {
            items.retain(|node| node.as_text() != Some(item))
        }
        (Value::List(items), Expected::Is(_)) => drop(items.pop()),
        (Value::Text(text), _) => text.push('x'),
        (Value::Bool(flag), _) => *flag = !*flag,
        (value, _) => *value = Value::Null,
    }
}

/// The effective document of the dated conversations.
fn conversations() -> Node {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut sources = Vec::new();
    collect(&folder, "spec", &mut sources);
    let spec = highlevel_codegen::read(&sources).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let mut documents = spec.documents.into_iter();
    let found = documents
        .find(|document| document.generation == Generation::V2 && document.area == "conversations");
    found.expect("the specification has conversations").tree
}

fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).expect("the specification is there");
    let paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    for path in paths {
        let name = format!(
            "{name}/{}",
            path.file_name().expect("a name").to_string_lossy()
        );
        if path.is_dir() {
            collect(&path, &name, sources);
        } else if name.ends_with(".yaml") {
            sources.push(Source::new(
                name,
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
}
