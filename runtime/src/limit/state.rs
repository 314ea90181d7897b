//! What a limiter knows of a resource.

use std::time::Duration;

/// What a [`SlidingWindow`](super::SlidingWindow) knows of a resource at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitState {
    /// How many calls fit into any window.
    pub max: u64,
    /// How long a window is.
    pub interval: Duration,
    /// How many calls could go at once.
    pub remaining: u64,
    /// How many calls wait for their turn.
    pub waiting: usize,
    /// How long no call will go, after the API refused one (429).
    pub closed_for: Option<Duration>,
    /// How many calls fit into a day.
    pub daily_max: u64,
    /// How many calls are left of the day.
    pub daily_remaining: u64,
    /// When the day is over, by what the API said or a day after the first call; none if no call was made yet.
    pub daily_ends_in: Option<Duration>,
}
