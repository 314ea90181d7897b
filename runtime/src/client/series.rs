//! The attempts of one call, and whether another follows.

use std::time::{Duration, SystemTime};

use http::HeaderValue;

use super::deadline::Deadline;
use crate::call::prepared::Prepared;
use crate::error::Error;
use crate::reply::Reply;
use crate::retry::{Attempt, Decision, RetryBudget, retry_after};

/// The attempts of one call so far.
pub(super) struct Series<'c> {
    prepared: &'c Prepared,
    budget: &'c RetryBudget,
    deadline: Deadline,
    /// Number of the attempt that runs, from 1. One that a new token had repeated does not count.
    number: u32,
    /// How many repetitions the budget paid for.
    paid: u32,
    /// Whether one of the attempts before may have taken effect.
    arrived: bool,
}

impl<'c> Series<'c> {
    pub(super) fn new(prepared: &'c Prepared, budget: &'c RetryBudget, deadline: Deadline) -> Self {
        Self {
            prepared,
            budget: prepared.retry().budget_or(budget),
            deadline,
            number: 1,
            paid: 0,
            arrived: false,
        }
    }

    /// How long to wait before the next attempt; none if this was the last.
    pub(super) fn pause_after(
        &mut self,
        result: &Result<Reply, Error>,
        authorization: Option<&HeaderValue>,
    ) -> Option<Duration> {
        let outcome = match result {
            Ok(reply) if reply.status().is_success() => {
                self.budget.succeeded(self.paid);
                return None;
            }
            Ok(reply) => reply.outcome(authorization),
            Err(error) => error.outcome()?,
        };
        let asked = match result {
            Ok(reply) => retry_after(reply.headers(), SystemTime::now()),
            // The head of the answer was there, and only its body broke off.
            Err(error) => error.retry_after(),
        };
        let attempt = Attempt {
            number: self.number,
            outcome,
            idempotent: self.prepared.operation.is_idempotent(),
            replayable: self.prepared.is_replayable(),
            limited: self.prepared.client.is_limited(),
            retry_after: asked,
            deadline: self.deadline.at(),
        };
        match self.prepared.retry().decide(&attempt, self.budget) {
            Decision::Stop => None,
            Decision::Retry { after, paid } => {
                self.number += 1;
                self.paid += u32::from(paid);
                // What may be repeated whatever the method took no effect.
                self.arrived |= !outcome.may_be_repeated(false);
                Some(after)
            }
        }
    }

    /// Completes the error of the last attempt by what is known of those before.
    pub(super) fn settle(&self, error: Error) -> Error {
        if self.arrived {
            return error.arrived();
        }
        error
    }
}
