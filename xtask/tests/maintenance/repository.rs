//! A repository of a dozen lines, in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

pub const PETS: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list-pets
      description: Lists the pets.
      responses: { "200": { description: All. } }
"#;

/// What the vendor publishes.
pub const THEIRS: &str = r#"{
  "openapi": "3.0.0",
  "info": {"title": "Toys", "version": "1.0"},
  "paths": {"/toys": {"get": {"operationId": "list-toys", "responses": {"200": {"description": "All."}}}}},
  "components": {"schemas": {}}
}
"#;

pub const OVERLAY: &str = r#"overlay: 1.0.0
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
pub struct Repository {
    pub folder: TempDir,
}

impl Repository {
    pub fn new() -> Self {
        let repository = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        repository.put("spec/v2/pets.yaml", PETS);
        repository.put("Cargo.toml", "[workspace.package]\nversion = \"0.3.0\"\n");
        repository.git(&["init", "--quiet"]);
        repository
    }

    /// A repository that has imported the vendor's document and mended it.
    pub fn imported() -> Self {
        let repository = Self::new();
        repository.put("theirs/apps/toys.json", THEIRS);
        repository.succeed(&["import", "theirs"]);
        repository.put("spec/overlays/toys.yaml", OVERLAY);
        assert_eq!(
            repository.succeed(&["drift", "theirs"]),
            "nothing changed\n"
        );
        repository
    }

    /// A repository with a release, and one change since.
    pub fn released() -> Self {
        let repository = Self::new();
        repository.succeed(&["codegen"]);
        repository.succeed(&["api"]);
        repository.commit("v0.3.0");
        repository.edit("spec/v2/pets.yaml", "list-pets", "all-pets");
        repository.succeed(&["codegen"]);
        repository.succeed(&["api"]);
        repository
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.put(path, &text.replacen(from, to, 1));
    }

    pub fn git(&self, arguments: &[&str]) {
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

    pub fn commit(&self, tag: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Change"]);
        self.git(&["tag", tag]);
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output();
        output.expect("the command can be started")
    }

    /// Runs a command that has to succeed; gives what it prints.
    pub fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that has to fail; gives what it says of that.
    pub fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
        text(&output.stderr)
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
