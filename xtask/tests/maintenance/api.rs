//! `cargo xtask api`.

use crate::repository::Repository;

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
