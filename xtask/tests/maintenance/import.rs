//! `cargo xtask drift` and `cargo xtask import`.

use std::fs;

use crate::repository::Repository;

#[test]
fn drift_says_what_newer_documents_change() {
    let repository = Repository::imported();
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
    let repository = Repository::imported();
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
fn a_checkout_without_documents() {
    let repository = Repository::new();
    fs::create_dir(repository.path("theirs")).expect("a folder");
    let wanted = "error: theirs: no documents here\n  help: name a folder that has `apps/*.json`\n";
    assert_eq!(repository.fail(&["import", "theirs"]), wanted);
    assert_eq!(repository.fail(&["drift", "theirs"]), wanted);
    repository.put("theirs/package.json", "{}");
    assert_eq!(repository.fail(&["import", "theirs"]), wanted);
    // What is no document of theirs is not even looked at.
    fs::write(repository.path("theirs/picture.yaml"), [0xff, 0xfe]).expect("a file");
    assert_eq!(repository.fail(&["import", "theirs"]), wanted);
    let said = repository.fail(&["drift", "nowhere"]);
    assert!(
        said.starts_with("error: nowhere: ")
            && said.ends_with("help: name a folder that has `apps/*.json`\n"),
        "{said}"
    );
}
