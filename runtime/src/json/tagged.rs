//! Tagged unions: values whose type the API tells in a field beside them.

use serde_json::Value;

use super::decode::Decode;
use super::decoder::Decoder;
use super::fault::Fault;

/// What the field beside a value has to be.
pub struct Tag<'t> {
    /// The text of the field.
    pub text: &'t str,
    /// Whether there is nothing else to write.
    pub is_alone: bool,
}

/// Decodes a value as the type that its tag tells.
pub fn decode_told<T: Decode>(value: &Value, decoder: &mut Decoder<'_>) -> Result<T, Fault> {
    decoder.nested(value.to_string().as_bytes())
}

/// Implements everything that an enum needs whose variant a field beside it tells.
///
/// A row is `"tag" Variant(Type);`; the variant holds the type itself or a box of it. The enum has a variant
/// `Other { tag: String, value: Value }` besides. It is a value only as a field of a record whose row names its tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($($union:ident { $($tag:literal $variant:ident($ty:ty);)* })*) => {$(
        impl $union {
            /// Returns what the field beside it says.
            pub fn tag(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $tag,)*
                    Self::Other { tag, .. } => tag,
                }
            }
        }

        impl $crate::codegen::Decode for $union {
            const BLANK: Self = Self::Other {
                tag: ::std::string::String::new(),
                value: $crate::codegen::Value::Null,
            };

            fn fill(
                &mut self,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                let value = decoder.value()?;
                *self = Self::Other { tag: ::core::default::Default::default(), value };
                ::core::result::Result::Ok(())
            }

            fn tell(
                &mut self,
                tag: ::std::string::String,
                decoder: &mut $crate::codegen::Decoder<'_>,
            ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                let Self::Other { value, .. } = self else {
                    return ::core::result::Result::Ok(());
                };
                let value = ::core::mem::take(value);
                *self = match tag.as_str() {
                    _ if value.is_null() => Self::Other { tag, value },
                    $($tag => Self::$variant(::core::convert::From::from(
                        $crate::codegen::decode_told::<$ty>(&value, decoder)?,
                    )),)*
                    _ => Self::Other { tag, value },
                };
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::codegen::Encode for $union {
            fn encode(&self, encoder: &mut $crate::codegen::Encoder) {
                match self {
                    $(Self::$variant(value) => $crate::codegen::Encode::encode(value, encoder),)*
                    Self::Other { value, .. } => $crate::codegen::Encode::encode(value, encoder),
                }
            }

            fn tag(&self) -> ::core::option::Option<$crate::codegen::Tag<'_>> {
                let text = self.tag();
                let is_alone = ::core::matches!(
                    self,
                    Self::Other { value: $crate::codegen::Value::Null, .. }
                );
                (!text.is_empty()).then_some($crate::codegen::Tag { text, is_alone })
            }
        }
    )*};
}
