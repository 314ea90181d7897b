//! `cargo xtask release`.

use crate::repository::{Repository, text};

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

#[test]
fn a_release_is_written_once_however_often_it_is_asked_for() {
    let repository = Repository::released();
    let shown = repository.succeed(&["release", "--quick"]);
    assert!(shown.starts_with("## 0.4.0\n\n### Breaking\n"), "{shown}");
    assert!(
        shown.contains("note: the work tree has changes that are in no commit"),
        "{shown}"
    );
    assert!(
        shown.contains("nothing is written; `--write` writes the version 0.4.0"),
        "{shown}"
    );
    assert!(!repository.path("CHANGELOG.md").exists());
    repository.succeed(&["release", "--quick", "--write"]);
    let written = || {
        (
            repository.text("Cargo.toml"),
            repository.text("CHANGELOG.md"),
        )
    };
    let once = written();
    assert!(once.0.contains("version = \"0.4.0\""), "{}", once.0);
    assert!(
        once.1
            .starts_with("# Changelog\n\n## 0.4.0\n\n### Breaking\n"),
        "{}",
        once.1
    );
    repository.succeed(&["release", "--quick", "--write"]);
    assert_eq!(written(), once);
    // A person may find that a release says more than the verdict.
    repository.edit("Cargo.toml", "0.4.0", "1.0.0");
    let shown = repository.succeed(&["release", "--quick"]);
    assert!(
        shown.contains(
            "note: Cargo.toml says 1.0.0 already; the changes since v0.3.0 ask for 0.4.0"
        ),
        "{shown}"
    );
    assert!(shown.contains("\n## 1.0.0\n\n### Breaking\n"), "{shown}");
}

#[test]
fn without_a_tag_it_is_the_first_release() {
    let repository = Repository::new();
    repository.succeed(&["codegen"]);
    repository.succeed(&["api"]);
    let shown = repository.succeed(&["release", "--quick"]);
    assert!(
        shown.starts_with("## 0.3.0\n\nThe first release.\n"),
        "{shown}"
    );
    assert!(shown.contains("NOT checked: packages"), "{shown}");
    repository.edit("spec/v2/pets.yaml", "list-pets", "all-pets");
    let said = repository.fail(&["release", "--quick", "--write"]);
    assert!(said.contains("help: run `cargo xtask codegen`"), "{said}");
    assert!(!repository.path("CHANGELOG.md").exists());
}

#[test]
fn what_a_killed_release_left_half_is_finished_unless_it_was_edited_since() {
    let repository = Repository::released();
    let half = || {
        // The changelog has taken its place already, the version not yet.
        let manifest = repository.text("Cargo.toml");
        repository.put(".release.staging/ready/before/Cargo.toml", &manifest);
        let raised = manifest.replace("0.3.0", "0.4.0");
        repository.put(".release.staging/ready/after/Cargo.toml", &raised);
    };
    half();
    let shown = repository.succeed(&["release", "--quick"]);
    assert!(
        shown.starts_with("note: a release that was interrupted is finished"),
        "{shown}"
    );
    assert!(repository.text("Cargo.toml").contains("0.4.0"));
    assert!(!repository.path(".release.staging").exists());
    repository.edit("Cargo.toml", "0.4.0", "0.3.0");
    half();
    repository.put("Cargo.toml", "[workspace.package]\nversion = \"0.5.0\"\n");
    repository.succeed(&["release", "--quick"]);
    assert!(repository.text("Cargo.toml").contains("0.5.0"));
}
