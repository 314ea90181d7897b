//! Holds our client against an independent one: the client that progenitor generates from the same documents.
//!
//! Both send the same calls to one server that records them, and what arrived has to be the same. The build script
//! makes both sides: progenitor's client from the effective documents with the fewest edits that it needs, and for
//! each operation a function that calls it, and one that calls ours, with arguments given as JSON.
//!
//! What has no need of progenitor is proven of the whole API, in [`proof`].
//!
//! `spec/` alone would leave much untried, so `constructs/` has a document of everything that an operation can have.

pub mod calls;
pub mod comparison;
pub mod proof;
pub mod recorder;
pub mod samples;

/// The operations of the API.
// Written by progenitor and by the build script, for the compiler alone.
#[allow(clippy::all, deprecated, missing_docs, unused)]
pub mod api {
    use crate::calls::Operation;

    include!(concat!(env!("OUT_DIR"), "/api/operations.rs"));
}

/// The operations of `constructs/`.
// Written by progenitor, by our generator and by the build script, for the compiler alone.
#[allow(clippy::all, deprecated, missing_docs, unused)]
pub mod constructs {
    use crate::calls::Operation;

    include!(concat!(env!("OUT_DIR"), "/constructs/client.rs"));
    include!(concat!(env!("OUT_DIR"), "/constructs/operations.rs"));
}
