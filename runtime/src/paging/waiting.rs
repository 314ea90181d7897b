//! Lists for programs that are not asynchronous.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use super::items::Items;
use super::pages::Pages;
use super::position::Position;
use crate::blocking;
use crate::error::Error;
use crate::operation::handle::Handle;

/// All pages or all items of a list, each waited for on the thread that asks: [`Pages::wait`], [`Items::wait`].
///
/// Where [`Call::wait`](crate::Call::wait) refuses to wait, it gives an error that says so, and is over.
///
/// ```no_run
/// # use highlevel_runtime::{Error, ListCall, Value};
/// # fn example(contacts: ListCall<Value, Value>) -> Result<(), Error> {
/// for contact in contacts.items().wait() {
///     println!("{}", contact?["name"]);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list does nothing until it is iterated over"]
pub struct Waiting<S> {
    stream: S,
    operation: Handle,
    is_over: bool,
}

impl<S> Waiting<S> {
    pub(super) fn new(stream: S, operation: Handle) -> Self {
        Self {
            stream,
            operation,
            is_over: false,
        }
    }
}

impl<T> Waiting<Pages<T>> {
    /// Returns what [`Pages::position`] does.
    pub fn position(&self) -> Option<Position> {
        self.stream.position()
    }
}

impl<T, Item> Waiting<Items<T, Item>> {
    /// Returns what [`Items::position`] does.
    pub fn position(&self) -> Option<Position> {
        self.stream.position()
    }
}

impl<S, T> Iterator for Waiting<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let stream = &mut self.stream;
        match blocking::wait(poll_fn(|context| Pin::new(&mut *stream).poll_next(context))) {
            Ok(next) => next,
            Err(refusal) => {
                self.is_over = true;
                Some(Err(Error::no_wait(&self.operation, refusal)))
            }
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Waiting<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Waiting").field(&self.stream).finish()
    }
}
