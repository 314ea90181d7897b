//! What requests are encoded from.

use std::collections::BTreeMap;

use highlevel_runtime::Nullable;
use highlevel_runtime::codegen::encode_request;
use serde_json::{Value, json};

use crate::types::{Empty, Pair, SendMessageBody, SendMessageBodyType};

fn request(body: &SendMessageBody) -> Value {
    let bytes = encode_request(body).expect("a body that encodes");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn nothing_unset_is_written() {
    let body = SendMessageBody::new(SendMessageBodyType::Sms, "c");
    assert_eq!(request(&body), json!({"type": "SMS", "contactId": "c"}));
}

#[test]
fn everything_that_is_set_is_written() {
    let mut body = SendMessageBody::new("SMS", "c")
        .attachments(["a", "b"])
        .price(2.5);
    body.scheduled_timestamp = Some(-3);
    body.subject = Nullable::Value("s".to_owned());
    body.labels = Some(BTreeMap::from([("k\"".to_owned(), "v\n".to_owned())]));
    body.meta = Some(json!({"a": [1, null]}));
    body.password = Some("p".into());
    let expected = json!({
        "type": "SMS", "contactId": "c", "attachments": ["a", "b"], "scheduledTimestamp": -3, "subject": "s",
        "labels": {"k\"": "v\n"}, "meta": {"a": [1, null]}, "price": 2.5, "password": "p",
    });
    assert_eq!(request(&body), expected);
    assert_eq!(serde_json::to_value(&body).expect("JSON"), expected);
}

#[test]
fn null_clears() {
    let mut body = SendMessageBody::new("SMS", "c");
    body.subject = Nullable::Null;
    assert_eq!(
        request(&body),
        json!({"type": "SMS", "contactId": "c", "subject": null})
    );
}

#[test]
fn required_fields_are_always_written() {
    let pair: Pair =
        serde_json::from_value(json!({"left": {"contactId": "c"}, "right": null})).expect("a pair");
    let mut cleared = pair.clone();
    cleared.right = None;
    let bytes = encode_request(&cleared).expect("a body that encodes");
    assert_eq!(bytes, br#"{"left":{"contactId":"c"},"right":null}"#);
}

#[test]
fn unknown_fields_are_never_sent() {
    let body: SendMessageBody =
        serde_json::from_value(json!({"type": "SMS", "contactId": "c", "new": 1})).expect("a body");
    assert_eq!(request(&body), json!({"type": "SMS", "contactId": "c"}));
    assert_eq!(
        serde_json::to_value(&body).expect("JSON"),
        json!({"type": "SMS", "contactId": "c", "new": 1})
    );
    let empty: Empty = serde_json::from_value(json!({"new": 1})).expect("a record");
    assert_eq!(encode_request(&empty).expect("a body that encodes"), b"{}");
}

#[test]
fn numbers_have_to_be_finite() {
    let body = SendMessageBody::new("SMS", "c").price(f64::NAN);
    let fault = encode_request(&body).expect_err("no number");
    assert_eq!(
        fault.to_string(),
        "price: the number is infinite or not a number"
    );
    let two = vec![vec![1.0, f64::INFINITY], vec![f64::NAN]];
    let fault = encode_request(&two).expect_err("no number");
    assert_eq!(fault.path(), "[0][1]");
    assert!(serde_json::to_string(&body).is_err());
}
