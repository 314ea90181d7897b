//! Lists: all pages of an operation that hands them out one at a time, or all items.
//!
//! Such an operation's method returns a [`ListCall`](crate::ListCall). Awaited, it is a call like any other and gives the first page;
//! [`pages`](crate::ListCall::pages) and [`items`](crate::ListCall::items) go on from there, whichever way the API counts: by offset,
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
//! - after a page that is empty or has no cursor although the API says that items follow, with a warning too;
//! - after a page that holds no list where the documents say it is, likewise;
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
pub(crate) mod list_call;
mod page;
mod pages;
mod parameter;
mod position;
#[cfg(feature = "blocking")]
mod waiting;
mod walk;

pub use self::items::Items;
pub use self::list_call::Listed;
pub use self::pages::Pages;
pub use self::position::Position;
#[cfg(feature = "blocking")]
pub use self::waiting::Waiting;
pub use crate::operation::paging::{Cursor, CursorSource, Next, Paging};
