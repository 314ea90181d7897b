//! What is told where newer documents cannot be compared.

use super::drift;
use crate::diff::Unequal;
use crate::{Imported, Source};

const PETS: &str = "openapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths:\n  /pets:\n    get: { operationId: list-pets, responses: { \"204\": { description: None. } } }\n";

#[test]
fn stopped_overlays_are_told_with_other_faults() {
    let overlay = "overlay: 1.0.0\ninfo: { title: Pets, version: \"1.0\" }\nextends: v2/pets\nactions:\n  - target: $.paths['/pets'].get\n    description: It has none.\n    update: { description: Lists the pets. }\n";
    let sources = [
        Source::new("spec/overlays/pets.yaml", overlay),
        Source::new("spec/vendor/v2/pets.yaml", PETS),
    ];
    let newer = PETS
        .replace("/pets:", "/animals:")
        .replace("operationId", "operation");
    let imported = Imported {
        files: [("vendor/v2/pets.yaml".to_owned(), newer)].into(),
        operations: 1,
    };
    let refused = drift(&sources, &imported, "spec").expect_err("an operation has an id");
    assert!(matches!(refused.why, Unequal::New(_)));
    assert_eq!(
        refused.stopped.obsolete.len() + refused.stopped.broken.len(),
        1
    );
}
