//! Properties that hold for all input.

use highlevel_runtime::Nullable;
use highlevel_runtime::codegen::{decode, encode_request};
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use serde_json::Value;

use crate::types::{Message, Pair, SendMessageBody, SendMessageBodyType, Sent};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |number| number
            .is_finite()
            .then(|| Value::from(number))),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn body() -> impl Strategy<Value = SendMessageBody> {
    let kind = prop_oneof![Just("SMS".to_owned()), any::<String>()];
    let subject = prop_oneof![
        Just(Nullable::Unset),
        Just(Nullable::Null),
        any::<String>().prop_map(Nullable::Value)
    ];
    let texts = proptest::option::of(vec(any::<String>(), 0..4));
    let labels = proptest::option::of(btree_map(any::<String>(), any::<String>(), 0..4));
    let price =
        proptest::option::of(any::<f64>().prop_filter("finite", |number| number.is_finite()));
    let numbers = (proptest::option::of(any::<i64>()), price);
    (
        kind,
        any::<String>(),
        texts,
        numbers,
        subject,
        labels,
        proptest::option::of(value()),
    )
        .prop_map(
            |(
                kind,
                contact_id,
                attachments,
                (scheduled_timestamp, price),
                subject,
                labels,
                meta,
            )| {
                let mut body = SendMessageBody::new(kind, contact_id);
                body.attachments = attachments;
                body.scheduled_timestamp = scheduled_timestamp;
                body.price = price;
                body.subject = subject;
                body.labels = labels;
                body.meta = meta;
                body
            },
        )
}

proptest! {
    #[test]
    fn values_decode_and_encode_exactly(value in value()) {
        let text = value.to_string();
        prop_assert_eq!(&decode::<Value>(text.as_bytes()).expect("JSON"), &value);
        prop_assert_eq!(encode_request(&value).expect("JSON"), text.into_bytes());
    }

    #[test]
    fn bodies_come_back(body in body()) {
        let bytes = encode_request(&body).expect("a body that encodes");
        prop_assert_eq!(&decode::<SendMessageBody>(&bytes).expect("a body"), &body);
        // Through a tree: serde_json itself reads the text of a number with a rounding error.
        let tree = serde_json::to_value(&body).expect("JSON");
        prop_assert_eq!(&serde_json::from_value::<SendMessageBody>(tree.clone()).expect("a body"), &body);
        prop_assert_eq!(decode::<Value>(&bytes).expect("JSON"), tree);
    }

    #[test]
    fn scalars_are_written_as_serde_writes_them(text in any::<String>(), whole in any::<i64>(), number in any::<f64>()) {
        prop_assert_eq!(encode_request(&text).expect("JSON"), serde_json::to_vec(&text).expect("JSON"));
        prop_assert_eq!(encode_request(&whole).expect("JSON"), serde_json::to_vec(&whole).expect("JSON"));
        prop_assert_eq!(encode_request(&number).is_ok(), number.is_finite());
        if number.is_finite() {
            prop_assert_eq!(encode_request(&number).expect("JSON"), serde_json::to_vec(&number).expect("JSON"));
        }
    }

    #[test]
    fn scalars_decode_from_their_text(whole in any::<i64>(), number in any::<f64>(), boolean in any::<bool>()) {
        prop_assert_eq!(decode::<i64>(format!("\"{whole}\"").as_bytes()).expect("a number"), whole);
        prop_assert_eq!(decode::<bool>(format!("\"{boolean}\"").as_bytes()).expect("a boolean"), boolean);
        if number.is_finite() {
            prop_assert_eq!(decode::<f64>(format!("\"{number}\"").as_bytes()).expect("a number"), number);
            prop_assert_eq!(decode::<f64>(format!("{number:e}").as_bytes()).expect("a number"), number);
        }
        prop_assert_eq!(decode::<String>(whole.to_string().as_bytes()).expect("text"), whole.to_string());
    }

    #[test]
    fn enums_come_back(text in any::<String>()) {
        let json = serde_json::to_string(&text).expect("JSON");
        let decoded: SendMessageBodyType = serde_json::from_str(&json).expect("an enum");
        prop_assert_eq!(decoded.as_str(), &text);
        prop_assert_eq!(&SendMessageBodyType::from(text), &decoded);
        prop_assert_eq!(serde_json::to_string(&decoded).expect("JSON"), json);
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..200)) {
        decode_as_everything(&bytes);
    }

    #[test]
    fn no_json_like_text_panics(text in "[\\[\\]{}:,\"\\\\0-9a-f.eEu+\\-tnl ]{0,80}") {
        decode_as_everything(text.as_bytes());
    }

    #[test]
    fn no_mutated_json_panics(body in body(), at in any::<usize>(), byte in any::<u8>(), cut in any::<usize>()) {
        let mut bytes = encode_request(&body).expect("a body that encodes");
        let (at, cut) = (at % bytes.len(), cut % bytes.len());
        decode_as_everything(&bytes[..cut]);
        bytes[at] = byte;
        decode_as_everything(&bytes);
    }

    #[test]
    fn what_decodes_is_json(bytes in "[\\[\\]{}:,\"\\\\0-9a-f.eEu+\\-tnl ]{0,40}") {
        // A number that no `f64` holds is kept as text here and refused there.
        let ours = decode::<Value>(bytes.as_bytes()).is_ok();
        let theirs = serde_json::from_str::<Value>(&bytes);
        let out_of_range = theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
        prop_assert!(ours == theirs.is_ok() || out_of_range, "{bytes}");
    }
}

fn decode_as_everything(bytes: &[u8]) {
    let _ = decode::<SendMessageBody>(bytes);
    let _ = decode::<Sent>(bytes);
    let _ = decode::<Pair>(bytes);
    let _ = decode::<Vec<Option<Message>>>(bytes);
    let _ = decode::<Value>(bytes);
    let _ = decode::<i64>(bytes);
    let _ = decode::<f64>(bytes);
    let _ = decode::<bool>(bytes);
    let _ = decode::<String>(bytes);
}
