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
        self.bytes.reserve(text.len() + 2);
        self.bytes.push(b'"');
        self.letters(text);
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

    fn separate(&mut self) {
        if !self.first {
            self.bytes.push(b',');
        }
    }

    fn child(&mut self, value: &dyn Encode, step: impl FnOnce() -> Step) {
        let was_sound = self.fault.is_none();
        value.encode(self);
        self.first = false;
        if was_sound && let Some(fault) = self.fault.take() {
            self.fault = Some(fault.within(step()));
        }
    }

    /// Writes text without its quotes.
    #[inline]
    fn letters(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let plain = plain_end(bytes, 0);
        self.bytes.extend_from_slice(&bytes[..plain]);
        if plain < bytes.len() {
            self.escaped(&bytes[plain..]);
        }
    }

    /// Writes letters of which the first has to be escaped.
    fn escaped(&mut self, mut letters: &[u8]) {
        while let [stop, rest @ ..] = letters {
            match stop {
                b'"' | b'\\' => self.bytes.extend_from_slice(&[b'\\', *stop]),
                b'\n' => self.bytes.extend_from_slice(b"\\n"),
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                b'\t' => self.bytes.extend_from_slice(b"\\t"),
                0x08 => self.bytes.extend_from_slice(b"\\b"),
                0x0c => self.bytes.extend_from_slice(b"\\f"),
                control => {
                    let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
                    let digits = [digit(control >> 4), digit(control & 15)];
                    self.bytes.extend_from_slice(b"\\u00");
                    self.bytes.extend_from_slice(&digits);
                }
            }
            let plain = plain_end(rest, 0);
            self.bytes.extend_from_slice(&rest[..plain]);
            letters = &rest[plain..];
        }
    }
}

fn written(outcome: serde_json::Result<()>) {
    outcome.expect("JSON of text, finite numbers and trees of them always fits into memory");
}
