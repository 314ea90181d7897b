//! Calls of operations that hand out lists.

use super::items::Items;
use super::pages::Pages;
use super::position::Position;
use crate::call::Call;

/// A [`Call`] of an operation that hands out a list in pages.
pub type ListCall<T, Item> = Call<T, Listed<T, Item>>;

/// What a [`ListCall`] knows besides what a [`Call`] does.
pub struct Listed<T, Item> {
    items: fn(T) -> Vec<Item>,
    start: Option<Position>,
}

impl<T, Item> Listed<T, Item> {
    pub(crate) fn new(items: fn(T) -> Vec<Item>) -> Self {
        Self { items, start: None }
    }
}

impl<T, Item> ListCall<T, Item> {
    /// Goes on where another list of the same operation stopped, for [`pages`](Self::pages), [`items`](Self::items)
    /// and a plain `.await`.
    ///
    /// A position within a page begins with that page, of which `items` leaves out what came before.
    pub fn resume_from(mut self, position: &Position) -> Self {
        match position.set(&mut self.prepared) {
            Ok(()) => self.list.start = Some(position.clone()),
            Err(text) => self.prepared.refuse(text),
        }
        self
    }

    /// Gets all pages, one after the other.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.prepared, self.list.start)
    }

    /// Gets all items, page by page.
    pub fn items(self) -> Items<T, Item> {
        let items = self.list.items;
        Items::new(self.pages(), items)
    }
}
