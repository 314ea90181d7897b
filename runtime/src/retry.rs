//! Retries: which attempts of a call are repeated, when, and how often.
//!
//! What is repeated follows from what is known of the attempt, and from whether the operation does no more when it is
//! asked twice ([`Operation::is_idempotent`](crate::Operation::is_idempotent): `GET`, `PUT`, `DELETE`, and what the
//! documents mark so):
//!
//! | the attempt ended in | idempotent | any other |
//! |---|---|---|
//! | no connection: nothing was sent | repeated | repeated |
//! | 429: the API refused to act | repeated | repeated |
//! | 408, 502, 503, 504: something in between gave up | repeated | never |
//! | no answer in time | repeated | never |
//! | a connection that broke before the answer was whole | repeated | never |
//! | 500, or any other status | never | never |
//! | an answer of success that cannot be read | never | never |
//!
//! So a message whose sending may have succeeded is never sent twice. A 500 is not repeated because this API answers so
//! to requests that are wrong, and they stay wrong. A `DELETE` that is repeated after it took effect may end in a 404.
//!
//! A body that cannot be sent again, because it came from a reader, is repeated only while none of it was read.
//!
//! Between attempts a call waits a random time up to a limit that doubles with each attempt ("full jitter"), or as long
//! as the answer asks for in `Retry-After`, and a little more. It does not wait beyond its deadline, and not at all if an
//! answer asks for more than [`RetryPolicy::max_delay`]: then the last error is the result. A [`RetryBudget`] keeps a
//! client from repeating calls to a service that is down. After a 429 it is the [limiter](crate::limit) that holds calls
//! back, or the budget where there is none.
//!
//! The policy is set for a client ([`ClientBuilder::retry`](crate::ClientBuilder::retry)) or a call
//! ([`Call::retry`](crate::Call::retry)).
//!
//! ```
//! use std::time::Duration;
//!
//! use highlevel_runtime::retry::RetryPolicy;
//!
//! let patient = RetryPolicy::standard().attempts(8).max_delay(Duration::from_secs(60));
//! let never = RetryPolicy::none();
//! ```

mod after;
mod budget;
mod decision;
mod policy;

#[cfg(test)]
mod tests;

pub use self::budget::RetryBudget;
pub use self::policy::RetryPolicy;

pub(crate) use self::after::retry_after;
pub(crate) use self::decision::{Attempt, Decision, Outcome};
