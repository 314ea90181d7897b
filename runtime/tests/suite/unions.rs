//! Values that can be of several types.

use highlevel_runtime::codegen::{
    Decode, UnknownFields, Value, decode, decode_lenient, encode_request, record, union,
};

/// A cat.
pub struct Cat {
    pub name: String,
    pub lives: Option<i64>,
    unknown: UnknownFields,
}

/// A dog.
pub struct Dog {
    pub name: String,
    pub tricks: Option<Vec<String>>,
    unknown: UnknownFields,
}

/// What lives in a house.
#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
    Cat(Box<Cat>),
    Dog(Box<Dog>),
    Text(String),
    Number(f64),
    TextList(Vec<String>),
    Other(Value),
}

record! {
    Cat {
        name "name" required;
        lives "lives" optional;
    }
}

record! {
    Dog {
        name "name" required;
        tricks "tricks" optional;
    }
}

union! {
    Pet {
        Cat(Cat);
        Dog(Dog);
        Text(String);
        Number(f64);
        TextList(Vec<String>);
    }
}

fn pet(json: &str) -> Pet {
    decode(json.as_bytes()).expect("any value is read")
}

#[test]
fn a_value_is_the_type_that_it_looks_like() {
    assert_eq!(pet("\"7\""), Pet::Text("7".to_owned()));
    assert_eq!(pet("7"), Pet::Number(7.0));
    assert_eq!(pet("[\"a\"]"), Pet::TextList(vec!["a".to_owned()]));
    assert_eq!(pet("[[1]]"), Pet::Other(Value::from(vec![vec![1]])));
}

#[test]
fn a_scalar_of_another_kind_is_read_where_nothing_else_fits() {
    assert_eq!(pet("true"), Pet::Text("true".to_owned()));
    assert_eq!(pet("[1]"), Pet::TextList(vec!["1".to_owned()]));
}

#[test]
fn an_object_is_the_type_that_knows_the_most_of_its_fields() {
    assert!(matches!(pet(r#"{"name": "a"}"#), Pet::Cat(_)));
    assert!(matches!(
        pet(r#"{"name": "a", "tricks": ["sit"]}"#),
        Pet::Dog(_)
    ));
    assert!(matches!(pet(r#"{"name": "a", "lives": 9}"#), Pet::Cat(_)));
    // A field that is not known fits better than a scalar of another kind.
    assert!(matches!(pet(r#"{"name": "a", "lives": "9"}"#), Pet::Dog(_)));
    assert!(matches!(pet(r#"{"age": 3}"#), Pet::Other(_)));
}

#[test]
fn what_was_read_is_written_again() {
    for json in [
        r#""7""#,
        "7.5",
        r#"["a"]"#,
        r#"{"name":"a","lives":9}"#,
        r#"{"age":3}"#,
        "null",
    ] {
        let written = encode_request(&pet(json)).expect("it can be written");
        assert_eq!(String::from_utf8(written).expect("text"), json);
        let through_serde: Pet = serde_json::from_str(json).expect("serde reads it too");
        assert_eq!(through_serde, pet(json));
    }
}

#[test]
fn a_lenient_answer_misses_what_was_promised() {
    // Within a list, so that the warning has a path.
    let lenient = |json: &str| {
        let read = decode_lenient::<Vec<Pet>>(json.as_bytes()).expect("any value is read");
        let warnings: Vec<_> = read.1.iter().map(ToString::to_string).collect();
        (read.0, warnings)
    };
    let (read, warnings) = lenient(r#"[{"name": "a"}, {"tricks": ["sit"]}]"#);
    assert!(matches!(&read[1], Pet::Dog(dog) if dog.name.is_empty()));
    assert_eq!(warnings, ["[1].name is missing"]);
    // What knows nothing of a value is not made of it.
    let (read, warnings) = lenient(r#"[{"tricks": ["sit"], "age": 3}]"#);
    assert!(matches!(read[0], Pet::Other(_)));
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn each_type_becomes_the_union() {
    assert_eq!(Pet::from("a".to_owned()), Pet::Text("a".to_owned()));
    let cat: Cat = decode(br#"{"name": "a"}"#).expect("a cat");
    assert_eq!(Pet::from(cat.clone()), Pet::Cat(Box::new(cat)));
    assert_eq!(Pet::blank(), Pet::Other(Value::Null));
}
