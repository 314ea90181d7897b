//! A field that may be left alone, cleared, or set.

use super::decode::Decode;
use super::decoder::Decoder;
use super::encode::Encode;
use super::encoder::Encoder;
use super::fault::Fault;
use super::texts::Texts;

/// A field that the API lets you clear: leaving it out and sending `null` mean different things.
///
/// ```
/// use highlevel_runtime::Nullable;
///
/// assert_eq!(Nullable::from("hello").as_option(), Some(&"hello"));
/// assert_eq!(Nullable::<i64>::default(), Nullable::Unset);
/// assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// Left out: the API keeps what it has.
    #[default]
    Unset,
    /// Sent as `null`: the API clears the field.
    Null,
    /// Sent as this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, if there is one.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }

    /// Returns the value itself, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }

    /// Whether the field is left out.
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Whether the field is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    /// `None` becomes [`Nullable::Null`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Decode> Decode for Nullable<T> {
    const TAKES_NULL: bool = true;

    const BLANK: Self = Self::Unset;

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        if decoder.is_null()? {
            *self = Self::Null;
            return decoder.null();
        }
        let mut value = T::blank();
        value.fill(decoder)?;
        *self = Self::Value(value);
        Ok(())
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Value(value) => value.encode(encoder),
            Self::Unset | Self::Null => encoder.null(),
        }
    }

    fn is_set(&self) -> bool {
        !self.is_unset()
    }

    fn texts(&self, texts: &mut Texts) {
        if let Self::Value(value) = self {
            value.texts(texts);
        }
    }
}
