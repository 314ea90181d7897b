//! The limiter that a client has unless it is given another.

use std::fmt;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::admission::{Settings, Shared, admitted};
use super::headers::{LONGEST, Told};
use super::resources::Counts;
use super::{Acquiring, LimitState, RateLimiter, Resource};

/// Keeps an exact log of the calls of each resource: at no moment have more of them gone in the last interval than the
/// API takes.
///
/// - First come, first served; a call that is given up leaves the queue, and nobody waits longer for it.
/// - What an answer says (`X-RateLimit-…`) wins over what was set, also where it tells that other programs spend from
///   the same limit. A 429 lets nothing go for a whole interval, since the API does not say when to come back.
/// - A call holds its place while it runs, however long that takes, and for an interval after its answer: only then has
///   the API forgotten it for certain.
/// - A resource is forgotten once neither window nor day knows of a call. Nothing runs while nobody waits.
///
/// Clones share what they count. A setter begins a count of its own, with nothing in it: set first, then clone.
///
/// ```
/// use std::time::Duration;
///
/// use highlevel_runtime::limit::{RateLimiter, Resource, SlidingWindow};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), highlevel_runtime::limit::DailyLimit> {
/// let limiter = SlidingWindow::new().burst(2, Duration::from_secs(10));
/// let location = Resource::sub_account("ve9EPM428h8vShlRW1KT");
/// let first = limiter.acquire(&location).await?;
/// let second = limiter.acquire(&location).await?;
/// assert_eq!(limiter.state(&location).remaining, 0);
/// drop((first, second));
/// limiter.acquire(&location).await?; // ten seconds later
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SlidingWindow {
    shared: Arc<Shared>,
}

impl SlidingWindow {
    /// Makes a limiter with the limits that the API documents: 100 calls in 10 seconds, 200,000 a day.
    pub fn new() -> Self {
        Self::with(Settings {
            max: 100,
            interval: Duration::from_secs(10),
            daily: 200_000,
            wait_for_daily_limit: false,
        })
    }

    /// Sets how many calls may go in any interval until an answer says otherwise: at least one, in at most two days.
    #[must_use = "the limiter that is returned is another one"]
    pub fn burst(self, max: u64, interval: Duration) -> Self {
        Self::with(Settings {
            max: max.max(1),
            interval: interval.clamp(Duration::from_millis(1), LONGEST),
            ..self.shared.settings
        })
    }

    /// Sets how many calls may go in a day until an answer says otherwise: at least one.
    #[must_use = "the limiter that is returned is another one"]
    pub fn daily(self, max: u64) -> Self {
        Self::with(Settings {
            daily: max.max(1),
            ..self.shared.settings
        })
    }

    /// Lets calls wait for the next day when those of this day are used up, instead of ending them in an error. Where the
    /// API does not say when the day ends, one of them tries each minute.
    #[must_use = "the limiter that is returned is another one"]
    pub fn wait_for_daily_limit(self, wait: bool) -> Self {
        Self::with(Settings {
            wait_for_daily_limit: wait,
            ..self.shared.settings
        })
    }

    /// Tells what is known of a resource now.
    pub fn state(&self, resource: &Resource) -> LimitState {
        let now = Instant::now();
        match self.shared.resources().find(resource, now) {
            Some(counts) => counts.state(now),
            None => Counts::new(&self.shared.settings, now).state(now),
        }
    }

    fn with(settings: Settings) -> Self {
        Self {
            shared: Arc::new(Shared::new(settings)),
        }
    }

    #[cfg(test)]
    pub(super) fn known(&self) -> usize {
        self.shared.resources().len()
    }
}

impl RateLimiter for SlidingWindow {
    fn acquire<'a>(&'a self, resource: &'a Resource) -> Acquiring<'a> {
        Box::pin(admitted(&self.shared, resource))
    }

    fn observe(&self, resource: &Resource, status: StatusCode, headers: &HeaderMap) {
        let (told, now) = (Told::by(headers), Instant::now());
        let mut resources = self.shared.resources();
        let first = resources
            .counts(resource, &self.shared.settings, now)
            .observe(status, &told, now);
        drop(resources);
        first.into_iter().for_each(Waker::wake);
    }
}

impl Default for SlidingWindow {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for SlidingWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SlidingWindow")
            .field("settings", &self.shared.settings)
            .finish_non_exhaustive()
    }
}
