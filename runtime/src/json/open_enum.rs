//! String enums that stay open: a value that the spec does not know never fails a call.

use std::fmt;

/// A value of a string enum that this version of the crate does not know.
///
/// Only decoding and `From<&str>` of the enum make one, so that a known value is always its own variant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(
    // Nothing for the empty text, which then is a constant.
    Option<Box<str>>,
);

/// The empty text; for `open_enum!` alone.
pub const NO_VALUE: UnknownValue = UnknownValue(None);

impl UnknownValue {
    /// Returns the text that came.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Makes the value for text that no variant stands for; for `open_enum!` alone.
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue((!text.is_empty()).then(|| text.into()))
}

/// Shows a value by the name of its variant; `texts` and `variants` are those of the enum, in one order.
pub fn debug_enum(
    text: &str,
    texts: &[&str],
    variants: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let index = texts.iter().position(|known| *known == text);
    match index.and_then(|index| variants.split_whitespace().nth(index)) {
        Some(variant) => f.write_str(variant),
        None => f.debug_tuple("Unknown").field(&text).finish(),
    }
}

/// Implements everything that an open enum needs.
///
/// A line is `Variant "value";`. The enum has a variant `Unknown(UnknownValue)` besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($($name:ident { $($variant:ident $text:literal;)* })*) => {
    $(
        impl $name {
            /// Returns the value as the API spells it.
            pub fn as_str(&self) -> &::core::primitive::str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::core::convert::From<&::core::primitive::str> for $name {
            fn from(text: &::core::primitive::str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    text => Self::Unknown($crate::codegen::unknown_value(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::codegen::Decode for $name {
            const BLANK: Self = Self::Unknown($crate::codegen::NO_VALUE);

            fn fill(
                &mut self,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                *self = Self::from(decoder.text()?);
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::codegen::Encode for $name {
            fn text(&self) -> ::core::option::Option<&::core::primitive::str> {
                ::core::option::Option::Some(self.as_str())
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug_enum(
                    self.as_str(),
                    &[$($text),*],
                    ::core::stringify!($($variant)*),
                    f,
                )
            }
        }

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant => Self::$variant,)*
                    Self::Unknown(value) => Self::Unknown(value.clone()),
                }
            }
        }

        // A known value is always its own variant, so the texts tell all.
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    )*

    $crate::__serde! { $($name)* }
    };
}
