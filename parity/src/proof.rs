//! Proofs over every operation of the API: what it sends is accepted, and what comes back is read.
//!
//! The build script writes a function for each operation and each answer; the samples come from the effective
//! documents, and what is changed in them from the model.

use serde_json::Value;

use crate::calls::OurCall;

mod answers;
mod api;
mod change;
mod requests;

pub use answers::{answers, round_trip};
pub use api::{Api, api};
pub use requests::requests;

/// An operation, and what is tried with it.
#[derive(Debug)]
pub struct Operation {
    /// Generation and area: `v2/conversations`.
    pub document: &'static str,
    /// The JSON Pointer to it.
    pub pointer: &'static str,
    /// Calls it.
    pub call: OurCall,
    /// Reads an answer and writes it again; none where answers are not JSON.
    pub round_trip: Option<RoundTrip>,
}

/// Reads an answer and writes it again.
pub type RoundTrip = fn(&Value) -> Result<Value, String>;

impl Operation {
    /// Its path template, and its method in lower case.
    fn line(&self) -> (String, &'static str) {
        let below = self.pointer.trim_start_matches("/paths/");
        let (path, method) = below.rsplit_once('/').unwrap_or_default();
        (path.replace("~1", "/").replace("~0", "~"), method)
    }
}

/// What was tried, and what went wrong.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many operations had something to try.
    pub operations: usize,
    /// How many calls were made, or answers read.
    pub tries: usize,
    /// What went wrong, a line each.
    pub faults: Vec<String>,
}
