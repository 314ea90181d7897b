//! Snapshots of what is generated and of what is refused: one test a fixture.

mod fixtures;

use std::fs;

use fixtures::{check, folder};

#[test]
fn optional_field() {
    check("optional_field");
}

#[test]
fn nullable() {
    check("nullable");
}

#[test]
fn open_enum() {
    check("open_enum");
}

#[test]
fn lists_and_maps() {
    check("lists_and_maps");
}

#[test]
fn free_form() {
    check("free_form");
}

#[test]
fn numbers() {
    check("numbers");
}

#[test]
fn secret() {
    check("secret");
}

#[test]
fn path_parameters() {
    check("path_parameters");
}

#[test]
fn query_and_header_parameters() {
    check("query_and_header_parameters");
}

#[test]
fn many_required() {
    check("many_required");
}

#[test]
fn multipart_form() {
    check("multipart_form");
}

#[test]
fn error_bodies() {
    check("error_bodies");
}

#[test]
fn deprecated() {
    check("deprecated");
}

#[test]
fn keywords() {
    check("keywords");
}

#[test]
fn recursion() {
    check("recursion");
}

#[test]
fn shared_file() {
    check("shared_file");
}

#[test]
fn layers() {
    check("layers");
}

#[test]
fn overlay() {
    check("overlay");
}

#[test]
fn described_reference() {
    check("described_reference");
}

#[test]
fn documentation() {
    check("documentation");
}

#[test]
fn no_content() {
    check("no_content");
}

#[test]
fn inline_objects() {
    check("inline_objects");
}

#[test]
fn dto_names() {
    check("dto_names");
}

#[test]
fn v3() {
    check("v3");
}

#[test]
fn body_list() {
    check("body_list");
}

#[test]
fn tags() {
    check("tags");
}

#[test]
fn unions() {
    check("unions");
}

#[test]
fn same_but_required() {
    check("same_but_required");
}

#[test]
fn merged_objects() {
    check("merged_objects");
}

#[test]
fn other_media_types() {
    check("other_media_types");
}

#[test]
fn not_yaml() {
    check("not_yaml");
}

#[test]
fn empty_document() {
    check("empty_document");
}

#[test]
fn dangling_reference() {
    check("dangling_reference");
}

#[test]
fn missing_file() {
    check("missing_file");
}

#[test]
fn dangling_in_other_file() {
    check("dangling_in_other_file");
}

#[test]
fn unknown_type() {
    check("unknown_type");
}

#[test]
fn media_type_without_schema() {
    check("media_type_without_schema");
}

#[test]
fn parameter_without_schema() {
    check("parameter_without_schema");
}

#[test]
fn same_operation_id() {
    check("same_operation_id");
}

#[test]
fn same_field_name() {
    check("same_field_name");
}

#[test]
fn same_variant() {
    check("same_variant");
}

#[test]
fn same_topic() {
    check("same_topic");
}

#[test]
fn same_type_name() {
    check("same_type_name");
}

#[test]
fn no_name() {
    check("no_name");
}

#[test]
fn overlay_selects_nothing() {
    check("overlay_selects_nothing");
}

#[test]
fn overlay_changes_nothing() {
    check("overlay_changes_nothing");
}

#[test]
fn overlay_bad_path() {
    check("overlay_bad_path");
}

#[test]
fn overlay_without_description() {
    check("overlay_without_description");
}

#[test]
fn overlay_names_no_document() {
    check("overlay_names_no_document");
}

#[test]
fn several_faults() {
    check("several_faults");
}

#[test]
fn ambiguous_scalar() {
    check("ambiguous_scalar");
}

#[test]
fn duplicate_key() {
    check("duplicate_key");
}

#[test]
fn unknown_key() {
    check("unknown_key");
}

#[test]
fn unknown_extension() {
    check("unknown_extension");
}

#[test]
fn misplaced_file() {
    check("misplaced_file");
}

#[test]
fn two_answers() {
    check("two_answers");
}

#[test]
fn form_of_several_types() {
    check("form_of_several_types");
}

#[test]
fn file_outside_form() {
    check("file_outside_form");
}

#[test]
fn nested_too_deep() {
    check("nested_too_deep");
}

#[test]
fn alias_and_tag() {
    check("alias_and_tag");
}

#[test]
fn openapi_31() {
    check("openapi_31");
}

#[test]
fn required_is_no_property() {
    check("required_is_no_property");
}

#[test]
fn object_parameter() {
    check("object_parameter");
}

#[test]
fn schema_of_itself() {
    check("schema_of_itself");
}

#[test]
fn composed_of_itself() {
    check("composed_of_itself");
}

#[test]
fn wrong_shapes() {
    check("wrong_shapes");
}

#[test]
fn unread_keys() {
    check("unread_keys");
}

#[test]
fn mixed_keywords() {
    check("mixed_keywords");
}

#[test]
fn two_media_types() {
    check("two_media_types");
}

#[test]
fn second_document() {
    check("second_document");
}

#[test]
fn path_without_placeholder() {
    check("path_without_placeholder");
}

#[test]
fn area_names() {
    check("area_names");
}

#[test]
fn impossible_header() {
    check("impossible_header");
}

#[test]
fn unknown_security_scheme() {
    check("unknown_security_scheme");
}

#[test]
fn overlay_too_deep() {
    check("overlay_too_deep");
}

#[test]
fn control_character() {
    check("control_character");
}

#[test]
fn tagged_union() {
    check("tagged_union");
}

#[test]
fn wrong_tag() {
    check("wrong_tag");
}

#[test]
fn no_token() {
    check("no_token");
}

#[test]
fn paging() {
    check("paging");
}

#[test]
fn paging_nowhere() {
    check("paging_nowhere");
}

#[test]
fn wrong_paging() {
    check("wrong_paging");
}

/// A folder that no test names, or whose expected file is not compiled, would go unnoticed.
#[test]
fn every_fixture_is_tested_and_compiled() {
    let (tests, compiled) = (include_str!("main.rs"), include_str!("../expected.rs"));
    for entry in fs::read_dir(folder()).expect("the fixtures are there") {
        let case = entry.expect("a readable folder").path();
        let name = case.file_name().expect("a name").to_string_lossy();
        assert!(
            tests.contains(&format!("check(\"{name}\")")),
            "no test runs {name}"
        );
        let is_accepted = !case.join("expected/diagnostics.txt").exists();
        let is_compiled = compiled.contains(&format!("fixtures/{name}/expected/"));
        assert_eq!(
            is_accepted, is_compiled,
            "{name}: accepted is {is_accepted}, compiled is {is_compiled}"
        );
    }
}
