//! `cargo xtask codegen` as a maintainer runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// A specification and a place for the crate, in a folder of their own.
struct Workshop {
    folder: TempDir,
}

impl Workshop {
    /// Starts with the one document that was mirrored from a page.
    fn new() -> Self {
        let workshop = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        let page = "v2/conversations.yaml";
        fs::create_dir_all(workshop.spec().join("v2")).expect("a folder");
        fs::copy(
            repository().join("spec").join(page),
            workshop.spec().join(page),
        )
        .expect("a copy");
        workshop
    }

    fn spec(&self) -> PathBuf {
        self.folder.path().join("spec")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("client")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .current_dir(self.folder.path())
            .args(["codegen", "--spec", "spec", "--out", "client"]);
        command
    }

    fn run(&self, more: &[&str]) -> Output {
        self.command()
            .args(more)
            .output()
            .expect("the command can be started")
    }

    /// Runs the command, which has to succeed; gives what it prints.
    fn succeed(&self, more: &[&str]) -> String {
        let output = self.run(more);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs the command, which has to fail; gives what it says of that.
    fn fail(&self, more: &[&str]) -> String {
        let output = self.run(more);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
        text(&output.stderr)
    }

    /// Replaces a text in the document of the conversations.
    fn edit(&self, old: &str, new: &str) {
        let path = self.spec().join("v2/conversations.yaml");
        let document = fs::read_to_string(&path).expect("the document is there");
        assert!(document.contains(old), "the document has no {old}");
        fs::write(path, document.replacen(old, new, 1)).expect("the document can be written");
    }

    /// Everything in the folder of the crate.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        collect(&self.out(), &mut files);
        files
    }
}

#[test]
fn a_second_run_changes_nothing() {
    let workshop = Workshop::new();
    assert!(
        workshop
            .succeed(&[])
            .starts_with("client: 7 files written (1 area, 2 operations, ")
    );
    let times = || {
        fs::metadata(workshop.out().join("src/lib.rs"))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let before = times();
    assert!(workshop.succeed(&[]).starts_with("client: up to date"));
    assert_eq!(times(), before);
    assert_eq!(staging(&workshop), Vec::<String>::new());
}

#[test]
fn what_did_not_change_keeps_its_time() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    let time = |file: &str| {
        fs::metadata(workshop.out().join(file))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let before = (time("src/lib.rs"), time("src/conversations/types.rs"));
    thread::sleep(Duration::from_millis(20));
    workshop.edit("The subject of an e-mail.", "What the e-mail is about.");
    assert!(workshop.succeed(&[]).starts_with("client: 1 file written"));
    assert_eq!(time("src/lib.rs"), before.0);
    assert_ne!(time("src/conversations/types.rs"), before.1);
}

#[test]
fn a_new_field_value_and_operation_add_lines_and_change_none() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    let before = workshop.files();
    add_three_things(&workshop);
    workshop.succeed(&[]);
    let after = workshop.files();
    let mut added = String::new();
    // The table of operations says how many there are.
    let rust = after
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"));
    for (path, text) in rust {
        let lines =
            similar::TextDiff::from_lines(before.get(path).map_or("", String::as_str), text);
        for change in lines.iter_all_changes() {
            match change.tag() {
                similar::ChangeTag::Delete => {
                    panic!("{}: a line is gone: {change}", path.display())
                }
                similar::ChangeTag::Insert => added += &change.to_string(),
                similar::ChangeTag::Equal => {}
            }
        }
    }
    for expected in [
        "pub priority: Option<String>",
        "Telegram \"Telegram\";",
        "pub fn get_message(&self, id: &str)",
    ] {
        assert!(added.contains(expected), "{expected} is not among\n{added}");
    }
}

/// What comes out stands alone and compiles, against the runtime of this repository.
#[test]
fn what_is_written_elsewhere_compiles() {
    let workshop = Workshop::new();
    add_three_things(&workshop);
    workshop.succeed(&[]);
    let repository = repository();
    fs::copy(
        repository.join("Cargo.lock"),
        workshop.out().join("Cargo.lock"),
    )
    .expect("a lock file");
    let runtime = format!(
        "patch.crates-io.highlevel-runtime.path={:?}",
        repository.join("runtime")
    );
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--config", &runtime, "--target-dir"])
        .arg(target())
        .current_dir(workshop.out())
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn deleted_files_come_back_and_stale_ones_go() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    let before = workshop.files();
    fs::remove_dir_all(workshop.out().join("src")).expect("the sources can be deleted");
    workshop.succeed(&[]);
    assert_eq!(workshop.files(), before);
    fs::write(
        workshop.out().join("src/stale.rs"),
        "// nobody generates this",
    )
    .expect("a stale file");
    assert!(
        workshop
            .succeed(&[])
            .starts_with("client: 0 files written, 1 removed")
    );
    assert_eq!(workshop.files(), before);
}

#[test]
fn what_the_command_does_not_own_stays() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    fs::create_dir_all(workshop.out().join("target/debug")).expect("a folder");
    fs::write(workshop.out().join("Cargo.lock"), "# somebody's").expect("a file");
    workshop.edit("The subject of an e-mail.", "What the e-mail is about.");
    workshop.succeed(&[]);
    assert!(workshop.out().join("target/debug").is_dir());
    assert_eq!(
        fs::read_to_string(workshop.out().join("Cargo.lock")).expect("it is there"),
        "# somebody's"
    );
}

#[test]
fn check_shows_the_difference_and_writes_nothing() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    assert!(
        workshop
            .succeed(&["--check"])
            .starts_with("client: up to date")
    );
    let before = workshop.files();
    workshop.edit("The subject of an e-mail.", "What the e-mail is about.");
    let said = workshop.fail(&["--check"]);
    assert!(
        said.contains("-    /// The subject of an e-mail.\n+    /// What the e-mail is about.\n"),
        "{said}"
    );
    assert!(
        said.ends_with("help: run `cargo xtask codegen --spec spec --out client`\n"),
        "{said}"
    );
    assert_eq!(workshop.files(), before);
}

#[test]
fn faults_are_shown_with_their_lines_and_nothing_is_written() {
    let workshop = Workshop::new();
    workshop.succeed(&[]);
    let before = workshop.files();
    workshop.edit("type: number", "type: numbr");
    workshop.edit(
        "#/components/schemas/BadRequestDTO",
        "#/components/schemas/BadRequest",
    );
    let said = workshop.fail(&[]);
    assert!(said.contains("spec/v2/conversations.yaml:"), "{said}");
    assert!(
        said.contains("type: numbr\n") && said.contains("^^^^^"),
        "{said}"
    );
    assert!(said.contains("did you mean `BadRequestDTO`?"), "{said}");
    assert!(said.ends_with("2 faults; client is as it was\n"), "{said}");
    assert_eq!(workshop.files(), before);
}

#[test]
fn timings_name_every_stage() {
    let workshop = Workshop::new();
    let said = workshop.succeed(&["--timings"]);
    let stages: Vec<&str> = said
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let all = [
        "load",
        "overlay",
        "normalise",
        "read",
        "lower",
        "emit",
        "format",
        "write",
        "whole",
    ];
    assert_eq!(stages, all, "{said}");
}

#[test]
fn somebody_elses_crate_is_left_alone() {
    let workshop = Workshop::new();
    fs::create_dir_all(workshop.out().join("src")).expect("a folder");
    fs::write(
        workshop.out().join("Cargo.toml"),
        "[package]\nname = \"precious\"\n",
    )
    .expect("a manifest");
    let before = workshop.files();
    assert!(
        workshop
            .fail(&[])
            .contains("client: this folder holds what this command did not write")
    );
    assert_eq!(workshop.files(), before);
    assert_eq!(staging(&workshop), Vec::<String>::new());
}

#[test]
fn a_missing_or_empty_specification_is_an_error() {
    let workshop = Workshop::new();
    fs::remove_dir_all(workshop.spec()).expect("it can be deleted");
    assert!(
        workshop
            .fail(&[])
            .starts_with("error: spec: No such file or directory")
    );
    fs::create_dir(workshop.spec()).expect("a folder");
    assert!(
        workshop
            .fail(&[])
            .starts_with("error: spec: no documents here")
    );
    fs::create_dir(workshop.spec().join("v2")).expect("a folder");
    fs::write(workshop.spec().join("v2/pets.yaml"), b"\xff\xfe").expect("a file");
    assert!(
        workshop
            .fail(&[])
            .starts_with("error: spec/v2/pets.yaml: stream did not contain valid UTF-8")
    );
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let workshop = Workshop::new();
    let runs: Vec<_> = (0..4)
        .map(|_| {
            workshop
                .command()
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the command can be started")
        })
        .collect();
    let done = runs
        .into_iter()
        .map(|mut run| run.wait().expect("it ends"))
        .filter(|status| status.success())
        .count();
    assert!(done >= 1);
    let files = workshop.files();
    workshop.succeed(&[]);
    assert_eq!(workshop.files(), files);
}

fn add_three_things(workshop: &Workshop) {
    workshop.edit(
        "        subject:\n",
        "        priority:\n          type: string\n          description: How urgent it is.\n        subject:\n",
    );
    workshop.edit("Custom, Live_Chat]", "Custom, Live_Chat, Telegram]");
    workshop.edit(
        "components:\n",
        "  /conversations/messages/{id}:\n    get:\n      operationId: get-message\n      tags: [Messages]\n      \
         description: Gets a message.\n      responses:\n        \"200\":\n          description: The message.\n          \
         content:\n            application/json:\n              schema:\n                \
         $ref: \"#/components/schemas/SendMessageResponseDto\"\n\ncomponents:\n",
    );
}

/// The folders for staging that are left beside the crate.
fn staging(workshop: &Workshop) -> Vec<String> {
    let entries = fs::read_dir(workshop.folder.path()).expect("a folder");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    names.filter(|name| name.ends_with(".staging")).collect()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the repository")
        .to_path_buf()
}

/// The folder that cargo builds in: where this test was built.
fn target() -> PathBuf {
    let here = std::env::current_exe().expect("a path");
    here.ancestors()
        .nth(3)
        .expect("<target>/debug/deps/<test>")
        .to_path_buf()
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let text = fs::read_to_string(&path).expect("a text");
            files.insert(path, text);
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
