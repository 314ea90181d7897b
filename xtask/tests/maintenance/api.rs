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

#[test]
fn the_listing_has_what_is_written_by_hand() {
    let repository = Repository::new();
    repository.put("runtime/src/lib.rs", "mod call;\npub use call::Call;\n");
    repository.put(
        "runtime/src/call.rs",
        "pub struct Call(u8);\nimpl Call {\n    pub fn wait(self) {}\n}\n",
    );
    repository.succeed(&["api"]);
    let listing = repository.text("api.txt");
    let wanted = "\n\n[highlevel_runtime]\nCall: struct\nCall::wait(self)\n";
    assert!(listing.ends_with(wanted), "{listing}");
    repository.edit("runtime/src/call.rs", "self", "&self");
    let said = repository.fail(&["api", "--check"]);
    assert!(
        said.contains("-Call::wait(self)\n+Call::wait(&self)"),
        "{said}"
    );
    repository.edit("runtime/src/call.rs", "struct Call(u8)", "struct (u8)");
    let said = repository.fail(&["api", "--check"]);
    assert!(
        said.starts_with("error: runtime/src/call.rs: this is no Rust: "),
        "{said}"
    );
}
