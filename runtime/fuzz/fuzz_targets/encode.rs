//! Any JSON, read and written here and by `serde_json`: both agree.
#![no_main]

use highlevel_runtime::codegen::{Value, decode, encode_full};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let written = encode_full(&value).expect("JSON holds no other numbers");
    assert_eq!(written, serde_json::to_vec(&value).expect("a tree is JSON"));
    // Ours nests as deep as theirs.
    let read = decode::<Value>(&written).expect("what was written is read");
    assert_eq!(read, value);
});
