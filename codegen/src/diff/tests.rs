//! What is told apart.

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
