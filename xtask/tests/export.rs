//! `cargo xtask export` as a maintainer runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PAGE: &str = r#"
openapi: 3.0.3
info: { title: Tags, version: "1.0" }
paths:
  /tags/{tagId}:
    delete:
      operationId: delete-tag
      responses: { "204": {} }
"#;

/// A specification of one document, and a place for what is exported.
fn workshop() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("spec/v2")).expect("a folder");
    fs::write(folder.path().join("spec/v2/tags.yaml"), PAGE).expect("a document");
    folder
}

fn run(workshop: &TempDir, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(workshop.path())
        .args(["export", "out", "--spec", "spec"])
        .args(more)
        .output()
        .expect("the command can be started")
}

fn tags(workshop: &TempDir) -> PathBuf {
    workshop.path().join("out/v2/tags.json")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}

#[test]
fn documents_are_written_once() {
    let workshop = workshop();
    let output = run(&workshop, &[]);
    assert!(output.status.success(), "{output:?}");
    let plain = text(&tags(&workshop));
    assert!(plain.contains("\"description\": \"204\""), "{plain}");
    let again = run(&workshop, &[]);
    let said = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(said.contains("up to date (1 document)"), "{said}");
}

#[test]
fn an_area_that_is_gone_goes_and_a_generator_can_be_named() {
    let workshop = workshop();
    run(&workshop, &[]);
    let document = workshop.path().join("spec/v2/tags.yaml");
    fs::rename(&document, document.with_file_name("labels.yaml")).expect("renamed");
    let output = run(&workshop, &["--for", "progenitor"]);
    assert!(output.status.success(), "{output:?}");
    assert!(!tags(&workshop).exists());
    assert!(tags(&workshop).with_file_name("labels.json").exists());
    assert!(!run(&workshop, &["--for", "somebody"]).status.success());
}

#[test]
fn a_fault_changes_nothing() {
    let workshop = workshop();
    run(&workshop, &[]);
    let before = text(&tags(&workshop));
    let broken = PAGE.replace("delete-tag", "[delete-tag]");
    fs::write(workshop.path().join("spec/v2/tags.yaml"), broken).expect("a document");
    let output = run(&workshop, &[]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("tags.yaml:7"), "{said}");
    assert_eq!(text(&tags(&workshop)), before);
}

#[test]
fn somebody_elses_folder_is_left_alone() {
    let workshop = workshop();
    let readme = workshop.path().join("out/README.md");
    fs::create_dir_all(readme.parent().expect("a folder")).expect("a folder");
    fs::write(&readme, "mine").expect("a file");
    assert!(!run(&workshop, &[]).status.success());
    assert_eq!(text(&readme), "mine");
}

#[test]
fn a_file_is_no_folder_and_is_left_alone() {
    let workshop = workshop();
    let file = workshop.path().join("out");
    fs::write(&file, "mine").expect("a file");
    let output = run(&workshop, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said, "error: out: this is a file, and no folder\n");
    assert_eq!(text(&file), "mine");
}
