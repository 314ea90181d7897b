//! Admission: how a call comes by its place, and how it gives it up.

use std::future::poll_fn;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::resources::{Counts, Resources, Turn};
use super::{DailyLimit, Permit, Resource};

/// What the clones of a limiter share.
pub(super) struct Shared {
    pub(super) settings: Settings,
    /// Numbers the calls.
    next: AtomicU64,
    resources: Mutex<Resources>,
}

/// What holds for a resource until an answer says otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) max: u64,
    pub(super) interval: Duration,
    pub(super) daily: u64,
    pub(super) wait_for_daily_limit: bool,
}

impl Shared {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            next: AtomicU64::new(0),
            resources: Mutex::default(),
        }
    }

    pub(super) fn resources(&self) -> MutexGuard<'_, Resources> {
        // Nothing that holds the lock runs code of others, so what it guards is whole.
        self.resources
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is known of a resource, and lets the first in its queue ask again.
    fn change(&self, resource: &Resource, change: impl FnOnce(&mut Counts, Instant)) {
        let now = Instant::now();
        let mut resources = self.resources();
        let first = resources.find(resource, now).and_then(|counts| {
            change(counts, now);
            counts.queue.call_first()
        });
        drop(resources);
        first.into_iter().for_each(Waker::wake);
    }
}

/// Waits for a place.
pub(super) async fn admitted(
    shared: &Arc<Shared>,
    resource: &Resource,
) -> Result<Permit, DailyLimit> {
    let number = shared.next.fetch_add(1, Ordering::Relaxed);
    let mut place: Option<Queued<'_>> = None;
    loop {
        let until = {
            let now = Instant::now();
            let mut resources = shared.resources();
            let counts = resources.counts(resource, &shared.settings, now);
            let ticket = place.as_ref().map(|place| place.ticket);
            match counts.ask(number, ticket, &shared.settings, now) {
                Turn::Go => break,
                Turn::Refused(limit) => return Err(limit),
                Turn::Wait(until) => {
                    place.get_or_insert_with(|| Queued {
                        shared,
                        resource,
                        ticket: counts.queue.join(),
                    });
                    until
                }
            }
        };
        if let Some(place) = &place {
            place.wait(until).await;
        }
    }
    Ok(Permit::counted(Counted {
        shared: Arc::clone(shared),
        resource: resource.clone(),
        number,
    }))
}

/// A place in the queue; dropping it gives it up.
struct Queued<'a> {
    shared: &'a Shared,
    resource: &'a Resource,
    ticket: u64,
}

impl Queued<'_> {
    /// Waits until this time, or until somebody says that it is time to ask again.
    async fn wait(&self, until: Option<Instant>) {
        match until {
            // Whichever comes first, it is time to ask again.
            Some(until) => timeout_at(until, self.called()).await.unwrap_or_default(),
            None => self.called().await,
        }
    }

    async fn called(&self) {
        poll_fn(|context| {
            let mut resources = self.shared.resources();
            match resources.find(self.resource, Instant::now()) {
                Some(counts) => counts.queue.poll_called(self.ticket, context),
                None => Poll::Ready(()),
            }
        })
        .await;
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.shared
            .change(self.resource, |counts, _| counts.queue.leave(self.ticket));
    }
}

/// The place of a call that went.
pub(super) struct Counted {
    shared: Arc<Shared>,
    resource: Resource,
    number: u64,
}

impl Counted {
    pub(super) fn give_back(self) {
        self.shared.change(&self.resource, |counts, _| {
            if counts.window.take_back(self.number) {
                counts.daily.uncount();
            }
        });
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.shared.change(&self.resource, |counts, now| {
            counts.window.end(self.number, now);
        });
    }
}
