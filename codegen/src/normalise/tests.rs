//! What becomes of compositions, and what merging costs where schemas consist of each other.

use std::fmt::Write;

use super::normalise;
use crate::Source;
use crate::diagnostic::Diagnostics;
use crate::load::yaml;
use crate::tree::Node;

/// Schemas of which each consists of the next one, twice; the last is an object.
fn doubled(count: usize) -> Node {
    chained(count, |next| format!("allOf: [{next}, {next}]"))
}

/// Schemas of which each is made of the next one; the last is an object.
fn chained(count: usize, made: impl Fn(&str) -> String) -> Node {
    let mut text = "components:\n  schemas:\n".to_owned();
    for index in 0..count {
        let next = format!("{{ $ref: \"#/components/schemas/S{}\" }}", index + 1);
        writeln!(text, "    S{index}: {{ {} }}", made(&next)).expect("a text takes it");
    }
    writeln!(
        text,
        "    S{count}: {{ properties: {{ name: {{ type: string }} }} }}"
    )
    .expect("a text takes it");
    let mut faults = Diagnostics::default();
    yaml::parse(&Source::new("spec/v2/pets.yaml", text), &mut faults).expect("it is YAML")
}

/// What becomes of a document with these schemas.
fn normalised(schemas: &str) -> Node {
    let text = format!("components:\n  schemas:\n{schemas}");
    let mut faults = Diagnostics::default();
    let source = Source::new("spec/v2/pets.yaml", text);
    let mut tree = yaml::parse(&source, &mut faults).expect("it is YAML");
    normalise(&mut tree, &mut faults);
    assert_eq!(faults.finish(()), Ok(()));
    tree
}

const PET: &str = "    Pet: { type: object, properties: { name: { type: string } } }\n";

#[test]
fn a_reference_beside_an_all_of_is_a_part_of_it() {
    for dog in [
        "{ allOf: [{ $ref: '#/components/schemas/Toy' }], $ref: '#/components/schemas/Pet' }",
        "{ $ref: '#/components/schemas/Pet', allOf: [{ $ref: '#/components/schemas/Toy' }] }",
    ] {
        let tree = normalised(&format!(
            "{PET}    Toy: {{ type: object, properties: {{ colour: {{ type: string }} }} }}\n    Dog: {dog}\n"
        ));
        for property in ["name", "colour"] {
            let property = format!("/components/schemas/Dog/properties/{property}");
            assert!(tree.pointer(&property).is_some(), "{property} of {dog}");
        }
    }
}

#[test]
fn words_of_a_part_are_those_of_the_whole() {
    let tree = normalised(&format!(
        "{PET}    Dog: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ type: object, description: A dog. }}] }}\n"
    ));
    let dog = tree.pointer("/components/schemas/Dog").expect("it stays");
    let expected = serde_json::json!({
        "allOf": [{ "$ref": "#/components/schemas/Pet" }],
        "description": "A dog.",
    });
    assert_eq!(dog.to_json(), expected);
}

#[test]
fn parts_without_properties_stay_as_they_are() {
    let parts = "allOf: [{ type: object, required: [name] }, { description: A dog. }]";
    let tree = normalised(&format!("    Dog: {{ {parts} }}\n"));
    let dog = tree.pointer("/components/schemas/Dog").expect("it stays");
    assert!(dog.child("allOf").is_some());
    assert!(dog.child("properties").is_none());
}

/// Two to the power of forty steps would not end.
#[test]
fn each_schema_is_merged_once() {
    let mut tree = doubled(40);
    let mut faults = Diagnostics::default();
    normalise(&mut tree, &mut faults);
    assert_eq!(faults.finish(()), Ok(()));
    for index in 0..40 {
        let property = format!("/components/schemas/S{index}/properties/name");
        assert!(tree.pointer(&property).is_some(), "{index}");
    }
}

#[test]
fn a_long_way_is_refused() {
    let mut tree = doubled(2_000);
    let mut faults = Diagnostics::default();
    normalise(&mut tree, &mut faults);
    let faults = faults.finish(()).expect_err("nobody could follow it");
    assert_eq!(
        faults[0].message,
        "more than 48 schemas consist of each other here"
    );
}

/// Two properties of each object are a copy of the next object, with two copies in it: a model of that would not end.
#[test]
fn objects_that_hold_each_other_merged_are_refused() {
    let mut tree = chained(40, |next| {
        let copy =
            format!("{{ allOf: [{next}, {{ properties: {{ more: {{ type: string }} }} }}] }}");
        format!("properties: {{ one: {copy}, other: {copy} }}")
    });
    let mut faults = Diagnostics::default();
    normalise(&mut tree, &mut faults);
    let faults = faults.finish(()).expect_err("nobody could write it down");
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].message,
        "the compositions of this document are more than 20000 once each is written out"
    );
}
