//! Programs that a user of the client would write: `cargo run -p examples --example <name>`.
//!
//! The programs in the README are compiled here, so that they stay true.

/// The README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
