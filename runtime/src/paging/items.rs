//! All items of a list, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::pages::Pages;
use super::position::Position;
#[cfg(feature = "blocking")]
use super::waiting::Waiting;
use crate::error::Error;
use crate::reply::{Answer, Reply};

/// All items of a list, from [`ListCall::items`](crate::ListCall::items).
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who use no streams. A page is asked for once all items
/// of the page before were taken. A page whose items are of no documented type is an error: none is left out without a
/// word. After an error it is over.
#[must_use = "a list does nothing until its items are asked for"]
pub struct Items<T, Item> {
    pages: Pages<T>,
    items: fn(T) -> Vec<Item>,
    /// What is left of the page.
    page: vec::IntoIter<Item>,
    /// Where the page is.
    position: Option<Position>,
    /// How many of its items were taken.
    taken: u64,
}

impl<T: Answer, Item> Items<T, Item> {
    /// Gets the next item; `None` at the end.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Item, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            let position = self.pages.position();
            let items = self.items;
            let read = |reply: Reply, filled| {
                let (operation, status, body) = (
                    reply.operation().clone(),
                    reply.status(),
                    reply.body().clone(),
                );
                let items = items(T::read(reply)?);
                if items.len() as u64 >= filled {
                    return Ok(items);
                }
                let reason = "its items are of no type that is documented";
                Err(Error::decode(&operation, status, body, reason))
            };
            match ready!(self.pages.poll_read(context, read)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(items)) => self.turn(items, position),
            }
        }
    }

    /// Goes to a page, and in it to where its position says.
    fn turn(&mut self, items: Vec<Item>, position: Option<Position>) {
        self.taken = position.as_ref().map_or(0, |position| position.skip);
        self.position = position;
        self.page = items.into_iter();
        for _ in 0..self.taken {
            if self.page.next().is_none() {
                break;
            }
        }
    }
}

impl<T, Item> Items<T, Item> {
    /// Returns where the next item is, or where the last page failed; `None` if all were had.
    pub fn position(&self) -> Option<Position> {
        if self.page.len() == 0 {
            return self.pages.position();
        }
        self.position
            .as_ref()
            .map(|position| position.within(self.taken))
    }

    /// Gets the items one after the other on this thread, for programs that are not asynchronous.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Waiting<Self> {
        let operation = self.pages.operation().clone();
        Waiting::new(self, operation)
    }

    pub(super) fn new(pages: Pages<T>, items: fn(T) -> Vec<Item>) -> Self {
        Self {
            pages,
            items,
            page: Vec::new().into_iter(),
            position: None,
            taken: 0,
        }
    }
}

// No item is ever polled, so none has to stay where it is.
impl<T, Item> Unpin for Items<T, Item> {}

impl<T: Answer, Item> Stream for Items<T, Item> {
    type Item = Result<Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T, Item> fmt::Debug for Items<T, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}
