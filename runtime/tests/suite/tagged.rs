//! Values whose type a field beside them tells.

use highlevel_runtime::codegen::{
    UnknownFields, Value, decode, decode_lenient, encode_full, encode_request, record, tagged_union,
};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use serde_json::json;

/// What a transfer needs.
pub struct Transfer {
    pub number: String,
    pub whisper: Option<bool>,
    unknown: UnknownFields,
}

/// What a text message needs.
pub struct Message {
    pub text: String,
    unknown: UnknownFields,
}

/// What an action needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameters {
    Transfer(Box<Transfer>),
    Message(Box<Message>),
    Reason(String),
    Other { tag: String, value: Value },
}

/// An action that has to say what it needs.
pub struct Action {
    pub name: String,
    pub parameters: Parameters,
    unknown: UnknownFields,
}

/// An action that may say nothing.
pub struct Done {
    pub parameters: Option<Box<Parameters>>,
    unknown: UnknownFields,
}

record! {
    Transfer {
        number "number" required;
        whisper "whisper" optional;
    }
}

record! {
    Message {
        text "text" required;
    }
}

record! {
    Action {
        name "name" required;
        parameters "parameters" required "type";
    }
}

record! {
    Done {
        parameters "parameters" optional "type";
    }
}

tagged_union! {
    Parameters {
        "TRANSFER" Transfer(Transfer);
        "MESSAGE" Message(Message);
        "REASON" Reason(String);
    }
}

fn action(json: &str) -> Action {
    decode(json.as_bytes()).expect("a sound action")
}

fn written(action: &Action) -> Value {
    let bytes = encode_request(action).expect("can be written");
    serde_json::from_slice(&bytes).expect("is JSON")
}

#[test]
fn the_tag_is_found_before_and_behind_the_value() {
    let before = action(r#"{"type":"MESSAGE","name":"a","parameters":{"text":"hi"}}"#);
    let behind = action(r#"{"parameters":{"text":"hi"},"name":"a","type":"MESSAGE"}"#);
    assert_eq!(before, behind);
    assert_eq!(before.parameters.tag(), "MESSAGE");
    let Parameters::Message(message) = &before.parameters else {
        panic!("{before:?}");
    };
    assert_eq!(message.text, "hi");
}

#[test]
fn the_tag_tells_and_not_the_shape() {
    let read = action(r#"{"type":"REASON","name":"a","parameters":"none"}"#);
    assert_eq!(read.parameters, Parameters::Reason("none".to_owned()));
    let read = action(r#"{"type":"MESSAGE","name":"a","parameters":{"text":"1","number":"2"}}"#);
    assert!(matches!(read.parameters, Parameters::Message(_)));
}

#[test]
fn an_unknown_tag_keeps_both() {
    let json = json!({"type": "DANCE", "name": "a", "parameters": {"steps": 2}});
    let read = action(&json.to_string());
    assert_eq!(read.parameters.tag(), "DANCE");
    assert_eq!(written(&read), json);
}

#[test]
fn a_tag_that_is_missing_or_no_text_does_no_harm() {
    let read = action(r#"{"name":"a","parameters":{"text":"hi"}}"#);
    assert_eq!(read.parameters.tag(), "");
    let json = json!({"name": "a", "parameters": {"text": "hi"}});
    assert_eq!(written(&read), json);
    let read = action(r#"{"type":null,"name":"a","parameters":1}"#);
    assert_eq!(read.parameters.tag(), "");
    let read = action(r#"{"type":7,"name":"a","parameters":1}"#);
    assert_eq!(read.parameters.tag(), "7");
}

#[test]
fn a_tag_may_stand_alone() {
    let read: Done = decode(br#"{"type":"MESSAGE"}"#).expect("a sound action");
    let tag = read.parameters.as_ref().map(|parameters| parameters.tag());
    assert_eq!(tag, Some("MESSAGE"));
    let bytes = encode_full(&read).expect("can be written");
    assert_eq!(bytes, br#"{"type":"MESSAGE"}"#);
    let read: Done = decode(b"{}").expect("a sound action");
    assert_eq!(read.parameters, None);
    assert_eq!(encode_full(&read).expect("can be written"), b"{}");
}

#[test]
fn a_required_value_is_missed_although_its_tag_is_there() {
    let fault = decode::<Action>(br#"{"type":"MESSAGE","name":"a"}"#).expect_err("is missing");
    assert!(fault.to_string().contains("parameters"), "{fault}");
}

#[test]
fn a_value_that_its_tag_does_not_allow_is_told_with_its_path() {
    let json = br#"{"type":"TRANSFER","name":"a","parameters":{"whisper":true}}"#;
    let fault = decode::<Action>(json).expect_err("has no number");
    let text = fault.to_string();
    assert!(
        text.contains("parameters") && text.contains("number"),
        "{text}"
    );
    let (read, warnings) = decode_lenient::<Action>(json).expect("the number is left out");
    assert!(matches!(read.parameters, Parameters::Transfer(_)));
    assert_eq!(warnings.len(), 1);
}

#[test]
fn the_tag_is_no_unknown_field() {
    let read = action(r#"{"type":"REASON","name":"a","parameters":"none","more":1}"#);
    let names: Vec<&str> = read.unknown_fields().iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["more"]);
}

#[test]
fn what_is_written_says_what_the_variant_is() {
    let action = Action {
        name: "a".to_owned(),
        parameters: Parameters::Reason("b".to_owned()),
        unknown: UnknownFields::default(),
    };
    let json = json!({"type": "REASON", "name": "a", "parameters": "b"});
    assert_eq!(written(&action), json);
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let unknown = UnknownFields::default;
    prop_oneof![
        (any::<String>(), any::<Option<bool>>()).prop_map(move |(number, whisper)| {
            Parameters::Transfer(Box::new(Transfer {
                number,
                whisper,
                unknown: unknown(),
            }))
        }),
        any::<String>().prop_map(move |text| {
            Parameters::Message(Box::new(Message {
                text,
                unknown: unknown(),
            }))
        }),
        any::<String>().prop_map(Parameters::Reason),
        (Just("DANCE".to_owned()), any::<i64>()).prop_map(|(tag, value)| Parameters::Other {
            tag,
            value: value.into(),
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(name in any::<String>(), parameters in parameters()) {
        let action = Action { name, parameters, unknown: UnknownFields::default() };
        let bytes = encode_full(&action).expect("can be written");
        prop_assert_eq!(decode::<Action>(&bytes).expect("was written so"), action);
    }
}
