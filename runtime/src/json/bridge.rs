//! serde for records and open enums: a thin bridge through JSON, because users expect it.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::decode::Decode;
use super::decoder::decode;
use super::encode::Encode;
use super::encoder::encode_full;
use super::fault::Fault;

/// Serialises everything that the value holds: unknown fields and the text of secrets too.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    tree(value).map_err(S::Error::custom)?.serialize(serializer)
}

/// Deserialises by the same rules as an answer.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = Value::deserialize(deserializer)?;
    decode(tree.to_string().as_bytes()).map_err(D::Error::custom)
}

fn tree(value: &dyn Encode) -> Result<Value, Fault> {
    // With our own decoder, which reads every number back exactly.
    decode(&encode_full(value)?)
}

/// Implements serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($name:ident)*) => {$(
        impl $crate::codegen::Serialize for $name {
            fn serialize<S: $crate::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize(deserializer)
            }
        }
    )*};
}
