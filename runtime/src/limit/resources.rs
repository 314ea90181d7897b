//! What is known of all resources, and when one is forgotten.

use std::collections::BTreeMap;
use std::task::Waker;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::Resource;
use super::admission::Settings;
use super::daily::{Daily, DailyLimit};
use super::headers::Told;
use super::queue::Queue;
use super::state::LimitState;
use super::window::Window;

/// How long an answer can hold all calls back at most: then one of them finds out whether that is still so.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How many resources are known before the first look for idle ones.
const FEW: usize = 64;

/// How many resources with nothing going on are kept for what they know of their day.
const MANY: usize = 10_000;

/// All resources; idle ones are forgotten.
#[derive(Debug)]
pub(super) struct Resources {
    known: BTreeMap<Resource, Counts>,
    /// How many resources there are when idle ones are looked for.
    sweep_at: usize,
}

/// What is counted for one resource.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) window: Window,
    pub(super) daily: Daily,
    pub(super) queue: Queue,
    last_used: Instant,
}

/// What a call is told that asks for a place.
#[derive(Debug)]
pub(super) enum Turn {
    Go,
    /// Ask again at this time, or when called.
    Wait(Option<Instant>),
    Refused(DailyLimit),
}

impl Default for Resources {
    fn default() -> Self {
        Self {
            known: BTreeMap::new(),
            sweep_at: FEW,
        }
    }
}

impl Resources {
    /// Finds the counts of a resource, as of now, or begins them.
    pub(super) fn counts(
        &mut self,
        resource: &Resource,
        settings: &Settings,
        now: Instant,
    ) -> &mut Counts {
        if self.known.len() >= self.sweep_at && !self.known.contains_key(resource) {
            self.sweep(now);
        }
        // `entry` would want a resource of its own at each call.
        if !self.known.contains_key(resource) {
            self.known
                .insert(resource.clone(), Counts::new(settings, now));
        }
        let counts = self
            .known
            .get_mut(resource)
            .expect("a resource that was just put there");
        counts.advance(now);
        counts
    }

    /// Finds the counts of a resource, as of now.
    pub(super) fn find(&mut self, resource: &Resource, now: Instant) -> Option<&mut Counts> {
        let counts = self.known.get_mut(resource)?;
        counts.advance(now);
        Some(counts)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    fn sweep(&mut self, now: Instant) {
        self.known.retain(|_, counts| {
            counts.advance(now);
            counts.window.shrink();
            !counts.is_idle()
        });
        self.drop_quiet();
        self.sweep_at = FEW.max(self.known.len() * 2);
    }

    /// Forgets what was not used for longest among too many resources of which only the day is known.
    fn drop_quiet(&mut self) {
        let mut quiet: Vec<_> = self
            .known
            .iter()
            .filter(|(_, counts)| counts.is_quiet())
            .map(|(resource, counts)| (counts.last_used, resource.clone()))
            .collect();
        if quiet.len() <= MANY {
            return;
        }
        quiet.sort_unstable();
        for (_, resource) in &quiet[..quiet.len() - MANY] {
            self.known.remove(resource);
        }
    }
}

impl Counts {
    pub(super) fn new(settings: &Settings, now: Instant) -> Self {
        Self {
            window: Window::new(settings.max, settings.interval),
            daily: Daily::new(settings.daily),
            queue: Queue::default(),
            last_used: now,
        }
    }

    /// Lets the call of this number go, or says what else it is to do.
    pub(super) fn ask(
        &mut self,
        number: u64,
        ticket: Option<u64>,
        settings: &Settings,
        now: Instant,
    ) -> Turn {
        self.last_used = now;
        let over = self.daily.closed_until(now);
        if let Some(until) = over.filter(|_| !settings.wait_for_daily_limit) {
            return Turn::Refused(self.daily.refusal(until, now));
        }
        if !self.queue.is_turn(ticket) {
            return Turn::Wait(None);
        }
        if over.is_some() {
            return Turn::Wait(over);
        }
        if let Err(until) = self.window.take(number) {
            return Turn::Wait(until);
        }
        self.daily.count(now);
        Turn::Go
    }

    /// Learns from an answer.
    pub(super) fn observe(
        &mut self,
        status: StatusCode,
        told: &Told,
        now: Instant,
    ) -> Option<Waker> {
        let unseen = self.window.used();
        self.window.correct(told, now);
        self.daily.correct(told, unseen, now);
        if status == StatusCode::TOO_MANY_REQUESTS && !self.daily.is_exhausted() {
            let wait = told.retry_after.unwrap_or(self.window.interval());
            self.window.close(wait.min(LONGEST_PAUSE), now);
        }
        self.queue.call_first()
    }

    pub(super) fn state(&self, now: Instant) -> LimitState {
        LimitState {
            max: self.window.max(),
            interval: self.window.interval(),
            remaining: self.window.remaining(),
            waiting: self.queue.len(),
            closed_for: self.window.closed_until().map(|until| until - now),
            daily_max: self.daily.max(),
            daily_remaining: self.daily.remaining(),
            daily_ends_in: self
                .daily
                .ends()
                .map(|ends| ends.saturating_duration_since(now)),
        }
    }

    fn advance(&mut self, now: Instant) {
        self.window.advance(now);
        self.daily.advance(now);
    }

    /// Whether nothing is going on.
    fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.window.is_empty()
    }

    /// Whether nothing is known that a new count would not know.
    fn is_idle(&self) -> bool {
        self.is_quiet() && self.daily.ends().is_none()
    }
}
