//! Any bytes as an answer: what is read can be written, and is the same when it is read again.
#![no_main]

use std::collections::BTreeMap;

use highlevel_runtime::codegen::{
    Nullable, Secret, UnknownFields, UnknownValue, Value, decode, decode_lenient, encode_full,
    open_enum, record, union,
};
use libfuzzer_sys::fuzz_target;

/// Has a field of every kind.
pub struct Pet {
    id: String,
    age: Option<i64>,
    weight: Option<f64>,
    is_shy: Option<bool>,
    owner: Option<Box<Pet>>,
    nick: Nullable<String>,
    kind: Option<Kind>,
    either: Option<Either>,
    token: Option<Secret<String>>,
    tags: Option<Vec<Option<String>>>,
    sizes: Option<BTreeMap<String, f64>>,
    other: Option<Value>,
    unknown: UnknownFields,
}

record! { Pet {
    id "id" required;
    age "age" optional;
    weight "weight" optional;
    is_shy "isShy" optional;
    owner "owner" optional;
    nick "nick" nullable;
    kind "kind" optional;
    either "either" optional;
    token "token" optional;
    tags "tags" optional;
    sizes "sizes" optional;
    other "other" optional;
} }

/// A string with known values.
pub enum Kind {
    /// A cat.
    Cat,
    /// Any other.
    Unknown(UnknownValue),
}

open_enum! { Kind {
    Cat "cat";
} }

/// A value of several types.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    /// An object.
    Pet(Box<Pet>),
    /// A list.
    List(Vec<i64>),
    /// A text.
    Text(String),
    /// Anything else.
    Other(Value),
}

union! { Either {
    Pet(Pet);
    List(Vec<i64>);
    Text(String);
} }

fuzz_target!(|bytes: &[u8]| {
    let lenient = decode_lenient::<Pet>(bytes);
    let Ok(pet) = decode::<Pet>(bytes) else {
        return;
    };
    assert!(lenient.is_ok_and(|(lenient, warnings)| lenient == pet && warnings.is_empty()));
    let shown = format!("{pet:?}");
    assert!(!shown.is_empty());
    let written = encode_full(&pet).expect("what was read is finite");
    assert!(serde_json::from_slice::<Value>(&written).is_ok(), "what is written is JSON");
    let again = decode::<Pet>(&written).expect("what was written is read");
    assert!(again == pet, "{shown}\nbecame\n{again:?}");
});
