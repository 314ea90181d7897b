//! What the headers of an answer say of the limits.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName};

use crate::retry::retry_after;

/// Times beyond this are no limits of this API: a stray value must not close a client for good.
pub(super) const LONGEST: Duration = Duration::from_secs(2 * 24 * 60 * 60);

const MAX: HeaderName = HeaderName::from_static("x-ratelimit-max");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const INTERVAL: HeaderName = HeaderName::from_static("x-ratelimit-interval-milliseconds");
const DAILY_MAX: HeaderName = HeaderName::from_static("x-ratelimit-limit-daily");
const DAILY_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-daily-remaining");
const DAILY_RESET: HeaderName = HeaderName::from_static("x-ratelimit-daily-reset");

/// What an answer says of the limits; what it does not say, or says in no way that could be, is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) max: Option<u64>,
    pub(super) remaining: Option<u64>,
    pub(super) interval: Option<Duration>,
    pub(super) daily_max: Option<u64>,
    pub(super) daily_remaining: Option<u64>,
    /// From now on.
    pub(super) daily_ends_in: Option<Duration>,
    /// When to come back, which this API does not say as of today.
    pub(super) retry_after: Option<Duration>,
}

impl Told {
    pub(super) fn by(headers: &HeaderMap) -> Self {
        Self {
            max: number(headers, &MAX).filter(|max| *max > 0),
            remaining: number(headers, &REMAINING),
            interval: time(headers, &INTERVAL).filter(|interval| !interval.is_zero()),
            daily_max: number(headers, &DAILY_MAX).filter(|max| *max > 0),
            daily_remaining: number(headers, &DAILY_REMAINING),
            daily_ends_in: time(headers, &DAILY_RESET),
            retry_after: retry_after(headers, SystemTime::now()).filter(|wait| !wait.is_zero()),
        }
    }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    // `parse` would take a plus sign too.
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(())?;
    text.parse().ok()
}

fn time(headers: &HeaderMap, name: &HeaderName) -> Option<Duration> {
    number(headers, name)
        .map(Duration::from_millis)
        .filter(|time| *time <= LONGEST)
}
