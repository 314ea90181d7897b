//! Something that goes step by step, for streams: a step is a future that takes it and gives it back.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Something that goes step by step. What a step has begun is not lost when nobody waits for it: the next poll goes on
/// with it.
pub(crate) enum Steps<S, T> {
    /// Between two steps.
    Resting(Box<S>),
    /// Within one.
    Going(Step<S, T>),
    /// After the last one.
    Over,
}

/// A step, and what it gives.
pub(crate) type Step<S, T> = Pin<Box<dyn Future<Output = (Box<S>, T)> + Send>>;

impl<S, T> Steps<S, T> {
    pub(crate) fn new(steps: S) -> Self {
        Self::Resting(Box::new(steps))
    }

    /// Goes on with the step that was begun, or begins another; `None` after the last one.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
        begin: fn(Box<S>) -> Step<S, T>,
    ) -> Poll<Option<T>> {
        let mut step = match std::mem::replace(self, Self::Over) {
            Self::Over => return Poll::Ready(None),
            Self::Resting(steps) => begin(steps),
            Self::Going(step) => step,
        };
        let Poll::Ready((steps, given)) = step.as_mut().poll(context) else {
            *self = Self::Going(step);
            return Poll::Pending;
        };
        *self = Self::Resting(steps);
        Poll::Ready(Some(given))
    }

    /// Returns what goes step by step, between two of them.
    pub(crate) fn resting(&self) -> Option<&S> {
        match self {
            Self::Resting(steps) => Some(steps),
            Self::Going(_) | Self::Over => None,
        }
    }

    /// Makes the last step the last one.
    pub(crate) fn end(&mut self) {
        *self = Self::Over;
    }
}
