//! The naming rules, one by one, and what holds for any text.

use proptest::prelude::*;

use super::{Case, Scope, without_dto};
use crate::diagnostic::Place;

fn named(wire: &str, case: Case) -> String {
    let name = Scope::new("test").claim(wire, case, &Place::default());
    name.map_or_else(|fault| fault.message, |name| name.to_string())
}

#[test]
fn words_are_cut_where_the_api_means_them() {
    for (wire, method) in [
        ("send-a-new-message", "send_a_new_message"),
        ("contactId", "contact_id"),
        ("create-integration provider", "create_integration_provider"),
        (
            "GET-all-or-email-sms-templates",
            "get_all_or_email_sms_templates",
        ),
        ("HTMLBody", "html_body"),
        ("v3Contacts", "v3_contacts"),
        ("address1", "address1"),
        ("_id", "id"),
    ] {
        assert_eq!(named(wire, Case::Method), method);
    }
}

#[test]
fn variants_are_named_after_their_value() {
    for (wire, variant) in [
        ("SMS", "Sms"),
        ("WhatsApp", "WhatsApp"),
        ("Live_Chat", "LiveChat"),
        ("TYPE_SMS", "TypeSms"),
        ("24h", "N24h"),
        ("65+", "N65Plus"),
        ("13-17", "N13_17"),
        ("-date", "MinusDate"),
        (".pdf", "Pdf"),
        ("", "Empty"),
        ("unknown", "UnknownValue"),
        ("self", "Self_"),
    ] {
        assert_eq!(named(wire, Case::Variant), variant);
    }
}

#[test]
fn keywords_are_raw_and_reserved_names_get_a_word_more() {
    assert_eq!(named("type", Case::Field), "r#type");
    assert_eq!(named("self", Case::Field), "self_");
    assert_eq!(named("new", Case::Field), "new_field");
    assert_eq!(named("Value", Case::Type), "ValueObject");
    assert_eq!(named("24h", Case::Field), "n24h");
    assert_eq!(named("paging", Case::Module), "paging_area");
    assert_eq!(named("paging", Case::Page), "paging");
}

#[test]
fn nothing_to_make_a_name_of_is_a_fault() {
    assert_eq!(named("???", Case::Field), "no name can be made of `???`");
}

#[test]
fn a_trailing_dto_goes_where_nothing_collides() {
    let names = without_dto(["SendMessageBodyDto", "FooDTO", "Foo", "Dto"].into_iter());
    let names: Vec<_> = names.into_iter().collect();
    let expected = [
        ("Dto", "Dto"),
        ("Foo", "Foo"),
        ("FooDTO", "FooDTO"),
        ("SendMessageBodyDto", "SendMessageBody"),
    ];
    assert_eq!(names, expected.map(|(wire, name)| (wire, name.to_owned())));
}

#[test]
fn a_collision_shows_both_texts() {
    let mut scope = Scope::new("the fields of Contact");
    scope
        .claim("fieldValue", Case::Field, &Place::whole("a.yaml"))
        .expect("the first is free");
    let fault = scope
        .claim("field_value", Case::Field, &Place::whole("b.yaml"))
        .expect_err("the second is not");
    let text = fault.to_string();
    assert!(text.starts_with("b.yaml: `field_value` becomes `field_value`, which is taken"));
    assert!(text.contains("a.yaml: `fieldValue` is `field_value` already"));
}

const CASES: [Case; 7] = [
    Case::Module,
    Case::Type,
    Case::Field,
    Case::Variant,
    Case::Method,
    Case::Argument,
    Case::Constant,
];

proptest! {
    #[test]
    fn any_text_is_an_identifier_or_a_fault(wire in ".{0,40}") {
        for case in CASES {
            if let Ok(name) = Scope::new("test").claim(&wire, case, &Place::default()) {
                prop_assert!(syn::parse_str::<syn::Ident>(name.as_str()).is_ok() || name.is_raw(), "{wire:?} -> {name}");
            }
        }
    }

    #[test]
    fn a_method_is_named_like_itself(wire in "[a-zA-Z0-9_+ -]{0,24}") {
        if let Ok(name) = Scope::new("test").claim(&wire, Case::Method, &Place::default()) {
            prop_assert_eq!(named(name.as_str(), Case::Method), name.to_string());
        }
    }
}
