//! The hand-written half of the [`highlevel`](https://docs.rs/highlevel) crate: it alone speaks HTTP and JSON, and it
//! knows no area of the API.
//!
//! Depend on `highlevel`, which has the operations and re-exports everything here that a program needs.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use highlevel_runtime::{Call, Client, Error, Method, Operation};
//!
//! static HEALTH: Operation = Operation { id: "health", method: Method::Get, path: "/health", ..Operation::NONE };
//!
//! # async fn example() -> Result<(), Error> {
//! let client = Client::new(std::env::var("HIGHLEVEL_TOKEN").unwrap_or_default())?;
//! let call: Call<()> = client.call(&HEALTH);
//! call.timeout(Duration::from_secs(5)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Calls run on tokio, with its timers and its I/O enabled.
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls with the ring provider and the trust store of the system.
//! - `native-tls`: TLS by the library of the system; used when `rustls` is off.
//! - `reqwest`: `transport::ReqwestTransport`, for programs that have a `reqwest::Client` set up.
//! - `blocking`: `Call::wait`, for programs that are not asynchronous.
//!
//! Without TLS, give the client a [`transport`] of your own: [`ClientBuilder::transport`].

pub mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod client;
mod clock;
#[doc(hidden)]
pub mod codegen;
pub mod download;
mod error;
mod form;
mod json;
pub mod limit;
mod operation;
pub mod paging;
mod random;
mod reply;
pub mod retry;
mod steps;
pub mod transport;

pub use call::{Call, CallFuture};
pub use client::Client;
pub use client::builder::ClientBuilder;
pub use error::refusal::Refusal;
pub use error::{Error, ErrorKind};
pub use form::file_part::FilePart;
pub use json::nullable::Nullable;
pub use json::open_enum::UnknownValue;
pub use json::secret::Secret;
pub use json::unknown::{UnknownFields, UnknownFieldsIter};
pub use operation::{AuthMethod, Method, Operation, TokenKind};
pub use paging::list_call::ListCall;
pub use reply::Reply;
pub use reply::json::Json;
pub use serde_json::Value;
