//! `cargo xtask diff`.

use std::fs;

use crate::repository::{PETS, Repository};

#[test]
fn diff_compares_the_newest_tag_with_the_work_tree() {
    let repository = Repository::new();
    assert!(
        repository
            .succeed(&["diff"])
            .starts_with("there is no tag yet")
    );
    repository.commit("nightly");
    assert!(
        repository
            .succeed(&["diff"])
            .starts_with("there is no tag yet")
    );
    repository.put("note.md", "A file.");
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
fn without_a_tag_nothing_passes_for_compared() {
    let repository = Repository::new();
    for arguments in [["diff", "--deny", "major"], ["diff", "--format", "json"]] {
        let said = repository.fail(&arguments);
        assert!(
            said.contains("fetch the tags, or name a revision"),
            "{said}"
        );
    }
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
