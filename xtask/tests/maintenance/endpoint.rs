//! `cargo xtask new endpoint`.

use crate::repository::Repository;

#[test]
fn a_drafted_endpoint_is_generated_at_once_and_told_when_the_vendor_brings_it() {
    let repository = Repository::imported();
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
        "new",
        "endpoint",
        "--method",
        "get",
        "--path",
        "/toys",
        "--id",
        "get-toys",
        "--area",
        "Toy Box",
        "--new-area",
    ]);
    assert!(said.contains("no area can be called `Toy Box`"), "{said}");
    assert!(!repository.path("spec/v2/Toy Box.yaml").exists());
}

#[test]
fn an_area_is_new_only_if_that_is_said() {
    let repository = Repository::new();
    let mut flags = vec![
        "new", "endpoint", "--method", "get", "--path", "/pet", "--id", "get-pet", "--area", "pet",
    ];
    let said = repository.fail(&flags);
    assert_eq!(
        said,
        "error: there is no area `v2/pet`\n  help: did you mean `v2/pets`? `--new-area` starts a new one\n"
    );
    assert!(!repository.path("spec/v2/pet.yaml").exists());
    flags.push("--new-area");
    repository.succeed(&flags);
    assert!(repository.path("spec/v2/pet.yaml").exists());
}
