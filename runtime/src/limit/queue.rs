//! Who waits for a place, in the order of coming.

use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

/// The calls that wait, by their ticket; only the first of them asks for a place, and only it keeps a timer.
#[derive(Debug, Default)]
pub(super) struct Queue {
    next: u64,
    waiting: BTreeMap<u64, Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    called: bool,
    waker: Option<Waker>,
}

impl Queue {
    /// Joins the end and returns a ticket.
    pub(super) fn join(&mut self) -> u64 {
        let ticket = self.next;
        self.next += 1;
        self.waiting.insert(ticket, Waiting::default());
        ticket
    }

    pub(super) fn leave(&mut self, ticket: u64) {
        self.waiting.remove(&ticket);
    }

    /// Whether it is the turn of a ticket, or of somebody without one.
    pub(super) fn is_turn(&self, ticket: Option<u64>) -> bool {
        self.waiting.keys().next().copied() == ticket
    }

    /// Tells the first that it should ask again; the waker is for the caller to wake, once nothing is locked.
    #[must_use = "the first sleeps until the waker is woken"]
    pub(super) fn call_first(&mut self) -> Option<Waker> {
        let mut first = self.waiting.first_entry()?;
        first.get_mut().called = true;
        first.get_mut().waker.take()
    }

    /// Is ready once the ticket was called.
    pub(super) fn poll_called(&mut self, ticket: u64, context: &mut Context<'_>) -> Poll<()> {
        let Some(waiting) = self.waiting.get_mut(&ticket) else {
            return Poll::Ready(());
        };
        if std::mem::take(&mut waiting.called) {
            return Poll::Ready(());
        }
        match &mut waiting.waker {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
        Poll::Pending
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}
