//! String enums that stay open: a value that the spec does not know never fails a call.

use std::fmt;

/// A value of a string enum that this version of the crate does not know.
///
/// Only decoding and `From<&str>` of the enum make one, so that a known value is always its own variant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Returns the text that came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Makes the value for text that no variant stands for; for `open_enum!` alone.
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue(text.into())
}

/// Implements everything that an open enum needs.
///
/// A line is `Variant "value";`. The enum has a variant `Unknown(UnknownValue)` besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident { $($variant:ident $text:literal;)* }) => {
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
            fn blank() -> Self {
                Self::Unknown($crate::codegen::unknown_value(""))
            }

            fn fill(
                &mut self,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                *self = Self::from(decoder.text()?);
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::codegen::Encode for $name {
            fn encode(&self, encoder: &mut $crate::codegen::Encoder) {
                encoder.text(self.as_str());
            }

            fn texts(&self, texts: &mut $crate::codegen::Texts) {
                texts.add(self.as_str());
            }
        }

        $crate::__serde! { $name }
    };
}
