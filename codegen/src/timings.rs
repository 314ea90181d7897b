//! How long the stages take, by a clock that the caller brings: this library has none.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A stage of the pipeline, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Texts to trees, and their layers to one.
    Load,
    /// The corrections.
    Overlay,
    /// The general rules.
    Normalise,
    /// Trees to `openapiv3`.
    Read,
    /// `openapiv3` to the model.
    Lower,
    /// The model to tokens.
    Emit,
    /// Tokens to text.
    Format,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Load => "load",
            Self::Overlay => "overlay",
            Self::Normalise => "normalise",
            Self::Read => "read",
            Self::Lower => "lower",
            Self::Emit => "emit",
            Self::Format => "format",
        })
    }
}

/// The time since any fixed moment.
pub type Clock = fn() -> Duration;

/// Adds up what each stage takes, on all threads; nothing without a clock.
#[derive(Default)]
pub struct Stopwatch {
    clock: Option<Clock>,
    spent: Mutex<Vec<(Stage, Duration)>>,
}

impl Stopwatch {
    /// A stopwatch that measures by this clock, or nothing without one.
    pub fn new(clock: Option<Clock>) -> Self {
        Self {
            clock,
            spent: Mutex::default(),
        }
    }

    /// Does the work of a stage, or a part of it.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let Some(clock) = self.clock else {
            return work();
        };
        let start = clock();
        let done = work();
        let took = clock().saturating_sub(start);
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        match spent.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += took,
            None => spent.push((stage, took)),
        }
        done
    }

    /// What each stage took, in the order of the stages.
    pub fn finish(self) -> Vec<(Stage, Duration)> {
        let mut spent = self
            .spent
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        spent.sort_by_key(|(stage, _)| *stage);
        spent
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::{Stage, Stopwatch};

    /// A clock that is one second later each time.
    fn clock() -> Duration {
        static SECONDS: AtomicU64 = AtomicU64::new(0);
        Duration::from_secs(SECONDS.fetch_add(1, Ordering::Relaxed))
    }

    #[test]
    fn parts_of_a_stage_add_up_in_the_order_of_the_stages() {
        let stopwatch = Stopwatch::new(Some(clock));
        assert_eq!(stopwatch.time(Stage::Format, || 1), 1);
        stopwatch.time(Stage::Load, || ());
        stopwatch.time(Stage::Format, || ());
        let spent = stopwatch.finish();
        let expected = [(Stage::Load, 1), (Stage::Format, 2)];
        assert_eq!(
            spent,
            expected.map(|(stage, seconds)| (stage, Duration::from_secs(seconds)))
        );
    }

    #[test]
    fn without_a_clock_nothing_is_measured() {
        let stopwatch = Stopwatch::default();
        stopwatch.time(Stage::Load, || ());
        assert!(stopwatch.finish().is_empty());
    }
}
