//! The operation that a call is of.

use std::ops::Deref;
use std::sync::Arc;

use super::Operation;

/// An operation that the crate knows, or one that the caller described.
#[derive(Clone)]
pub(crate) enum Handle {
    Known(&'static Operation),
    Described(Arc<Operation>),
}

impl Handle {
    /// The same operation, known to be one that may be repeated.
    pub(crate) fn idempotent(&self) -> Self {
        Self::from(Operation {
            idempotent: true,
            ..**self
        })
    }
}

impl Deref for Handle {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        match self {
            Self::Known(operation) => operation,
            Self::Described(operation) => operation,
        }
    }
}

impl From<&'static Operation> for Handle {
    fn from(operation: &'static Operation) -> Self {
        Self::Known(operation)
    }
}

impl From<Operation> for Handle {
    fn from(operation: Operation) -> Self {
        Self::Described(Arc::new(operation))
    }
}

impl From<&Handle> for Handle {
    fn from(handle: &Handle) -> Self {
        handle.clone()
    }
}
