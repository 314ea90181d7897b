//! The decision after an attempt; the table at the top of the module, as code.

use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::budget::RetryBudget;
use super::policy::RetryPolicy;

/// How an attempt ended that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The head of an answer came, and not with success. The body may have broken off.
    Status(StatusCode),
    /// There was no connection: nothing was sent.
    NotSent,
    /// The connection broke before an answer came, or while an answer of success did.
    Interrupted,
    /// No whole answer came in time.
    TimedOut,
}

/// An attempt that did not succeed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// Counted from 1.
    pub(crate) number: u32,
    pub(crate) outcome: Outcome,
    /// Whether the operation does no more when it is asked twice.
    pub(crate) idempotent: bool,
    /// Whether the body can be sent again.
    pub(crate) replayable: bool,
    /// Whether a limiter holds calls back that the API refuses for their number.
    pub(crate) limited: bool,
    /// What the answer asks for in `Retry-After`.
    pub(crate) retry_after: Option<Duration>,
    /// When the whole call has to be over.
    pub(crate) deadline: Option<Instant>,
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Another one, after a time; `paid` if the budget paid for it.
    Retry { after: Duration, paid: bool },
    /// Nothing: its error is the result of the call.
    Stop,
}

impl Outcome {
    /// Whether the call may be sent again, by what is known of its effect.
    pub(crate) fn may_be_repeated(self, idempotent: bool) -> bool {
        match self {
            Self::NotSent => true,
            Self::Status(StatusCode::TOO_MANY_REQUESTS) => true,
            Self::Status(
                StatusCode::REQUEST_TIMEOUT
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT,
            ) => idempotent,
            Self::Status(_) => false,
            Self::Interrupted | Self::TimedOut => idempotent,
        }
    }
}

impl RetryPolicy {
    /// Decides what follows an attempt, and takes from the budget what it costs.
    pub(crate) fn decide(&self, attempt: &Attempt, budget: &RetryBudget) -> Decision {
        if !attempt.replayable || !attempt.outcome.may_be_repeated(attempt.idempotent) {
            return Decision::Stop;
        }
        let Some(after) = self.delay(attempt.number, attempt.retry_after) else {
            return Decision::Stop;
        };
        if !attempt.allows(after) {
            return Decision::Stop;
        }
        let paid = !attempt.is_free();
        if paid && !budget.take() {
            return Decision::Stop;
        }
        Decision::Retry { after, paid }
    }
}

impl Attempt {
    /// Whether a limiter spaces the retries, so that they cost nothing.
    fn is_free(&self) -> bool {
        self.limited && self.outcome == Outcome::Status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether there is time left after a wait.
    fn allows(&self, after: Duration) -> bool {
        self.deadline.is_none_or(|deadline| {
            Instant::now()
                .checked_add(after)
                .is_some_and(|next| next < deadline)
        })
    }
}
