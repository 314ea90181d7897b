//! What is told apart, and what is judged by the whole of both sides.

use super::{Bump, Diff, diff};
use crate::Source;

/// A document with these operations, each a path and what stands in it.
fn document(path: &str, operations: &[(&str, &str)]) -> Source {
    let mut text = "openapi: 3.0.3\ninfo: { title: Pets, version: '1.0' }\npaths:\n".to_owned();
    for (path, says) in operations {
        let get =
            format!("operationId: read, {says}responses: {{ '204': {{ description: It. }} }}");
        text += &format!("  {path}: {{ get: {{ {get} }} }}\n");
    }
    text += "components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }\n";
    Source::new(path, text)
}

fn compared(old: &[Source], new: &[Source]) -> (Option<Bump>, String) {
    let diff: Diff = diff(old, new).expect("both are sound");
    (diff.bump(), diff.text("1.0.0"))
}

/// What a document with one operation says of it at another path.
fn moved(old: &str, new: &str) -> (Option<Bump>, String) {
    let at = |path| [document("spec/v2/pets.yaml", &[(path, "")])];
    compared(&at(old), &at(new))
}

#[test]
fn placeholders_in_another_order_are_major() {
    let (bump, text) = moved(
        "/shops/{shopId}/toys/{toyId}",
        "/toys/{toyId}/shops/{shopId}",
    );
    assert_eq!(bump, Some(Bump::Major), "{text}");
    assert!(
        text.contains("it takes its placeholders in another order"),
        "{text}"
    );
    let (bump, text) = moved(
        "/shops/{shopId}/toys/{toyId}",
        "/shop/{shopId}/toys/{toyId}",
    );
    assert_eq!(bump, Some(Bump::Minor), "{text}");
}

#[test]
fn what_stands_around_a_placeholder_is_part_of_the_path() {
    let (bump, text) = moved("/files/{id}.pdf", "/files/{id}.png");
    assert_eq!(bump, Some(Bump::Minor), "{text}");
    assert!(text.contains("it was `GET /files/{id}.pdf`"), "{text}");
    let (bump, _) = moved("/files/{id}.pdf", "/files/{fileId}.pdf");
    assert_eq!(bump, Some(Bump::Patch));
}

fn pets(generation: &str, area: &str, says: &str) -> Source {
    document(
        &format!("spec/{generation}/{area}.yaml"),
        &[(&format!("/{area}"), says)],
    )
}

#[test]
fn sides_that_share_what_is_the_same_can_be_compared() {
    let old = [
        pets("v2", "a", ""),
        pets("v2", "b", ""),
        pets("v3", "c", ""),
    ];
    let new = [
        pets("v2", "a", ""),
        pets("v3", "b", ""),
        pets("v3", "c", ""),
    ];
    let (bump, text) = compared(&old, &new);
    assert_eq!(bump, Some(Bump::Major), "{text}");
    assert!(text.contains("the area is gone"), "{text}");
    assert!(text.contains("the area is new"), "{text}");
}

#[test]
fn the_roots_are_about_areas_that_are_the_same_too() {
    let read = "security: [{ bearer: [read] }], ";
    let write = "security: [{ bearer: [write] }], ";
    let old = [pets("v2", "pets", read), pets("v2", "toys", read)];
    let (bump, text) = compared(&old, &[pets("v2", "pets", read), pets("v2", "toys", "")]);
    assert_eq!(bump, Some(Bump::Patch), "{text}");
    let old = [pets("v2", "pets", read), pets("v2", "toys", write)];
    let (bump, text) = compared(&old, &[pets("v2", "pets", read), pets("v2", "toys", "")]);
    assert_eq!(bump, Some(Bump::Major), "{text}");
    assert!(!text.contains("`mod scopes`"), "{text}");

    let old = [pets("v3", "pets", ""), pets("v3", "toys", "")];
    let (_, text) = compared(&old, &[pets("v3", "pets", "")]);
    assert!(
        !text.contains("mod v3") && !text.contains("Client::v3()"),
        "{text}"
    );
}
