//! Against `serde_json` and `jiter`, which read every byte by themselves.

use jiter::Jiter;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};
use proptest::sample::select;
use serde_json::Value;

use super::plain_end;
use crate::json::decoder::decode;
use crate::json::encoder::encode_request;
use crate::json::fault::Fault;

/// What documents are made of, and what breaks them; without numbers that the two read differently.
const PIECES: [&[u8]; 26] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\"a\"",
    b"\"b\":",
    b"\\",
    b"\\u",
    b"d83d",
    b"de00",
    b"\\n",
    b"0",
    b"17",
    b"-",
    b"null",
    b"true",
    b"fals",
    b" ",
    b"\n",
    b"\t",
    b"\xc3\xa9",
    b"\xff",
    b"plain text of a length",
];

fn naive_end(bytes: &[u8], start: usize) -> usize {
    let is_stop = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(is_stop).unwrap_or(rest.len())
}

/// What jiter says about a text, as the decoder would.
fn jiter_says(document: &[u8]) -> Option<String> {
    let mut jiter = Jiter::new(document);
    let outcome = jiter.next_str().map(str::to_owned);
    let outcome = outcome.and_then(|text| jiter.finish().map(|()| text));
    let error = outcome.err()?;
    Some(Fault::from(error).to_string())
}

#[test]
fn text_ends_wherever_a_byte_ends_it() {
    for length in 0..40 {
        for at in 0..length {
            for stop in 0..=u8::MAX {
                let mut bytes = vec![b'a'; length];
                bytes[at] = stop;
                for start in [0, 1, at] {
                    let expected = naive_end(&bytes, start);
                    assert_eq!(plain_end(&bytes, start), expected, "{bytes:?} {start}");
                }
            }
        }
    }
}

#[test]
fn every_letter_is_escaped_as_serde_json_does() {
    for letter in '\0'..='\u{100}' {
        for text in [
            format!("{letter}"),
            format!("long enough{letter}{letter} for it"),
        ] {
            let expected = serde_json::to_vec(&text).expect("JSON");
            assert_eq!(encode_request(&text).expect("text"), expected, "{text:?}");
        }
    }
}

#[test]
fn text_that_is_not_utf8_is_placed() {
    let fault = |document: &[u8]| decode::<String>(document).map_err(|fault| fault.to_string());
    assert_eq!(
        fault(b"\"abc\xff\"").expect_err("no UTF-8"),
        "the value: the JSON is broken at byte 4: invalid unicode code point"
    );
    assert_eq!(
        fault(b"\"abc\xc3").expect_err("no end"),
        "the value: the JSON is broken at byte 5: EOF while parsing a string"
    );
    assert_eq!(fault(b"\"abc\" \xff").expect_err("more behind it"), {
        "the value: the JSON is broken at byte 6: trailing characters"
    });
}

proptest! {
    #[test]
    fn ends_of_any_bytes(bytes in vec(any::<u8>(), 0..60), start in 0_usize..70) {
        prop_assert_eq!(plain_end(&bytes, start).max(start), naive_end(&bytes, start).max(start));
    }

    #[test]
    fn any_text_is_written_and_read(text in any::<String>()) {
        let document = serde_json::to_string(&text).expect("JSON");
        let written = encode_request(&text).expect("text");
        prop_assert_eq!(written, document.as_bytes());
        prop_assert_eq!(decode::<String>(document.as_bytes()).ok(), Some(text));
    }

    #[test]
    fn broken_text_is_called_what_it_is(pieces in vec(select(PIECES.as_slice()), 0..8)) {
        let document = [b"\"".as_slice(), &pieces.concat()].concat();
        let ours = decode::<String>(&document).err().map(|fault| fault.to_string());
        prop_assert_eq!(ours, jiter_says(&document));
    }

    #[test]
    fn any_document_is_judged_alike(pieces in vec(select(PIECES.as_slice()), 0..9)) {
        let document = pieces.concat();
        let ours = decode::<Value>(&document).ok();
        prop_assert_eq!(ours, serde_json::from_slice::<Value>(&document).ok());
    }
}
