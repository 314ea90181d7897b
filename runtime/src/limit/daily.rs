//! The limit of a day.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::headers::Told;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long it is between two calls that find out whether a day is over whose end nobody knows.
const PROBE: Duration = Duration::from_secs(60);

/// The calls of a day are used up.
///
/// When the day ends is known only if the API said it. If it did not, a call is let through each minute, and its answer
/// tells whether there are calls again.
///
/// ```
/// use std::time::Duration;
///
/// use highlevel_runtime::limit::DailyLimit;
///
/// let limit = DailyLimit::new(200_000, Duration::from_secs(3 * 3600 + 61));
/// assert_eq!(limit.to_string(), "the 200000 calls of the day are used up: more can be made in 3 h 2 min");
/// let limit = DailyLimit::with_unknown_end(200_000, Duration::from_secs(60));
/// assert!(!limit.is_end_known());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyLimit {
    max: u64,
    ends_in: Duration,
    is_end_known: bool,
}

impl DailyLimit {
    /// Says how many calls a day has, and when the next day begins.
    pub fn new(max: u64, ends_in: Duration) -> Self {
        Self {
            max,
            ends_in,
            is_end_known: true,
        }
    }

    /// Says how many calls a day has, and when the next call may find out whether the day is over.
    pub fn with_unknown_end(max: u64, next_in: Duration) -> Self {
        Self {
            max,
            ends_in: next_in,
            is_end_known: false,
        }
    }

    /// Returns how many calls a day has.
    pub fn max(&self) -> u64 {
        self.max
    }

    /// Returns how long it is until calls can be made again; until the next may try, if the end of the day is not known.
    pub fn ends_in(&self) -> Duration {
        self.ends_in
    }

    /// Whether the API has said when the day ends.
    pub fn is_end_known(&self) -> bool {
        self.is_end_known
    }
}

impl fmt::Display for DailyLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.ends_in.as_secs().div_ceil(60);
        write!(
            f,
            "the {} calls of the day are used up: more can be {} in {} h {} min",
            self.max,
            if self.is_end_known { "made" } else { "tried" },
            minutes / 60,
            minutes % 60
        )?;
        if self.is_end_known {
            return Ok(());
        }
        f.write_str(", because the API did not say when the day ends")
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
    /// Whether the API said that.
    is_end_known: bool,
    /// When the last call went, or the API last said that none is left.
    last: Option<Instant>,
}

impl Daily {
    pub(super) fn new(max: u64) -> Self {
        Self {
            max,
            used: 0,
            ends: None,
            is_end_known: false,
            last: None,
        }
    }

    /// Begins a new day if the last one is over.
    pub(super) fn advance(&mut self, now: Instant) {
        if self.ends.is_some_and(|ends| ends <= now) {
            *self = Self::new(self.max);
        }
    }

    /// Whether it has no call left.
    pub(super) fn is_exhausted(&self) -> bool {
        self.ends.is_some() && self.used >= self.max
    }

    /// Says when a call may go, if none may now: when the day ends, or before, to find out whether it has.
    pub(super) fn closed_until(&self, now: Instant) -> Option<Instant> {
        let ends = self.ends.filter(|_| self.is_exhausted())?;
        if self.is_end_known {
            return Some(ends);
        }
        let probe = self.last? + PROBE;
        (probe > now).then(|| probe.min(ends))
    }

    pub(super) fn count(&mut self, now: Instant) {
        self.used = self.used.saturating_add(1);
        self.last = Some(now);
        self.ends.get_or_insert_with(|| now + DAY);
    }

    pub(super) fn uncount(&mut self) {
        self.used = self.used.saturating_sub(1);
        // Nothing was found out.
        self.last = None;
    }

    /// Corrects the count. `unseen` is how many calls the answer may not know of yet: those of the last window.
    pub(super) fn correct(&mut self, told: &Told, unseen: u64, now: Instant) {
        if let Some(max) = told.daily_max {
            self.max = max;
        }
        if let Some(ends_in) = told.daily_ends_in {
            self.ends = now.checked_add(ends_in);
            self.is_end_known = true;
        }
        if let Some(remaining) = told.daily_remaining {
            if remaining == 0 {
                self.last = Some(now);
            }
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

    pub(super) fn refusal(&self, until: Instant, now: Instant) -> DailyLimit {
        let wait = until.saturating_duration_since(now);
        if self.is_end_known {
            return DailyLimit::new(self.max, wait);
        }
        DailyLimit::with_unknown_end(self.max, wait)
    }
}
