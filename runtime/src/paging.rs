//! Lists: all pages of an operation that hands them out one at a time, or all items.
//!
//! Such an operation's method returns a [`ListCall`]. Awaited, it is a call like any other and gives the first page;
//! [`pages`](ListCall::pages) and [`items`](ListCall::items) go on from there, whichever way the API counts: by offset,
//! by page or by a cursor.
//!
//! ```no_run
//! use highlevel_runtime::{Error, ListCall, Value};
//!
//! # async fn example(contacts: ListCall<Value, Value>) -> Result<(), Error> {
//! let mut contacts = contacts.query_param("limit", 100).items();
//! while let Some(contact) = contacts.next().await {
//!     println!("{}", contact?["name"]);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What the call sets itself is the start: a page size, an offset, a filter. Each page is a call of its own, with the
//! timeout, the limits and the retries of one.
//!
//! # The end
//!
//! A list ends
//!
//! - after a page that is empty, or that the API says is the last;
//! - after as many items as the API says there are;
//! - after a page with fewer items than the call asked for, unless the API says that there are more;
//! - before a page that came before, or when its cursor did: the API ignores what it is asked for, and would go on for
//!   ever. A [`tracing`] warning names the operation then, because items may be missing;
//! - after a page that holds no list where the documents say it is, with a warning too;
//! - after an error. [`position`](Pages::position) still says where to try again.
//!
//! # Positions
//!
//! A [`Position`] is a short text that can be stored, to go on in another process:
//!
//! ```no_run
//! use highlevel_runtime::paging::Position;
//! use highlevel_runtime::{Error, ListCall, Value};
//!
//! # async fn example(contacts: fn() -> ListCall<Value, Value>, saved: String) -> Result<(), Error> {
//! let position: Position = saved.parse()?;
//! let mut pages = contacts().resume_from(&position).pages();
//! while let Some(page) = pages.next().await {
//!     println!("{}", page?["total"]);
//!     let position = pages.position().map(|position| position.to_string());
//!     // … store it: the next page begins there.
//! }
//! # Ok(())
//! # }
//! ```

mod items;
mod page;
mod pages;
mod parameter;
mod position;
mod walk;

pub use self::items::Items;
pub use self::pages::Pages;
pub use self::position::Position;
pub use crate::call::Call;
pub use crate::operation::paging::{Cursor, CursorSource, Next, Paging};

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
