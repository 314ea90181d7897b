//! The encoder: writes JSON into bytes and remembers the first value that JSON cannot hold.

use serde_json::Value;

use super::encode::Encode;
use super::fault::{Fault, Step};
use super::scanner::plain_end;

/// Encodes one JSON document.
pub struct Encoder {
    bytes: Vec<u8>,
    full: bool,
    fault: Option<Fault>,
    /// Nothing was written in the list or object yet.
    first: bool,
}

/// Encodes what is sent: nothing that this version of the crate does not know.
pub fn encode_request(value: &dyn Encode) -> Result<Vec<u8>, Fault> {
    encode(value, false)
}

/// Encodes everything that the value holds, unknown fields too.
pub fn encode_full(value: &dyn Encode) -> Result<Vec<u8>, Fault> {
    encode(value, true)
}

fn encode(value: &dyn Encode, full: bool) -> Result<Vec<u8>, Fault> {
    let mut encoder = Encoder {
        // Room for most bodies: growing step by step takes as long as writing.
        bytes: Vec::with_capacity(1024),
        full,
        fault: None,
        first: true,
    };
    value.encode(&mut encoder);
    match encoder.fault {
        Some(fault) => Err(fault),
        None => Ok(encoder.bytes),
    }
}

impl Encoder {
    /// Writes `null`.
    pub fn null(&mut self) {
        self.bytes.extend_from_slice(b"null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, boolean: bool) {
        self.bytes
            .extend_from_slice(if boolean { b"true" } else { b"false" });
    }

    /// Writes a whole number.
    pub fn whole(&mut self, number: i64) {
        written(serde_json::to_writer(&mut self.bytes, &number));
    }

    /// Writes a number; one that is infinite or no number is an error.
    pub fn decimal(&mut self, number: f64) {
        if number.is_finite() {
            written(serde_json::to_writer(&mut self.bytes, &number));
            return;
        }
        self.null();
        if self.fault.is_none() {
            self.fault = Some(Fault::not_finite());
        }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        if plain_end(text.as_bytes(), 0) != text.len() {
            return written(serde_json::to_writer(&mut self.bytes, text));
        }
        self.bytes.reserve(text.len() + 2);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
    }

    /// Writes any JSON.
    pub fn value(&mut self, value: &Value) {
        written(serde_json::to_writer(&mut self.bytes, value));
    }

    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    pub(crate) fn open(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.first = true;
    }

    pub(crate) fn close(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.first = false;
    }

    pub(crate) fn item(&mut self, value: &dyn Encode, step: impl FnOnce() -> Step) {
        self.separate();
        self.child(value, step);
    }

    pub(crate) fn member(&mut self, name: &str, value: &dyn Encode, step: impl FnOnce() -> Step) {
        self.separate();
        self.text(name);
        self.bytes.push(b':');
        self.child(value, step);
    }

    fn child(&mut self, value: &dyn Encode, step: impl FnOnce() -> Step) {
        let was_sound = self.fault.is_none();
        value.encode(self);
        self.first = false;
        if was_sound {
            self.fault = self.fault.take().map(|fault| fault.within(step()));
        }
    }

    fn separate(&mut self) {
        if !self.first {
            self.bytes.push(b',');
        }
    }
}

fn written(outcome: serde_json::Result<()>) {
    outcome.expect("JSON of text, finite numbers and trees of them always fits into memory");
}
