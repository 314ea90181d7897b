//! Unions: values that the API documents with several types and no word about which it is.

use serde_json::Value;

use super::decode::Decode;
use super::decoder::{Decoder, decode_counting};

/// Finds the type that a value fits best: the one that knows the most of its fields, and of those the first. Where none
/// fits as it is, scalars of another kind are read too.
pub struct Fit {
    bytes: Vec<u8>,
    lenient: bool,
    unknown: Option<usize>,
}

impl Fit {
    /// Starts with a value that fits nothing yet.
    pub fn new(value: &Value) -> Self {
        Self {
            bytes: value.to_string().into_bytes(),
            lenient: false,
            unknown: None,
        }
    }

    /// The value as this type, where that fits better than any before.
    pub fn better<T: Decode>(&mut self) -> Option<T> {
        let (value, unknown) = decode_counting::<T>(&self.bytes, !self.lenient).ok()?;
        if self.unknown.is_some_and(|before| before <= unknown) {
            return None;
        }
        self.unknown = Some(unknown);
        Some(value)
    }

    /// Whether all types are to be tried again, less strictly.
    pub fn again(&mut self) -> bool {
        !std::mem::replace(&mut self.lenient, true) && self.unknown.is_none()
    }

    /// Whether a type fitted; what it did not know counts for the value that the union is a part of, and a value that
    /// fits nothing counts like one that nothing is known of.
    pub fn finish(self, decoder: &mut Decoder<'_>) -> bool {
        decoder.note_unknown(self.unknown.unwrap_or(UNFIT));
        self.unknown.is_some()
    }
}

/// More than any object has fields that are not known.
const UNFIT: usize = 1000;

/// Implements everything that an enum of several types needs.
///
/// A row is `Variant(Type);`; the variant holds the type itself or a box of it. The enum has a variant `Other(Value)`
/// besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($($union:ident { $($variant:ident($ty:ty);)* })*) => {
    $(
        impl $crate::codegen::Decode for $union {
            const BLANK: Self = Self::Other($crate::codegen::Value::Null);

            fn fill(
                &mut self,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                let value = decoder.value()?;
                let mut fit = $crate::codegen::Fit::new(&value);
                loop {
                    $(if let ::core::option::Option::Some(value) = fit.better::<$ty>() {
                        *self = Self::$variant(::core::convert::From::from(value));
                    })*
                    if !fit.again() {
                        break;
                    }
                }
                if !fit.finish(decoder) {
                    *self = Self::Other(value);
                }
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::codegen::Encode for $union {
            fn encode(&self, encoder: &mut $crate::codegen::Encoder) {
                match self {
                    $(Self::$variant(value) => $crate::codegen::Encode::encode(value, encoder),)*
                    Self::Other(value) => $crate::codegen::Encode::encode(value, encoder),
                }
            }

            fn texts(&self, texts: &mut $crate::codegen::Texts) {
                match self {
                    $(Self::$variant(value) => $crate::codegen::Encode::texts(value, texts),)*
                    Self::Other(value) => $crate::codegen::Encode::texts(value, texts),
                }
            }
        }

        $(impl ::core::convert::From<$ty> for $union {
            fn from(value: $ty) -> Self {
                Self::$variant(::core::convert::From::from(value))
            }
        })*
    )*

    $crate::__serde! { $($union)* }
    };
}
