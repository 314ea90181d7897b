//! `cargo xtask watch`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

use crate::repository::{Repository, text};

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
