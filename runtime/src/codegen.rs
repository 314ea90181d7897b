//! What generated code is written with. Not for programs: it changes together with the generator.

pub use bytes::Bytes;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;

pub use crate::call::parameters::{Parameters, Params};
pub use crate::call::{Call, CallFuture};
pub use crate::client::Client;
pub use crate::client::builder::ClientBuilder;
pub use crate::error::{Error, ErrorKind};
pub use crate::form::file_part::FilePart;
pub use crate::form::{Form, FormField, Parts};
pub use crate::json::bridge::{deserialize, serialize};
pub use crate::json::decode::{Decode, blank};
pub use crate::json::decoder::{Decoder, decode, decode_lenient};
pub use crate::json::encode::Encode;
pub use crate::json::encoder::{Encoder, encode_full, encode_request};
pub use crate::json::fault::Fault;
pub use crate::json::nullable::Nullable;
pub use crate::json::open_enum::{NO_VALUE, UnknownValue, debug_enum, unknown_value};
pub use crate::json::record::read::{clone_record, debug_record, equal_records};
pub use crate::json::record::{Field, Lent, Member, Presence, Reader, Shape, Slot, Slots, Writer};
pub use crate::json::secret::Secret;
pub use crate::json::tagged::{Tag, decode_told};
pub use crate::json::texts::Texts;
pub use crate::json::union::Fit;
pub use crate::json::unknown::{NO_FIELDS, UnknownFields, UnknownFieldsIter};
pub use crate::operation::paging::{Cursor, CursorSource, Next, Paging};
pub use crate::operation::{AuthMethod, Method, Operation, TokenKind};
pub use crate::paging::list_call::ListCall;
pub use crate::reply::{Answer, Reply};
pub use crate::{
    __form as form, __open_enum as open_enum, __params as params, __record as record,
    __tagged_union as tagged_union, __union as union,
};
