//! The rate limits of the API: an exact sliding window and a limit a day, for each location or company of an app.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

/// The period of the daily limit.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How many requests a location or a company may send through an app, for
/// [`Builder::rate_limit`](crate::Builder::rate_limit).
///
/// The default is what the API documents: 100 in 10 seconds, and 200,000 a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests are taken in any interval.
    pub max: u32,
    /// The length of the interval.
    pub interval: Duration,
    /// How many requests are taken in a day, which begins with the first of them.
    pub daily: u32,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            max: 100,
            interval: Duration::from_secs(10),
            daily: 200_000,
        }
    }
}

/// Counts the requests of each resource.
pub struct Limiter {
    limit: RateLimit,
    windows: Mutex<BTreeMap<String, Window>>,
}

/// The requests of one resource.
struct Window {
    recent: VecDeque<Instant>,
    day: Instant,
    today: u32,
}

/// What the limits say of a request.
#[derive(Clone, Debug)]
pub struct Quota {
    /// Whether the request is one too many.
    pub is_exceeded: bool,
    /// The headers of its answer.
    pub headers: HeaderMap,
}

impl Limiter {
    /// Counts up to this limit.
    pub fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            windows: Mutex::default(),
        }
    }

    /// Counts a request, unless it is one too many.
    pub fn count(&self, resource: &str) -> Quota {
        let now = Instant::now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows
            .entry(resource.to_owned())
            .or_insert_with(|| Window::new(now));
        window.forget(now, self.limit.interval);
        let is_exceeded = window.recent.len() as u64 >= u64::from(self.limit.max)
            || window.today >= self.limit.daily;
        if !is_exceeded {
            window.recent.push_back(now);
            window.today += 1;
        }
        Quota {
            is_exceeded,
            headers: self.headers(window, now),
        }
    }

    fn headers(&self, window: &Window, now: Instant) -> HeaderMap {
        let RateLimit {
            max,
            interval,
            daily,
        } = self.limit;
        let recent = u32::try_from(window.recent.len()).unwrap_or(u32::MAX);
        let reset = DAY.saturating_sub(now.saturating_duration_since(window.day));
        let numbers = [
            ("x-ratelimit-limit-daily", u128::from(daily)),
            (
                "x-ratelimit-daily-remaining",
                daily.saturating_sub(window.today).into(),
            ),
            ("x-ratelimit-daily-reset", reset.as_millis()),
            ("x-ratelimit-interval-milliseconds", interval.as_millis()),
            ("x-ratelimit-max", max.into()),
            ("x-ratelimit-remaining", max.saturating_sub(recent).into()),
        ];
        let headers = numbers.into_iter().filter_map(|(name, number)| {
            let value = HeaderValue::from_str(&number.to_string()).ok()?;
            Some((HeaderName::from_static(name), value))
        });
        headers.collect()
    }
}

impl Window {
    fn new(now: Instant) -> Self {
        Self {
            recent: VecDeque::new(),
            day: now,
            today: 0,
        }
    }

    /// Drops what no longer counts.
    fn forget(&mut self, now: Instant, interval: Duration) {
        while let Some(first) = self.recent.front()
            && now.saturating_duration_since(*first) >= interval
        {
            self.recent.pop_front();
        }
        if now.saturating_duration_since(self.day) >= DAY {
            self.day = now;
            self.today = 0;
        }
    }
}
