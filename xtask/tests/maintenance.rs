//! The commands of the maintainer's loop on a repository of a dozen lines.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PETS: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list-pets
      description: Lists the pets.
      responses: { "200": { description: All. } }
"#;

/// What the vendor publishes.
const THEIRS: &str = r#"{
  "openapi": "3.0.0",
  "info": {"title": "Toys", "version": "1.0"},
  "paths": {"/toys": {"get": {"operationId": "list-toys", "responses": {"200": {"description": "All."}}}}},
  "components": {"schemas": {}}
}
"#;

const OVERLAY: &str = r#"overlay: 1.0.0
info: { title: Toys, version: "1.0" }
extends: v2/toys
actions:
  - target: $.paths['/toys'].get
    description: It has no words.
    update: { description: Lists the toys. }
  - target: $.paths['/toys'].get.operationId
    description: It names something else.
    x-replace: true
    update: all-toys
"#;

/// A repository in a folder of its own.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        repository.put("spec/v2/pets.yaml", PETS);
        repository.put("Cargo.toml", "[workspace.package]\nversion = \"0.3.0\"\n");
        repository.git(&["init", "--quiet"]);
        repository
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.put(path, &text.replacen(from, to, 1));
    }

    fn git(&self, arguments: &[&str]) {
        let settings = [
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.com",
            "-c",
            "commit.gpgsign=false",
        ];
        let status = Command::new("git")
            .args(settings)
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .status();
        assert!(
            status.expect("git can be started").success(),
            "git {arguments:?}"
        );
    }

    fn commit(&self, tag: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Change"]);
        self.git(&["tag", tag]);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output();
        output.expect("the command can be started")
    }

    /// Runs a command that has to succeed; gives what it prints.
    fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that has to fail; gives what it says of that.
    fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
        text(&output.stderr)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn lint_fails_by_level() {
    let repository = Repository::new();
    let shown = repository.succeed(&["lint"]);
    assert!(shown.contains("warning      1  no-content"), "{shown}");
    assert!(
        shown.contains("without words: 0 of 1 operations"),
        "{shown}"
    );
    assert!(!shown.contains("-->"), "{shown}");
    let shown = repository.succeed(&["lint", "--rule", "scope"]);
    assert!(
        shown.contains("warning[scope]: GET /pets: the operation names no scope"),
        "{shown}"
    );
    assert!(shown.contains("--> spec/v2/pets.yaml:5:5"), "{shown}");
    let said = repository.fail(&["lint", "--deny", "warning"]);
    assert!(
        said.contains("error: 3 findings of level warning or above"),
        "{said}"
    );
    let said = repository.fail(&["lint", "--rule", "scopes"]);
    assert!(said.contains("there is no rule `scopes`"), "{said}");
    assert!(
        repository
            .succeed(&["lint", "--all", "--format", "github"])
            .starts_with("::warning file=spec/v2/pets.yaml,line=")
    );
    assert!(
        repository
            .succeed(&["lint", "--format", "json"])
            .contains("\"rule\": \"token-kind\"")
    );
    repository.edit("spec/v2/pets.yaml", "operationId", "operation");
    let said = repository.fail(&["lint"]);
    assert!(said.contains("findings of level error"), "{said}");
}

#[test]
fn rules_are_explained() {
    let repository = Repository::new();
    assert!(
        repository
            .succeed(&["lint", "--explain"])
            .contains("secret-unmarked")
    );
    let shown = repository.succeed(&["lint", "--explain", "path-case"]);
    assert!(
        shown.contains("It fires here:") && shown.contains("/petShops"),
        "{shown}"
    );
    assert!(
        repository
            .fail(&["lint", "--explain", "case"])
            .contains("there is no rule `case`")
    );
}

#[test]
fn diff_compares_the_newest_tag_with_the_work_tree() {
    let repository = Repository::new();
    assert!(
        repository
            .succeed(&["diff"])
            .starts_with("there is no tag yet")
    );
    repository.commit("v0.3.0");
    assert_eq!(repository.succeed(&["diff"]), "nothing changed\n");
    repository.edit(
        "spec/v2/pets.yaml",
        "operationId: list-pets",
        "operationId: all-pets",
    );
    let shown = repository.succeed(&["diff"]);
    assert!(
        shown.contains("the operation `list-pets` is called `all-pets` now  [breaks users]"),
        "{shown}"
    );
    assert!(
        shown.contains("the next version is 0.4.0 (major)"),
        "{shown}"
    );
    repository.commit("v0.4.0");
    assert_eq!(repository.succeed(&["diff", "v0.3.0", "v0.4.0"]), shown);
    assert!(
        repository
            .succeed(&["diff", "v0.3.0", "--format", "changelog"])
            .starts_with("## 0.4.0\n\n### Breaking\n")
    );
    assert!(
        repository
            .succeed(&["diff", "v0.3.0", "--format", "markdown"])
            .contains("(**breaks users**)")
    );
    assert!(
        repository
            .succeed(&["diff", "v0.3.0", "--format", "json"])
            .contains("\"compile\": \"breaks\"")
    );
    let said = repository.fail(&["diff", "v0.3.0", "--deny", "minor"]);
    assert!(
        said.contains("the changes are major, which is denied"),
        "{said}"
    );
}

#[test]
fn diff_says_which_side_is_wrong() {
    let repository = Repository::new();
    repository.commit("v0.3.0");
    let said = repository.fail(&["diff", "v9.9.9"]);
    assert!(
        said.contains("the old side: `v9.9.9` is neither a folder nor a revision"),
        "{said}"
    );
    let said = repository.fail(&["diff", "v0.3.0", "nowhere"]);
    assert!(
        said.contains("the new side: `nowhere` is neither"),
        "{said}"
    );
    fs::create_dir(repository.path("empty")).expect("a folder");
    let said = repository.fail(&["diff", "empty"]);
    assert!(
        said.contains("empty: no documents here") && said.contains("in the old side (empty)"),
        "{said}"
    );
    repository.put("other/v3/pets.yaml", PETS);
    let said = repository.fail(&["diff", "spec", "other"]);
    assert!(
        said.contains("the old side (spec) describes v2, the new side (other) v3"),
        "{said}"
    );
    repository.edit("spec/v2/pets.yaml", "operationId", "operation");
    let said = repository.fail(&["diff"]);
    assert!(said.contains("--> spec/v2/pets.yaml:6:7"), "{said}");
    assert!(
        said.contains("2 faults in the new side (spec); nothing was compared"),
        "{said}"
    );
    let said = repository.fail(&["diff", "spec", "v0.3.0"]);
    assert!(
        said.contains("2 faults in the old side (spec); nothing was compared"),
        "{said}"
    );
    repository.git(&["rm", "-r", "--quiet", "--cached", "spec"]);
    repository.git(&["commit", "--quiet", "--message", "Remove"]);
    let said = repository.fail(&["diff", "HEAD"]);
    assert!(
        said.contains("the old side: `HEAD` has no documents in `spec`"),
        "{said}"
    );
}

/// A repository that has imported the vendor's document and mended it.
fn imported() -> Repository {
    let repository = Repository::new();
    repository.put("theirs/apps/toys.json", THEIRS);
    repository.succeed(&["import", "theirs"]);
    repository.put("spec/overlays/toys.yaml", OVERLAY);
    assert_eq!(
        repository.succeed(&["drift", "theirs"]),
        "nothing changed\n"
    );
    repository
}

#[test]
fn drift_says_what_newer_documents_change() {
    let repository = imported();
    repository.edit("theirs/apps/toys.json", "\"paths\": {", "\"paths\": {\"/toys/new\": {\"post\": {\"operationId\": \"add-toy\", \"responses\": {\"204\": {\"description\": \"Added.\"}}}}, ");
    let shown = repository.succeed(&["drift", "theirs"]);
    assert!(
        shown.contains("POST /toys/new\n    the operation `add-toy` is new"),
        "{shown}"
    );
    assert!(shown.contains("(minor)"), "{shown}");
    repository.edit("theirs/apps/toys.json", "/toys\"", "/playthings\"");
    let said = repository.fail(&["drift", "theirs"]);
    assert!(said.contains("selects nothing in `v2/toys`"), "{said}");
    assert!(
        said.contains("2 faults in overlays: cannot be done any more"),
        "{said}"
    );
}

#[test]
fn import_refuses_what_overlays_would_not_apply_to() {
    let repository = imported();
    let before = repository.text("spec/vendor/v2/toys.yaml");
    repository.edit("theirs/apps/toys.json", "\"list-toys\"", "\"all-toys\"");
    let said = repository.fail(&["import", "theirs"]);
    assert!(said.contains("--> spec/overlays/toys.yaml:8:5"), "{said}");
    assert!(
        said.contains("1 fault in overlays: not needed any more, because the vendor says so now"),
        "{said}"
    );
    assert!(said.contains("spec/vendor is as it was"), "{said}");
    assert_eq!(repository.text("spec/vendor/v2/toys.yaml"), before);
    repository.succeed(&["import", "theirs", "--force"]);
    assert!(
        repository
            .text("spec/vendor/v2/toys.yaml")
            .contains("all-toys")
    );
}

#[test]
fn a_drafted_endpoint_is_generated_at_once_and_told_when_the_vendor_brings_it() {
    let repository = imported();
    let flags = [
        "new",
        "endpoint",
        "--method",
        "get",
        "--path",
        "/toys/{toyId}",
        "--id",
        "get-toy",
        "--area",
        "toys",
    ];
    let shown = repository.succeed(&flags);
    assert!(
        shown.starts_with("spec/v2/toys.yaml:1: GET /toys/{toyId} as `get-toy`, "),
        "{shown}"
    );
    let out = ["codegen", "--out", "client"];
    assert!(
        repository.succeed(&out).contains("2 areas, 3 operations"),
        "{shown}"
    );
    assert!(
        repository
            .text("client/src/toys.rs")
            .contains("pub fn get_toy(&self, toy_id: &str)")
    );
    let said = repository.fail(&flags);
    assert!(
        said.contains("GET /toys/{toyId} is there already, as `get-toy`"),
        "{said}"
    );
    let said = repository.fail(&flags[..flags.len() - 2]);
    assert!(
        said.contains("--area is missing, and there is no terminal to ask on"),
        "{said}"
    );
    repository.edit("theirs/apps/toys.json", "\"paths\": {", "\"paths\": {\"/toys/{toyId}\": {\"get\": {\"operationId\": \"fetch-toy\", \"responses\": {\"204\": {\"description\": \"It.\"}}}}, ");
    let shown = repository.succeed(&["import", "theirs"]);
    assert!(
        shown.contains("GET /toys/{toyId} of ours is documented by the vendor now"),
        "{shown}"
    );
    assert!(
        shown.contains("the operation `get-toy` is called `fetch-toy` now"),
        "{shown}"
    );
    assert!(
        shown.contains("the answer is nothing, it was what nobody has written down"),
        "{shown}"
    );
}

#[test]
fn what_cannot_be_drafted_leaves_the_document_alone() {
    let repository = Repository::new();
    repository.edit("spec/v2/pets.yaml", "operationId", "operation");
    let before = repository.text("spec/v2/pets.yaml");
    let said = repository.fail(&[
        "new", "endpoint", "--method", "get", "--path", "/toys", "--id", "get-toys", "--area",
        "pets",
    ]);
    assert!(said.contains("operation has no `operationId`"), "{said}");
    assert_eq!(repository.text("spec/v2/pets.yaml"), before);
    let said = repository.fail(&[
        "new", "endpoint", "--method", "get", "--path", "/toys", "--id", "get-toys", "--area",
        "Toy Box",
    ]);
    assert!(said.contains("no area can be called `Toy Box`"), "{said}");
    assert!(!repository.path("spec/v2/Toy Box.yaml").exists());
}

#[test]
fn watch_generates_again_on_save() {
    let repository = Repository::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["watch", "--out", "client", "--times", "2"])
        .current_dir(repository.folder.path())
        .env("CARGO_MANIFEST_DIR", repository.path("xtask"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the command can be started");
    wait_for(&repository.path("client/src/pets.rs"), "pub fn list_pets");
    // The first look at the files precedes the first writing: what is saved now is seen.
    repository.edit(
        "spec/v2/pets.yaml",
        "operationId: list-pets",
        "operation: list-pets",
    );
    let errors = child.stderr.take().expect("it is piped");
    let mut errors = BufReader::new(errors).lines().map_while(Result::ok);
    assert!(errors.any(|line| line.contains("client is as it was")));
    assert!(
        repository
            .text("client/src/pets.rs")
            .contains("pub fn list_pets")
    );
    repository.edit(
        "spec/v2/pets.yaml",
        "operation: list-pets",
        "operationId: every-pet",
    );
    wait_for(&repository.path("client/src/pets.rs"), "pub fn every_pet");
    let status = child.wait().expect("it ends");
    assert!(status.success());
    let output = child.wait_with_output().expect("it has ended");
    assert!(text(&output.stdout).contains("the operation `list-pets` is called `every-pet` now"));
}

/// Waits until a file says something.
fn wait_for(path: &Path, wanted: &str) {
    for _ in 0..600 {
        if fs::read_to_string(path).is_ok_and(|text| text.contains(wanted)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{} never said `{wanted}`", path.display());
}

#[test]
fn the_listing_of_what_users_can_name() {
    let repository = Repository::new();
    assert!(
        repository
            .fail(&["api", "--check"])
            .contains("help: run `cargo xtask api`")
    );
    repository.succeed(&["api"]);
    assert!(
        repository
            .succeed(&["api", "--check"])
            .contains("up to date")
    );
    let listing = repository.text("api.txt");
    assert!(
        listing.contains("[pets]\nPets\nPets::list_pets(&self) -> Call<Option<Value>>\n"),
        "{listing}"
    );
    repository.edit(
        "spec/v2/pets.yaml",
        "operationId: list-pets",
        "operationId: all-pets",
    );
    assert!(
        repository
            .fail(&["api", "--check"])
            .contains("+Pets::all_pets(&self)")
    );
}

#[test]
fn nobody_has_to_read_to_the_end() {
    let repository = Repository::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = repository.command(&["lint", "--explain"]);
    let output = command.stdout(writer).output().expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    // How the command ends does not depend on its reader.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = repository.command(&["lint", "--deny", "warning"]);
    let output = command.stdout(writer).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error: 3 findings"));
}

#[test]
fn a_checkout_without_documents() {
    let repository = Repository::new();
    fs::create_dir(repository.path("theirs")).expect("a folder");
    let wanted = "error: theirs: no documents here\n  help: name a folder that has `apps/*.json`\n";
    assert_eq!(repository.fail(&["import", "theirs"]), wanted);
    assert_eq!(repository.fail(&["drift", "theirs"]), wanted);
    // What is no document of theirs is not even looked at.
    fs::write(repository.path("theirs/picture.yaml"), [0xff, 0xfe]).expect("a file");
    assert_eq!(repository.fail(&["import", "theirs"]), wanted);
}

#[test]
fn the_version_is_that_of_the_old_side() {
    let repository = Repository::new();
    repository.put(
        "other/spec/v2/pets.yaml",
        &PETS.replace("list-pets", "all-pets"),
    );
    repository.put(
        "other/Cargo.toml",
        "[workspace.package]\nversion = \"0.7.1\"\n",
    );
    for old in ["other", "other/spec"] {
        let shown = repository.succeed(&["diff", old]);
        assert!(
            shown.contains("the next version is 0.8.0 (major)"),
            "{shown}"
        );
    }
}

#[test]
fn a_release_counts_what_the_generator_changed() {
    let repository = Repository::new();
    repository.put("runtime/src/lib.rs", "");
    repository.put("api.txt", "[pets]\nPets\nPets::list_pets(&self)\n");
    repository.commit("v0.3.0");
    // The steps after this one need the whole repository, and fail here.
    let shown = || text(&repository.run(&["release", "--quick"]).stdout);
    assert!(
        shown().starts_with("## 0.3.1\n\nThe specification is as it was.\n"),
        "{}",
        shown()
    );
    repository.put("api.txt", "[pets]\nPets\nPets::list_pets(&self, &str)\n");
    repository.put("runtime/src/lib.rs", "pub struct Client;\n");
    let shown = shown();
    assert!(shown.contains("## 0.4.0\n\n### Breaking\n"), "{shown}");
    assert!(
        shown.contains("`[pets] Pets::list_pets(&self)`: gone, or reads otherwise"),
        "{shown}"
    );
    assert!(
        shown.contains("note: 1 file of runtime/src changed since v0.3.0"),
        "{shown}"
    );
}
