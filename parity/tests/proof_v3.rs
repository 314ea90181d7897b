//! The proofs for the version v3: what is sent is accepted, and what comes back is read.

use highlevel_codegen::Generation;
use parity::proof::{self, Outcome};

// Written by the build script, for the compiler alone.
#[allow(clippy::all, deprecated, missing_docs, unused)]
mod operations {
    use parity::proof::{Operation, round_trip};
    use serde_json::Value;

    include!(concat!(env!("OUT_DIR"), "/proof/v3.rs"));
}

use operations::OPERATIONS;

#[test]
fn every_operation_is_here() {
    assert_eq!(OPERATIONS.len(), proof::api().count(Generation::V3));
}

#[tokio::test]
async fn every_request_is_accepted_and_its_answer_read() {
    let outcome = proof::requests(proof::api(), Generation::V3, OPERATIONS).await;
    show(&outcome.expect("the sandbox starts"));
}

#[test]
fn every_answer_is_read_whatever_is_unknown_or_missing() {
    show(&proof::answers(proof::api(), OPERATIONS));
}

fn show(outcome: &Outcome) {
    println!(
        "{} tries with {} operations",
        outcome.tries, outcome.operations
    );
    let faults = &outcome.faults;
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(outcome.operations > 0, "nothing was tried");
}
