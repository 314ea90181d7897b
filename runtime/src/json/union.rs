//! Unions: values that the API documents with several types and no word about which it is.

use serde_json::Value;

use super::decode::Decode;
use super::decoder::decode_strict;

/// Finds the type that a value fits best: the one that knows the most of its fields, and of those the first.
pub struct Fit {
    bytes: Vec<u8>,
    unknown: Option<usize>,
}

impl Fit {
    /// Starts with a value that fits nothing yet.
    pub fn new(value: &Value) -> Self {
        Self {
            bytes: value.to_string().into_bytes(),
            unknown: None,
        }
    }

    /// The value as this type, where that fits better than any before.
    pub fn better<T: Decode>(&mut self) -> Option<T> {
        let (value, unknown) = decode_strict::<T>(&self.bytes).ok()?;
        if self.unknown.is_some_and(|before| before <= unknown) {
            return None;
        }
        self.unknown = Some(unknown);
        Some(value)
    }

    /// Whether no type fitted.
    pub fn is_none(&self) -> bool {
        self.unknown.is_none()
    }
}

/// Implements everything that an enum of several types needs.
///
/// A row is `Variant(Type);`; the variant holds the type itself or a box of it. The enum has a variant `Other(Value)`
/// besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($union:ident { $($variant:ident($ty:ty);)* }) => {
        impl $crate::codegen::Decode for $union {
            fn blank() -> Self {
                Self::Other($crate::codegen::Value::Null)
            }

            fn fill(
                &mut self,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                let value = decoder.value()?;
                let mut fit = $crate::codegen::Fit::new(&value);
                $(if let ::core::option::Option::Some(value) = fit.better::<$ty>() {
                    *self = Self::$variant(::core::convert::From::from(value));
                })*
                if fit.is_none() {
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

        $crate::__serde! { $union }
    };
}
