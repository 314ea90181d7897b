//! `cargo xtask lint`.

use crate::repository::Repository;

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
fn an_area_that_is_not_there() {
    let said = Repository::new().fail(&["lint", "--area", "v2/pet"]);
    assert_eq!(
        said,
        "error: there is no area `v2/pet`\n  help: did you mean `v2/pets`?\n"
    );
}
