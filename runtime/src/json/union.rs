//! Unions: values that the API documents with several types and no word about which it is.

use serde_json::Value;

use super::decode::Decode;
use super::decoder::{Decoder, decode_counting};
use super::fault::Fault;

/// Finds the type that a value fits best: the one that knows the most of its fields, and of those the first. Where none
/// fits as it is, scalars of another kind are read too; where a lenient decoder asks, then also a type that knows every
/// field there is, and misses some that were promised.
pub struct Fit {
    bytes: Vec<u8>,
    round: Round,
    is_lenient: bool,
    best: Option<Found>,
}

/// How a type is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    Strict,
    Scalars,
    Lenient,
}

/// What the best type leaves open.
struct Found {
    unknown: usize,
    missing: Vec<Fault>,
}

impl Fit {
    /// Starts with a value that fits nothing yet.
    pub fn new(value: &Value, decoder: &Decoder<'_>) -> Self {
        Self {
            bytes: value.to_string().into_bytes(),
            round: Round::Strict,
            is_lenient: decoder.is_lenient(),
            best: None,
        }
    }

    /// The value as this type, where that fits better than any before.
    pub fn better<T: Decode>(&mut self) -> Option<T> {
        let (value, found) = self.tried()?;
        let cost = |found: &Found| found.unknown + found.missing.len();
        if self
            .best
            .as_ref()
            .is_some_and(|best| cost(best) <= cost(&found))
        {
            return None;
        }
        self.best = Some(found);
        Some(value)
    }

    fn tried<T: Decode>(&self) -> Option<(T, Found)> {
        let (is_strict, is_lenient) = (self.round == Round::Strict, self.round == Round::Lenient);
        let decoded = decode_counting(&self.bytes, is_strict, is_lenient);
        let (value, unknown, missing) = decoded.ok()?;
        // What misses fields and has others is something else.
        (!is_lenient || unknown == 0).then_some((value, Found { unknown, missing }))
    }

    /// Whether all types are to be tried again, less strictly.
    pub fn again(&mut self) -> bool {
        let next = match self.round {
            Round::Strict => Round::Scalars,
            Round::Scalars if self.is_lenient => Round::Lenient,
            Round::Scalars | Round::Lenient => return false,
        };
        self.round = next;
        self.best.is_none()
    }

    /// Whether a type fitted; what it did not know counts for the value that the union is a part of, and a value that
    /// fits nothing counts like one that nothing is known of.
    pub fn finish(self, decoder: &mut Decoder<'_>) -> bool {
        let Some(best) = self.best else {
            decoder.note_unknown(UNFIT);
            return false;
        };
        decoder.note_unknown(best.unknown);
        best.missing
            .into_iter()
            .for_each(|fault| decoder.warn(fault));
        true
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
                let mut fit = $crate::codegen::Fit::new(&value, decoder);
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
