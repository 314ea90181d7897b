//! Clones, comparisons and hashes of records and open enums, which go through their tables.

use std::collections::HashSet;

use highlevel_runtime::codegen::{blank, decode};
use highlevel_runtime::{Nullable, Secret};
use serde_json::{Value, json};

use crate::types::{Pair, SendMessageBody, SendMessageBodyType, Sent};

/// One of everything, set.
fn sent() -> Value {
    json!({
        "messageId": "m", "count": 5, "delivered": true, "token": "t",
        "messages": [{"contactId": "c", "type": "SMS", "total": 1.5, "mood": "good"}],
        "parent": {"messageId": "p", "parent": {"messageId": "q", "extra": 1}},
        "history": {"a": {"contactId": "h", "type": "Pigeon"}},
        "extra": [1, null]
    })
}

fn decoded(value: &Value) -> Sent {
    decode(value.to_string().as_bytes()).expect("a value that decodes")
}

#[test]
fn a_clone_holds_everything() {
    let one = decoded(&sent());
    let clone = one.clone();
    assert_eq!(clone, one);
    assert_eq!(serde_json::to_value(&clone).ok(), Some(sent()));
    assert_eq!(format!("{clone:?}"), format!("{one:?}"));
    assert_eq!(clone.unknown_fields().len(), 1);
    assert_eq!(clone.token, Some(Secret::from("t")));
}

#[test]
fn a_clone_has_nothing_that_was_not_set() {
    let one = decoded(&json!({"messageId": "m"}));
    let clone = one.clone();
    assert_eq!(clone, one);
    assert_eq!(
        (clone.count, clone.messages, clone.parent),
        (None, None, None)
    );
    for subject in [
        Nullable::Unset,
        Nullable::Null,
        Nullable::Value("s".to_owned()),
    ] {
        let mut body = SendMessageBody::new(SendMessageBodyType::Sms, "c");
        body.subject = subject.clone();
        assert_eq!(body.clone().subject, subject);
    }
}

#[test]
fn a_clone_is_a_value_of_its_own() {
    let one = decoded(&sent());
    let mut clone = one.clone();
    clone.parent = None;
    assert_ne!(clone, one);
    assert!(one.parent.is_some());
}

#[test]
fn every_field_is_compared() {
    let one = decoded(&sent());
    let others = [
        ("/messageId", json!("n")),
        ("/count", Value::Null),
        ("/delivered", json!(false)),
        ("/token", json!("u")),
        ("/messages/0/total", json!(2.5)),
        ("/messages/0/mood", json!("bad")),
        ("/parent/parent/messageId", json!("r")),
        ("/parent/parent/extra", json!(2)),
        ("/history/a/type", json!("Dove")),
        ("/extra", json!([1])),
    ];
    for (place, value) in others {
        let mut other = sent();
        *other.pointer_mut(place).expect("a place of the value") = value;
        assert_ne!(decoded(&other), one, "{place}");
    }
}

#[test]
fn no_number_equals_none() {
    let mut one = blank::<SendMessageBody>();
    assert_eq!(one, one.clone());
    one.price = Some(f64::NAN);
    assert_ne!(one, one.clone());
}

#[test]
fn required_records_are_compared() {
    let pair = |contact: &str| -> Pair {
        let text = json!({"left": {"contactId": contact}, "right": null}).to_string();
        decode(text.as_bytes()).expect("a pair")
    };
    assert_eq!(pair("c"), pair("c").clone());
    assert_ne!(pair("c"), pair("d"));
}

#[test]
fn enums_are_their_texts() {
    let texts = ["SMS", "Email", "Pigeon", "Dove", ""];
    let values: HashSet<SendMessageBodyType> = texts.map(SendMessageBodyType::from).into();
    assert_eq!(values.len(), texts.len());
    for text in texts {
        let value = SendMessageBodyType::from(text);
        assert!(values.contains(&value));
        assert_eq!(value.clone(), value);
        assert_eq!(value.to_string(), text);
    }
    assert_eq!(
        blank::<SendMessageBodyType>(),
        SendMessageBodyType::from("")
    );
    let shown: Vec<String> = ["SMS", "Email", "Pigeon"]
        .map(|text| format!("{:?}", SendMessageBodyType::from(text)))
        .into();
    assert_eq!(shown, ["Sms", "Email", "Unknown(\"Pigeon\")"]);
}
