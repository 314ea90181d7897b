//! Values that never appear in logs.

use std::fmt;

use super::decode::Decode;
use super::decoder::Decoder;
use super::encode::Encode;
use super::encoder::Encoder;
use super::fault::Fault;
use super::texts::Texts;

/// A token, key or password: `Debug` shows `[redacted]`, and there is no `Display`.
///
/// ```
/// use highlevel_runtime::Secret;
///
/// let secret = Secret::<String>::from("pit-0123");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "pit-0123");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value, for the one place that needs it.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value itself.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<&String> for Secret<String> {
    fn from(value: &String) -> Self {
        Self(value.clone())
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<T: Decode> Decode for Secret<T> {
    const TAKES_NULL: bool = T::TAKES_NULL;

    const BLANK: Self = Self(T::BLANK);

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        self.0.fill(decoder)
    }
}

impl<T: Encode> Encode for Secret<T> {
    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
    }

    fn is_set(&self) -> bool {
        self.0.is_set()
    }

    fn texts(&self, texts: &mut Texts) {
        self.0.texts(texts);
    }
}
