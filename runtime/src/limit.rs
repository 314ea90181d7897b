//! Limits: how many calls the API takes in a time, and who holds calls back until they may go.
//!
//! The API counts per app and [`Resource`]: 100 calls in any 10 seconds, and 200,000 a day. A client keeps to that by
//! itself, with a [`SlidingWindow`]; another [`RateLimiter`], for example one that several machines share, can take its
//! place ([`ClientBuilder::rate_limiter`](crate::ClientBuilder::rate_limiter)).
//!
//! | limit | what a call does when it is used up |
//! |---|---|
//! | 100 in 10 seconds | waits for its turn, first come, first served |
//! | 200,000 a day | ends at once in an error that says when the day is over, or waits if the limiter was told to |
//!
//! A 429 holds the calls of its resource back for the 10 seconds, or for as long as it asks for, and for a minute at most.
//! What an answer says of the limits (`X-RateLimit-…`) wins over what was set. Where no answer said when the day ends, a
//! call is let through each minute to find out.
//!
//! ```
//! use std::time::Duration;
//!
//! use highlevel_runtime::limit::{Resource, SlidingWindow};
//!
//! // A trial account is given 25 calls in 10 seconds and 10,000 a day; the answers would tell, this is to know it before.
//! let limiter = SlidingWindow::new().burst(25, Duration::from_secs(10)).daily(10_000);
//! // Clones share what they count: one can be given to a client, the other be asked.
//! let state = limiter.clone().state(&Resource::sub_account("ve9EPM428h8vShlRW1KT"));
//! assert_eq!(state.remaining, 25);
//! ```

mod admission;
mod daily;
mod headers;
mod permit;
mod queue;
mod resource;
mod resources;
mod sliding_window;
mod state;
mod window;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

pub use self::daily::DailyLimit;
pub use self::permit::Permit;
pub use self::resource::Resource;
pub use self::sliding_window::SlidingWindow;
pub use self::state::LimitState;

/// The future of [`RateLimiter::acquire`].
pub type Acquiring<'a> = Pin<Box<dyn Future<Output = Result<Permit, DailyLimit>> + Send + 'a>>;

/// Holds calls back until the API would take them.
///
/// A client asks before each attempt and tells of each answer.
///
/// ```
/// use std::sync::Arc;
///
/// use highlevel_runtime::limit::{Acquiring, Permit, RateLimiter, Resource};
/// use http::{HeaderMap, StatusCode};
/// use tokio::sync::Semaphore;
///
/// /// Lets a number of calls run at the same time, and no more.
/// struct AtOnce(Arc<Semaphore>);
///
/// impl RateLimiter for AtOnce {
///     fn acquire<'a>(&'a self, _resource: &'a Resource) -> Acquiring<'a> {
///         Box::pin(async {
///             let place = self.0.clone().acquire_owned().await;
///             Ok(place.map_or_else(|_closed| Permit::new(), Permit::holding))
///         })
///     }
///
///     fn observe(&self, _resource: &Resource, _status: StatusCode, _headers: &HeaderMap) {}
/// }
/// ```
pub trait RateLimiter: Send + Sync + 'static {
    /// Waits until a call for this resource may go.
    ///
    /// Dropping the future gives the place in the queue back. The permit is kept until the head of the answer is
    /// there, or the attempt has failed.
    ///
    /// # Errors
    ///
    /// If the calls of the day are used up: [`DailyLimit`] says when the day is over.
    fn acquire<'a>(&'a self, resource: &'a Resource) -> Acquiring<'a>;

    /// Learns from the status and the headers of an answer.
    ///
    /// Called while the call's permit is still held.
    fn observe(&self, resource: &Resource, status: StatusCode, headers: &HeaderMap);
}

impl<L: RateLimiter + ?Sized> RateLimiter for Arc<L> {
    fn acquire<'a>(&'a self, resource: &'a Resource) -> Acquiring<'a> {
        (**self).acquire(resource)
    }

    fn observe(&self, resource: &Resource, status: StatusCode, headers: &HeaderMap) {
        (**self).observe(resource, status, headers);
    }
}
