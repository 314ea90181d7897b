//! What a sandbox received, kept for the search of the log.

use std::ops::Deref;

use highlevel_sandbox::{Received, Sandbox};

/// A sandbox that tells, when it is dropped, what may not be in the log of the process: all that it received, and the ids
/// in its answers.
#[derive(Debug)]
pub struct Overheard(Sandbox);

impl Overheard {
    /// A sandbox that is sent this token, which it does not show.
    #[must_use]
    pub fn new(sandbox: Sandbox, token: &str) -> Self {
        leaks::credential(token);
        Self(sandbox)
    }
}

impl Deref for Overheard {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.0
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        for request in self.requests() {
            note(&request);
        }
        for id in self.ids() {
            leaks::answer(id.as_bytes());
        }
    }
}

/// Tells what a request carried, but for its credentials, which a sandbox does not show.
pub fn note(request: &Received) {
    leaks::received(request.path(), request.query(), request.body());
}
