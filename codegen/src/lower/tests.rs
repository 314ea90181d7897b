//! What it costs where schemas without a type of their own stand in each other.

use std::fmt::Write;

use crate::{Diagnostic, Options, Source, generate};

/// The faults of a document with schemas of which each is made of the next one.
fn faults(count: usize, made: impl Fn(&str) -> String) -> Vec<Diagnostic> {
    let mut text = "\
openapi: 3.0.3
info: { title: Pets, version: '1.0' }
paths:
  /pets:
    post:
      operationId: add-pet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } }
      responses: { '201': { description: Added. } }
components:
  schemas:
"
    .to_owned();
    for index in 0..count {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", index + 1);
        writeln!(text, "    S{index}: {}", made(&next)).expect("a text takes it");
    }
    writeln!(
        text,
        "    S{count}: {{ type: array, items: {{ type: string }} }}"
    )
    .expect("a text takes it");
    let sources = [Source::new("spec/v2/pets.yaml", text)];
    generate(&sources, &Options::default())
        .err()
        .unwrap_or_default()
}

#[test]
fn a_long_way_is_refused() {
    let faults = faults(2_000, |next| format!("{{ type: array, items: {next} }}"));
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        ["POST /pets: more than 16 schemas stand in each other here"]
    );
}

/// The deepest that is not refused fits on the stack of a thread.
#[test]
fn a_way_of_deep_schemas_is_followed() {
    let faults = faults(15, |next| {
        let object = (0..20).fold(next.to_owned(), |inner, _| {
            format!("{{ type: object, properties: {{ a: {inner} }} }}")
        });
        format!("{{ type: array, items: {object} }}")
    });
    assert_eq!(faults, []);
}

#[test]
fn copies_that_hold_copies_are_refused() {
    let faults = faults(15, |next| {
        format!(
            "{{ type: array, items: {{ type: object, properties: {{ a: {next}, b: {next} }} }} }}"
        )
    });
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "POST /pets: the schemas of this document are more than 20000 once each is written out where it is used"
        ]
    );
}

/// No type is made of a union of two that are the same.
#[test]
fn copies_that_leave_nothing_are_refused() {
    let faults = faults(15, |next| format!("{{ oneOf: [{next}, {next}] }}"));
    assert_eq!(faults.len(), 1);
}
