//! The sandbox, which judges by the documents, accepts what our client sends; our client reads what the documents
//! say comes back. For every operation, with the smallest and the largest request.

use std::collections::BTreeMap;

use highlevel_sandbox::Sandbox;
use parity::api;
use parity::calls::{Answered, Operation, Target};
use parity::samples::{Sample, samples};
use serde_json::Value;

#[tokio::test]
async fn every_request_is_accepted_and_every_answer_is_read() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let target = Target::new(sandbox.url()).expect("HTTP clients");
    let documents: BTreeMap<&str, Value> = api::DOCUMENTS
        .iter()
        .map(|(name, text)| (*name, serde_json::from_str(text).expect("JSON")))
        .collect();
    let mut faults = Vec::new();
    let mut calls = 0;
    for operation in api::OPERATIONS {
        for sample in samples(&documents[operation.document], operation).expect("it has samples") {
            calls += 1;
            faults.extend(fault(operation, &sample, &target, &sandbox).await);
        }
    }
    println!("{calls} calls of {} operations", api::OPERATIONS.len());
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// What went wrong with a call.
async fn fault(
    operation: &Operation,
    sample: &Sample,
    target: &Target,
    sandbox: &Sandbox,
) -> Option<String> {
    let name = format!(
        "{} {} ({:?})",
        operation.document, operation.id, sample.fullness
    );
    let call = operation.ours.expect("every operation is generated");
    let answered = call(target, &sample.arguments).await;
    let received = sandbox.take_requests();
    match (answered, received.as_slice()) {
        (Err(reason), _) => Some(format!("{name}: not sent: {reason}")),
        (Ok(Answered::Unread(reason)), _) => Some(format!("{name}: {reason}")),
        (Ok(Answered::Read), [request]) if request.operation() == Some(operation.id) => None,
        (Ok(Answered::Read), requests) => Some(format!("{name}: arrived as {requests:?}")),
    }
}
