//! What goes wrong: one request in ten, in every way that there is.

use std::time::Duration;

use highlevel_sandbox::{Error, Fault, Sandbox};

use crate::calls::OPERATIONS;

/// The shares of the requests of an operation that go wrong, 0.1 in all. What is slow takes longer than the client waits
/// for an attempt.
fn faults(attempt_timeout: Duration) -> [(f64, Fault); 12] {
    let asking_for_patience = Fault::status(429).header("retry-after", "1");
    [
        (0.008, Fault::status(429)),
        (0.004, asking_for_patience),
        (0.012, Fault::edge(502)),
        (0.004, Fault::edge(502).executed(true)),
        (0.012, Fault::edge(503)),
        (0.005, Fault::status(504)),
        (0.005, Fault::status(408)),
        (0.015, Fault::reset_before_request()),
        (0.015, Fault::reset_after_request()),
        (0.005, Fault::reset_in_answer()),
        (0.005, Fault::truncated()),
        (0.01, Fault::delay(attempt_timeout * 2)),
    ]
}

/// Has the sandbox fail, and its endpoint for tokens every third time.
///
/// # Errors
///
/// If an operation is none.
pub fn script(sandbox: &Sandbox, attempt_timeout: Duration) -> Result<(), Error> {
    let mut seed = 0;
    for operation in OPERATIONS {
        for (share, fault) in faults(attempt_timeout) {
            sandbox.on(operation).fault(fault.rate(share, seed))?;
            seed += 1;
        }
    }
    let token = sandbox.on("v2:get-access-token");
    token.fault(Fault::edge(503).every(3))
}
