//! Whom calls are about.

use serde_json::json;

use super::Subject;
use crate::call::prepared::Prepared;
use crate::client::Client;
use crate::form::{Content, Part};
use crate::operation::{Method, TokenKind};

fn call(path: &'static str) -> Prepared {
    let client = Client::builder().base_url("http://127.0.0.1:1").token("t");
    let client = client.build().expect("settings that are right");
    Prepared::described(client, Method::Post, path.into())
}

fn ids(subject: &Subject) -> (Option<&str>, Option<&str>) {
    (subject.location.as_deref(), subject.company.as_deref())
}

#[test]
fn nothing_says_nothing() {
    let mut call = call("/contacts/{contactId}");
    call.set_path("contactId", "c");
    call.set_json(br#"{"id": "l"}"#.to_vec());
    assert_eq!(ids(&call.subject()), (None, None));
}

#[test]
fn the_path_comes_first_and_the_body_last() {
    let mut call = call("/locations/{locationId}/tags");
    call.set_json(br#"{"locationId": "body", "companyId": "body"}"#.to_vec());
    call.add_query("companyId", &["a b&c"]);
    call.add_query("location_id", &["query"]);
    call.set_path("locationId", "path");
    assert_eq!(ids(&call.subject()), (Some("path"), Some("a b&c")));
}

#[test]
fn bodies_of_every_kind() {
    let parts = || {
        vec![Part {
            name: "locationId".to_owned(),
            content: Content::Text("l/1".to_owned()),
        }]
    };
    let mut form = call("/x");
    form.set_form(parts());
    assert_eq!(ids(&form.subject()), (Some("l/1"), None));
    let mut urlencoded = call("/x");
    urlencoded.set_urlencoded(parts());
    assert_eq!(ids(&urlencoded.subject()), (Some("l/1"), None));
    for (body, location) in [
        (
            json!({"a": {"locationId": "no"}, "locationId": "l"}),
            Some("l"),
        ),
        (json!({"locationId": null, "location_id": "l"}), Some("l")),
        (json!({"locationId": 5}), None),
        (json!({"locationId": ""}), None),
        (json!(["locationId"]), None),
        (json!("locationId"), None),
    ] {
        let mut call = call("/x");
        call.set_json(body.to_string().into_bytes());
        assert_eq!(ids(&call.subject()), (location, None), "{body}");
    }
}

#[test]
fn an_alternative_id_is_what_its_kind_says() {
    for (kind, expected) in [
        ("location", (Some("x"), None)),
        ("company", (None, Some("x"))),
        ("other", (None, None)),
    ] {
        let mut call = call("/payments");
        call.add_query("altId", &["x"]);
        call.add_query("altType", &[kind]);
        assert_eq!(ids(&call.subject()), expected);
    }
}

#[test]
fn the_caller_has_the_last_word() {
    let mut call = call("/locations/{locationId}");
    call.set_location("other");
    call.set_path("locationId", "path");
    assert_eq!(ids(&call.subject()), (Some("other"), None));
    assert_eq!(call.tokens(), [TokenKind::SubAccount]);
    call.set_agency();
    assert_eq!(call.tokens(), [TokenKind::Agency]);
}
