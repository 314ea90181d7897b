//! What generated code and users rely on, against types as the generator writes them and a server on this machine.

#![allow(missing_docs, reason = "a test needs none")]

mod addresses;
mod answers;
mod calls;
mod cancelling;
mod configuration;
mod decoding;
mod downloads;
mod encoding;
mod errors;
mod failures;
mod forms;
mod installing;
mod paging;
mod properties;
mod refusals;
mod renewing;
mod repeats;
mod requests;
mod secrecy;
mod server;
mod tagged;
mod token_stores;
mod traces;
mod transports;
mod types;
mod unions;
mod uploads;
mod values;
#[cfg(feature = "blocking")]
mod waiting;
