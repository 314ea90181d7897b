//! What a page says of the list.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::json::decoder::decode;
use crate::json::locate::{elements, is_nothing, locate};
use crate::operation::paging::{Cursor, CursorSource, Next, Paging};

/// What a page says of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// How many items it has.
    pub(super) count: u64,
    /// How many of them are not `null`.
    pub(super) filled: u64,
    /// Tells it from other pages.
    pub(super) identity: u64,
    /// Whether another page follows, if pages of this list say so.
    pub(super) more: Option<bool>,
    /// How many items all pages have, if it says so.
    pub(super) total: Option<u64>,
    /// The cursors for the next page, as JSON; `None` if one is missing.
    pub(super) cursors: Option<Vec<String>>,
}

impl Page {
    /// Reads an answer; `None` if there is no list in it.
    ///
    /// Some operations leave out the envelope that the pointers begin with, so they are tried without it too.
    pub(super) fn read(paging: &Paging, answer: &[u8]) -> Option<Self> {
        Self::read_at(paging, answer, |pointer| pointer)
            .or_else(|| Self::read_at(paging, answer, bare))
    }

    /// Reads an answer where the pointers lead to what `place` says.
    fn read_at(paging: &Paging, answer: &[u8], place: fn(&str) -> &str) -> Option<Self> {
        let locate = |answer, pointer| locate(answer, place(pointer));
        let list = locate(answer, paging.items)?;
        let items = match list {
            b"null" => Vec::new(),
            list => elements(list)?,
        };
        let more = paging
            .more
            .map(|pointer| locate(answer, pointer).is_some_and(|value| !is_nothing(value)));
        let total = paging
            .total
            .and_then(|pointer| decode::<i64>(locate(answer, pointer)?).ok())
            .and_then(|total| total.try_into().ok());
        let cursors = match &paging.next {
            Next::Cursor(cursors) => cursors
                .iter()
                .map(|cursor| value(cursor, answer, items.last(), place))
                .collect(),
            Next::Offset(_) | Next::Page { .. } => Some(Vec::new()),
        };
        Some(Self {
            count: items.len() as u64,
            filled: items.iter().filter(|item| **item != b"null").count() as u64,
            identity: identity(&items),
            more,
            total,
            cursors,
        })
    }
}

/// The pointer without its first name; as it is where it has no other.
fn bare(pointer: &str) -> &str {
    let second = pointer.get(1..).and_then(|rest| rest.find('/'));
    second.map_or(pointer, |second| &pointer[second + 1..])
}

/// The value of a cursor, if the page has it.
fn value(
    cursor: &Cursor,
    answer: &[u8],
    last: Option<&&[u8]>,
    place: fn(&str) -> &str,
) -> Option<String> {
    let value = match cursor.from {
        CursorSource::Answer(pointer) => locate(answer, place(pointer)),
        CursorSource::LastItem(pointer) => locate(last?, pointer),
    };
    let value = value.filter(|value| !is_nothing(value))?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// A digest of the ids of the items, because what else they hold may change between two calls; of the items themselves
/// where they have no ids.
fn identity(items: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for item in items {
        let id = locate(item, "/id").or_else(|| locate(item, "/_id"));
        id.unwrap_or(item).hash(&mut hasher);
    }
    hasher.finish()
}
