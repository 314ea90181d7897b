//! JSON in both directions: a pull decoder, an encoder, and the tables that join them to types.

pub(crate) mod bridge;
pub(crate) mod decode;
pub(crate) mod decoder;
pub(crate) mod encode;
pub(crate) mod encoder;
pub(crate) mod fault;
pub(crate) mod locate;
pub(crate) mod nullable;
pub(crate) mod number;
pub(crate) mod open_enum;
pub(crate) mod record;
pub(crate) mod scanner;
pub(crate) mod secret;
pub(crate) mod tagged;
pub(crate) mod texts;
pub(crate) mod union;
pub(crate) mod unknown;
