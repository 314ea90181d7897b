//! The calls of one resource in the last interval, as a log; time is handed in.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::headers::Told;

/// The API counts in whole milliseconds, so a place is free one after the interval.
const MARGIN: Duration = Duration::from_millis(1);

/// A log of the calls that may still count at the API.
///
/// A call counts from when it may go until an interval after its answer, because nobody here knows when in between the
/// API counted it: so no window of the API's clock holds more than the maximum. A call that runs counts however long it
/// takes, because the API may count it at its end.
#[derive(Debug)]
pub(super) struct Window {
    max: u64,
    interval: Duration,
    /// The numbers of the calls that are not answered yet.
    running: BTreeSet<u64>,
    /// When calls were counted at the latest, in order, and how many.
    counted: VecDeque<(Instant, u64)>,
    /// The sum of `counted`.
    sum: u64,
    closed_until: Option<Instant>,
}

impl Window {
    pub(super) fn new(max: u64, interval: Duration) -> Self {
        Self {
            max,
            interval,
            running: BTreeSet::new(),
            counted: VecDeque::new(),
            sum: 0,
            closed_until: None,
        }
    }

    /// Forgets what counts no longer.
    pub(super) fn advance(&mut self, now: Instant) {
        while let Some(&(at, count)) = self.counted.front() {
            if at + self.interval + MARGIN > now {
                break;
            }
            self.counted.pop_front();
            self.sum = self.sum.saturating_sub(count);
        }
        self.closed_until = self.closed_until.filter(|until| *until > now);
    }

    /// Lets the call of this number go, or says when to ask again; `None` if only the end of a call changes anything.
    pub(super) fn take(&mut self, number: u64) -> Result<(), Option<Instant>> {
        if let Some(until) = self.closed_until {
            return Err(Some(until));
        }
        if self.used() >= self.max {
            return Err(self.next_change());
        }
        self.running.insert(number);
        Ok(())
    }

    /// Notes that the API has counted a call.
    pub(super) fn end(&mut self, number: u64, now: Instant) {
        if self.running.remove(&number) {
            self.log(now, 1);
        }
    }

    /// Takes back a call that was not sent; says whether it still counted.
    pub(super) fn take_back(&mut self, number: u64) -> bool {
        self.running.remove(&number)
    }

    /// Learns from an answer.
    pub(super) fn correct(&mut self, told: &Told, now: Instant) {
        if let Some(max) = told.max {
            self.max = max;
        }
        if let Some(interval) = told.interval {
            self.interval = interval;
        }
        // What the API has counted and this log does not know of was sent by somebody else.
        if let Some(remaining) = told.remaining {
            let others = self
                .max
                .saturating_sub(remaining)
                .saturating_sub(self.used());
            self.log(now, others);
        }
    }

    /// Lets nothing go for a time, at least.
    pub(super) fn close(&mut self, time: Duration, now: Instant) {
        self.closed_until = self.closed_until.max(now.checked_add(time + MARGIN));
    }

    pub(super) fn used(&self) -> u64 {
        self.sum.saturating_add(self.running.len() as u64)
    }

    pub(super) fn remaining(&self) -> u64 {
        match self.closed_until {
            Some(_) => 0,
            None => self.max.saturating_sub(self.used()),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.running.is_empty() && self.counted.is_empty() && self.closed_until.is_none()
    }

    /// Gives back what an emptied log no longer needs.
    pub(super) fn shrink(&mut self) {
        self.counted.shrink_to_fit();
    }

    pub(super) fn max(&self) -> u64 {
        self.max
    }

    pub(super) fn interval(&self) -> Duration {
        self.interval
    }

    pub(super) fn closed_until(&self) -> Option<Instant> {
        self.closed_until
    }

    fn log(&mut self, at: Instant, count: u64) {
        if count == 0 {
            return;
        }
        self.sum = self.sum.saturating_add(count);
        let place = self.counted.partition_point(|(other, _)| *other < at);
        match self.counted.get_mut(place) {
            Some((other, sum)) if *other == at => *sum = sum.saturating_add(count),
            _ => self.counted.insert(place, (at, count)),
        }
    }

    /// When the first place becomes free whose call has ended.
    fn next_change(&self) -> Option<Instant> {
        let (counted, _) = self.counted.front()?;
        Some(*counted + self.interval + MARGIN)
    }
}
