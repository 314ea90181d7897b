//! How values show themselves to an encoder.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::encoder::Encoder;
use super::fault::Step;
use super::record::read::encode_record;
use super::record::{Lent, Reader};
use super::tagged::Tag;
use super::texts::Texts;

/// A value that a request is encoded from.
pub trait Encode: fmt::Debug {
    /// Writes the value as JSON; a record as an object.
    fn encode(&self, encoder: &mut Encoder) {
        match self.text() {
            Some(text) => encoder.text(text),
            None => self.lend(&mut |lent: Lent<'_>| encode_record(lent, encoder)),
        }
    }

    /// The text that the value is, where it is one.
    fn text(&self) -> Option<&str> {
        None
    }

    /// Lends the fields to a reader, where the value is a record.
    fn lend(&self, _read: &mut dyn Reader) {}

    /// Whether a record writes the field at all.
    fn is_set(&self) -> bool {
        true
    }

    /// Says what the field beside it has to be, for a value that such a field tells.
    fn tag(&self) -> Option<Tag<'_>> {
        None
    }

    /// Adds the text forms of a scalar or a list of scalars.
    fn texts(&self, texts: &mut Texts) {
        match self.text() {
            Some(text) => texts.add(text),
            None => texts.refuse("an object"),
        }
    }
}

impl Encode for String {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.text(self);
    }

    fn texts(&self, texts: &mut Texts) {
        texts.add(self.as_str());
    }
}

/// A body that is a text is handed over as one.
impl Encode for &str {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.text(self);
    }

    fn texts(&self, texts: &mut Texts) {
        texts.add(*self);
    }
}

impl Encode for bool {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.boolean(*self);
    }

    fn texts(&self, texts: &mut Texts) {
        texts.add(if *self { "true" } else { "false" });
    }
}

impl Encode for i64 {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.whole(*self);
    }

    fn texts(&self, texts: &mut Texts) {
        texts.add(self.to_string());
    }
}

impl Encode for f64 {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.decimal(*self);
    }

    fn texts(&self, texts: &mut Texts) {
        texts.decimal(*self);
    }
}

impl Encode for Value {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.value(self);
    }

    fn texts(&self, texts: &mut Texts) {
        match self {
            Self::Null => {}
            Self::Bool(boolean) => boolean.texts(texts),
            Self::Number(number) => texts.number(number),
            Self::String(text) => text.texts(texts),
            Self::Array(items) => items.texts(texts),
            Self::Object(_) => texts.refuse("an object"),
        }
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Some(value) => value.encode(encoder),
            None => encoder.null(),
        }
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn tag(&self) -> Option<Tag<'_>> {
        self.as_ref()?.tag()
    }

    fn texts(&self, texts: &mut Texts) {
        if let Some(value) = self {
            value.texts(texts);
        }
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode(&self, encoder: &mut Encoder) {
        (**self).encode(encoder);
    }

    fn is_set(&self) -> bool {
        (**self).is_set()
    }

    fn tag(&self) -> Option<Tag<'_>> {
        (**self).tag()
    }

    fn texts(&self, texts: &mut Texts) {
        (**self).texts(texts);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, encoder: &mut Encoder) {
        self.as_slice().encode(encoder);
    }

    fn texts(&self, texts: &mut Texts) {
        self.as_slice().texts(texts);
    }
}

/// A body that is a list is handed over as a slice.
impl<T: Encode> Encode for &[T] {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.open(b'[');
        for (index, item) in self.iter().enumerate() {
            encoder.item(item, || Step::Index(index));
        }
        encoder.close(b']');
    }

    fn texts(&self, texts: &mut Texts) {
        for item in *self {
            item.texts(texts);
        }
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.open(b'{');
        for (key, value) in self {
            encoder.member(key, value, || Step::Key);
        }
        encoder.close(b'}');
    }
}
