//! The limit of a day.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::headers::Told;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The calls of a day are used up.
///
/// ```
/// use std::time::Duration;
///
/// use highlevel_runtime::limit::DailyLimit;
///
/// let limit = DailyLimit::new(200_000, Duration::from_secs(3 * 3600 + 61));
/// assert_eq!(limit.to_string(), "the 200000 calls of the day are used up: more can be made in 3 h 2 min");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyLimit {
    max: u64,
    ends_in: Duration,
}

impl DailyLimit {
    /// Says how many calls a day has, and when the next day begins.
    pub fn new(max: u64, ends_in: Duration) -> Self {
        Self { max, ends_in }
    }

    /// Returns how many calls a day has.
    pub fn max(&self) -> u64 {
        self.max
    }

    /// Returns how long it is until calls can be made again.
    pub fn ends_in(&self) -> Duration {
        self.ends_in
    }
}

impl fmt::Display for DailyLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.ends_in.as_secs().div_ceil(60);
        write!(
            f,
            "the {} calls of the day are used up: more can be made in {} h {} min",
            self.max,
            minutes / 60,
            minutes % 60
        )
    }
}

impl Error for DailyLimit {}

/// The calls of one resource in a day.
#[derive(Debug)]
pub(super) struct Daily {
    max: u64,
    used: u64,
    /// When the count begins anew; `None` before the first call.
    ends: Option<Instant>,
}

impl Daily {
    pub(super) fn new(max: u64) -> Self {
        Self {
            max,
            used: 0,
            ends: None,
        }
    }

    /// Begins a new day if the last one is over.
    pub(super) fn advance(&mut self, now: Instant) {
        if self.ends.is_some_and(|ends| ends <= now) {
            self.ends = None;
            self.used = 0;
        }
    }

    /// Says when the day ends, if it has no call left.
    pub(super) fn exhausted(&self) -> Option<Instant> {
        self.ends.filter(|_| self.used >= self.max)
    }

    pub(super) fn count(&mut self, now: Instant) {
        self.used = self.used.saturating_add(1);
        self.ends.get_or_insert_with(|| now + DAY);
    }

    pub(super) fn uncount(&mut self) {
        self.used = self.used.saturating_sub(1);
    }

    /// Corrects the count. `unseen` is how many calls the answer may not know of yet: those of the last window.
    pub(super) fn correct(&mut self, told: &Told, unseen: u64, now: Instant) {
        if let Some(max) = told.daily_max {
            self.max = max;
        }
        if let Some(ends_in) = told.daily_ends_in {
            self.ends = now.checked_add(ends_in);
        }
        if let Some(remaining) = told.daily_remaining {
            let used = self.max.saturating_sub(remaining);
            self.used = self.used.clamp(used, used.saturating_add(unseen));
            self.ends.get_or_insert_with(|| now + DAY);
        }
    }

    pub(super) fn max(&self) -> u64 {
        self.max
    }

    pub(super) fn remaining(&self) -> u64 {
        self.max.saturating_sub(self.used)
    }

    pub(super) fn ends(&self) -> Option<Instant> {
        self.ends
    }

    pub(super) fn refusal(&self, ends: Instant, now: Instant) -> DailyLimit {
        DailyLimit::new(self.max, ends.saturating_duration_since(now))
    }
}
