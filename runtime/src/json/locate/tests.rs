//! Against `serde_json`, which does build a tree.

use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

use super::{elements, is_nothing, is_value, locate};

fn found(document: &str, pointer: &str) -> Option<Value> {
    let value = locate(document.as_bytes(), pointer)?;
    Some(serde_json::from_slice(value).expect("a value"))
}

#[test]
fn pointers() {
    let document = r#" {"a": {"b": [10, {"c": "x"}], "": 1}, "a/b": 2, "m~n": 3, "n": null} "#;
    let whole: Value = serde_json::from_str(document).expect("JSON");
    let paths = [
        "", "/a", "/a/b", "/a/b/0", "/a/b/1/c", "/a/", "/a~1b", "/m~0n", "/n", "/x", "/a/x",
        "/a/b/2", "/a/b/x", "/a/b/-1", "/a/b/00", "/a/b/+1", "/a/b/01", "/a/b/0/c", "/n/x", "/",
    ];
    for path in paths {
        assert_eq!(
            found(document, path).as_ref(),
            whole.pointer(path),
            "{path}"
        );
    }
}

#[test]
fn what_is_no_json_holds_nothing() {
    for document in ["", "<html>", "{", "[1,", r#"{"a""#, "{\"a\": tru}"] {
        assert_eq!(locate(document.as_bytes(), "/a"), None, "{document}");
        assert_eq!(elements(document.as_bytes()), None, "{document}");
        assert!(!is_value(document.as_bytes()), "{document}");
    }
    assert!(!is_value(b"1 2"));
    let deep = "[".repeat(100_000);
    assert_eq!(elements(deep.as_bytes()), None);
}

#[test]
fn lists_fall_apart() {
    let elements = elements(br#" [ 1 , "a]" ,[2], {} ] "#).expect("a list");
    let expected: [&[u8]; 4] = [b"1", br#""a]""#, b"[2]", b"{}"];
    assert_eq!(elements, expected);
    assert_eq!(super::elements(b"[]"), Some(Vec::new()));
}

#[test]
fn nothing() {
    let nothing: [&[u8]; 8] = [
        b"null",
        b"false",
        b"0",
        br#""""#,
        br#""false""#,
        b"[]",
        b"{ }",
        b"[\n]",
    ];
    for value in nothing {
        assert!(is_nothing(value));
    }
    let something: [&[u8]; 6] = [b"true", b"1", br#""0""#, b"[0]", br#"{"a":0}"#, br#"" ""#];
    for value in something {
        assert!(!is_nothing(value));
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "[a-c\"~/]{0,3}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map("[a-c~/]{0,2}", inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #[test]
    fn finds_what_a_tree_finds(value in value(), path in vec("[a-c~/0-3]{0,2}", 0..4)) {
        let pointer: String = path
            .iter()
            .map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1")))
            .collect();
        for document in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
            prop_assert_eq!(found(&document, &pointer), value.pointer(&pointer).cloned());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..60), pointer in "[/a~0-9]{0,8}") {
        let _ = (locate(&bytes, &pointer), elements(&bytes), is_nothing(&bytes), is_value(&bytes));
    }
}
