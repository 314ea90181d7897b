//! The settings: how often, how long.

use std::time::Duration;

use super::budget::RetryBudget;
use crate::random;

/// How often a call is attempted, and how long it waits in between.
///
/// It can be set for a client and for a call. Cheap to clone.
///
/// ```
/// use std::time::Duration;
///
/// use highlevel_runtime::retry::RetryPolicy;
///
/// let policy = RetryPolicy::standard().attempts(3).base_delay(Duration::from_millis(200));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a policy does nothing until it is given to a client or a call"]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    budget: Option<RetryBudget>,
}

impl RetryPolicy {
    /// Makes the policy that a client has unless it is given another: five attempts, a base of half a second, 20
    /// seconds at most.
    pub fn standard() -> Self {
        Self {
            attempts: 5,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            budget: None,
        }
    }

    /// Makes a policy that repeats nothing.
    pub fn none() -> Self {
        Self::standard().attempts(1)
    }

    /// Sets how often a call is attempted, the first time included; none counts as one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the limit of the wait after the first attempt, which doubles after each further one.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets how long a call waits between two attempts by itself, and how much an answer may ask for: one that asks for
    /// more ends the call.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the budget. Without this, a client has one of its own, which its calls share whatever their policy.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// The budget of this policy, or the one of the client.
    pub(crate) fn budget_or<'a>(&'a self, client: &'a RetryBudget) -> &'a RetryBudget {
        self.budget.as_ref().unwrap_or(client)
    }

    /// How long to wait after the attempt of this number, counted from 1; `None` if it was the last.
    pub(super) fn delay(&self, number: u32, asked: Option<Duration>) -> Option<Duration> {
        if number >= self.attempts {
            return None;
        }
        let base = self.base_delay.min(self.max_delay);
        match asked {
            Some(asked) if asked > self.max_delay => None,
            // Many calls may have been told the same: they are not to come back all at once.
            Some(asked) => Some(asked.saturating_add(random::up_to(base))),
            None => {
                let doubled = 1_u32
                    .checked_shl(number.saturating_sub(1))
                    .unwrap_or(u32::MAX);
                let longest = base.saturating_mul(doubled).min(self.max_delay);
                Some(random::up_to(longest))
            }
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}
