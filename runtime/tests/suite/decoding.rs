//! What answers decode into.

use std::fmt::Debug;

use highlevel_runtime::codegen::{Decode, decode};
use highlevel_runtime::{Nullable, Secret, UnknownFields};
use serde_json::{Value, json};

use crate::types::{Empty, Message, Pair, SendMessageBody, SendMessageBodyType, Sent};

fn decoded<T: Decode>(json: &str) -> T {
    outcome(json).expect("a value that decodes")
}

fn sent(json: &str) -> Sent {
    decoded(json)
}

fn fault<T: Decode + Debug>(json: &str) -> String {
    outcome::<T>(json).expect_err("a value that does not decode")
}

fn outcome<T: Decode>(json: &str) -> Result<T, String> {
    decode(json.as_bytes()).map_err(|fault| fault.to_string())
}

#[test]
fn scalars_are_lenient() {
    let sent = sent(r#"{"messageId": 42, "count": "5", "delivered": "True", "token": false}"#);
    assert_eq!(sent.message_id, "42");
    assert_eq!(sent.count, Some(5));
    assert_eq!(sent.delivered, Some(true));
    assert_eq!(sent.token, Some(Secret::from("false")));
}

#[test]
fn whole_numbers() {
    let count = |text: &str| sent(&format!(r#"{{"messageId": "m", "count": {text}}}"#)).count;
    assert_eq!(count("5"), Some(5));
    assert_eq!(count("5.0"), Some(5));
    assert_eq!(count("\"5.00\""), Some(5));
    assert_eq!(count("5e2"), Some(500));
    assert_eq!(count("-0"), Some(0));
    assert_eq!(count("9007199254740993.0"), Some(9_007_199_254_740_993));
    assert_eq!(count("9223372036854775807"), Some(i64::MAX));
    assert_eq!(count("-9223372036854775808"), Some(i64::MIN));
    let refused = |text: &str| fault::<Sent>(&format!(r#"{{"messageId": "m", "count": {text}}}"#));
    assert_eq!(
        refused("5.5"),
        "count: expected a whole number, found a number with a fraction"
    );
    assert_eq!(
        refused("9223372036854775808"),
        "count: expected a whole number, found a number beyond 64 bits"
    );
    assert_eq!(
        refused("-9223372036854775809"),
        "count: expected a whole number, found a number beyond 64 bits"
    );
    assert_eq!(
        refused("1e40"),
        "count: expected a whole number, found a number beyond 64 bits"
    );
    for text in ["123456789012345678.10", "9007199254740993e0"] {
        assert_eq!(
            refused(text),
            "count: expected a whole number, found a number of too many digits for its fraction or exponent"
        );
    }
    assert_eq!(
        refused("\"many\""),
        "count: expected a whole number, found text that is not a number"
    );
    assert_eq!(
        refused("\"inf\""),
        "count: expected a whole number, found text that is not a number"
    );
    assert_eq!(
        refused("[5]"),
        "count: expected a whole number, found a list"
    );
}

#[test]
fn numbers_that_no_type_describes() {
    let text = r#"{"messageId": 18446744073709551615, "x": 18446744073709551615, "y": -1.5}"#;
    let sent = sent(text);
    assert_eq!(sent.message_id, "18446744073709551615");
    assert_eq!(sent.unknown_fields().get("x"), Some(&json!(u64::MAX)));
    assert_eq!(sent.unknown_fields().get("y"), Some(&json!(-1.5)));
}

#[test]
fn null_is_absence() {
    let sent =
        sent(r#"{"messageId": "m", "count": null, "messages": [null, {"contactId": "c"}, null]}"#);
    assert_eq!(sent.count, None);
    assert_eq!(sent.messages.map(|messages| messages.len()), Some(1));
    assert_eq!(
        fault::<Sent>(r#"{"messageId": null}"#),
        "messageId is missing"
    );
}

#[test]
fn null_is_a_value_where_the_table_says_so() {
    let body: SendMessageBody =
        decoded(r#"{"type": "SMS", "contactId": "c", "subject": null, "meta": null}"#);
    assert_eq!(body.subject, Nullable::Null);
    assert_eq!(body.meta, Some(Value::Null));
    let pair: Pair = decoded(r#"{"left": {"contactId": "c"}, "right": null}"#);
    assert_eq!(pair.right, Some(Value::Null));
    assert_eq!(
        fault::<Pair>(r#"{"left": {"contactId": "c"}}"#),
        "right is missing"
    );
}

#[test]
fn faults_name_the_place() {
    assert_eq!(
        fault::<Sent>(
            r#"{"messageId": "m", "messages": [{"contactId": "a"}, null, {"contactId": "b"}, {}]}"#
        ),
        "messages[3].contactId is missing"
    );
    assert_eq!(
        fault::<Sent>(
            r#"{"messageId": "m", "parent": {"messageId": "n", "messages": {"contactId": "a"}}}"#
        ),
        "parent.messages: expected a list, found an object"
    );
    assert_eq!(
        fault::<Sent>(
            r#"{"messageId": "m", "history": {"somebody@example.com": {"contactId": []}}}"#
        ),
        "history.*.contactId: expected text, found a list"
    );
    assert_eq!(
        fault::<Sent>("[]"),
        "the value: expected an object, found a list"
    );
    assert_eq!(
        fault::<Sent>(r#"{"messageId": "m", "delivered": "somebody"}"#),
        "delivered: expected true or false, found other text"
    );
    assert_eq!(
        fault::<Sent>(r#"{"messageId": "m", "messages": [{"contactId": "c", "total": "1e999"}]}"#),
        "messages[0].total: expected a number, found something that is no finite number"
    );
}

#[test]
fn last_of_two_fields_wins() {
    assert_eq!(
        sent(r#"{"messageId": "a", "count": 1, "messageId": "b"}"#).message_id,
        "b"
    );
    let text = r#"{"left": {"contactId": "a", "total": 1, "x": 1}, "right": 1, "left": {"contactId": "b"}}"#;
    let pair: Pair = decoded(text);
    assert_eq!(pair.left.contact_id, "b");
    assert_eq!(pair.left.total, None);
    assert!(pair.left.unknown_fields().is_empty());
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let message: Message = decoded(r#"{"contactId": "c", "type": "Pigeon"}"#);
    let kind = message.r#type.clone().expect("a type");
    assert_eq!(kind.as_str(), "Pigeon");
    assert_eq!(kind.to_string(), "Pigeon");
    assert_eq!(format!("{kind:?}"), r#"Unknown("Pigeon")"#);
    assert_eq!(
        SendMessageBodyType::from("Email"),
        SendMessageBodyType::Email
    );
    assert_eq!(
        serde_json::to_value(&message).expect("JSON"),
        json!({"contactId": "c", "type": "Pigeon"})
    );
}

#[test]
fn unknown_fields_are_kept() {
    let empty: Empty = decoded(r#"{"b": [1, {"c": null}], "a": "x"}"#);
    let names: Vec<&str> = empty
        .unknown_fields()
        .iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(empty.unknown_fields().len(), 2);
    assert_eq!(
        serde_json::to_value(&empty).expect("JSON"),
        json!({"a": "x", "b": [1, {"c": null}]})
    );
    assert_eq!(size_of::<UnknownFields>(), 8);
}

#[test]
fn debug_shows_what_is_set() {
    let mut body = SendMessageBody::new("SMS", "c");
    body.password = Some(Secret::from("hunter2"));
    assert_eq!(
        format!("{body:?}"),
        r#"SendMessageBody { type: Sms, contact_id: "c", password: Some([redacted]) }"#
    );
    let unknown = r#"{"messageId": "m", "fresh": {"access_token": "t", "name": "n"}, "apiKey": 5}"#;
    assert_eq!(
        format!("{:?}", sent(unknown)),
        r#"Sent { message_id: "m", unknown_fields: {"apiKey": [redacted], "fresh": {"access_token": [redacted], "name": "n"}} }"#
    );
}

#[test]
fn nesting_has_an_end() {
    let deep = |depth: usize| {
        let opening = r#"{"messageId":"m","parent":"#.repeat(depth);
        format!("{opening}null{}", "}".repeat(depth))
    };
    assert!(outcome::<Sent>(&deep(128)).is_ok());
    let refused = fault::<Sent>(&deep(129));
    assert!(
        refused.ends_with("parent: nested more than 128 levels deep"),
        "{refused}"
    );
    let list = format!(r#"{{"x": {}}}"#, "[".repeat(100_000));
    assert_eq!(
        fault::<Empty>(&list),
        "the value: nested more than 128 levels deep"
    );
}

#[test]
fn broken_json() {
    let refused = fault::<Sent>;
    assert_eq!(
        refused(r#"{"messageId": "m"} x"#),
        "the value: the JSON is broken at byte 19: trailing characters"
    );
    assert_eq!(
        refused(r#"{"messageId": "m"#),
        "messageId: the JSON is broken at byte 16: EOF while parsing a string"
    );
    assert_eq!(
        refused(r#"{"messageId": "\ud800"}"#),
        "messageId: the JSON is broken at byte 21: unexpected end of hex escape"
    );
    assert!(refused(r#"{"messageId": nope}"#).starts_with("messageId: the JSON is broken"));
    assert!(refused(r#"{"messageId": }"#).starts_with("messageId: the JSON is broken"));
    assert!(refused(r#"{"messageId": "m",}"#).contains("trailing comma"));
}
