//! The walk through a list, whatever its types: one answer after the other, and when to stop.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::page::Page;
use super::parameter;
use super::position::Position;
use crate::call::accepted;
use crate::call::prepared::Prepared;
use crate::error::Error;
use crate::operation::paging::{Next, Paging};
use crate::reply::Reply;

/// A walk through the pages of a list.
pub(super) struct Walk {
    prepared: Box<Prepared>,
    paging: Option<&'static Paging>,
    /// The page that comes next; `None` at the end.
    next: Option<Position>,
    is_first: bool,
    /// How many items the last page has, as far as the documents say where they are.
    filled: u64,
    /// Digests of the pages and the cursors that came.
    known: BTreeSet<u64>,
}

impl Walk {
    pub(super) fn new(mut prepared: Box<Prepared>, start: Option<Position>) -> Self {
        let paging = prepared.operation.paging;
        let next = start.unwrap_or_else(|| {
            let seen = match paging.map(|paging| seen_before(&prepared, paging)) {
                Some(Ok(seen)) => seen,
                Some(Err(text)) => {
                    prepared.refuse(text);
                    None
                }
                None => None,
            };
            Position::new(prepared.operation.id, Vec::new(), seen)
        });
        Self {
            prepared,
            paging,
            next: Some(next),
            is_first: true,
            filled: 0,
            known: BTreeSet::new(),
        }
    }

    /// Where the next page is; `None` at the end.
    pub(super) fn position(&self) -> Option<&Position> {
        self.next.as_ref()
    }

    /// How many items the last page has at least.
    pub(super) fn filled(&self) -> u64 {
        self.filled
    }

    /// Gets the next page; `None` at the end.
    pub(super) async fn advance(&mut self) -> Result<Option<Reply>, Error> {
        let Some(here) = self.next.take() else {
            return Ok(None);
        };
        self.filled = 0;
        let is_first = std::mem::take(&mut self.is_first);
        if !is_first && let Err(text) = here.set(&mut self.prepared) {
            self.prepared.refuse(text);
        }
        let reply = accepted(&mut self.prepared).await?;
        let Some(paging) = self.paging else {
            return Ok(Some(reply));
        };
        let Some(page) = Page::read(paging, reply.body()) else {
            self.warn("there is no list where the documents say it is");
            return Ok(Some(reply));
        };
        if page.count == 0 {
            if follows(&here, &page) == Some(true) {
                self.warn("a page is empty although the API says that items follow");
            }
            return Ok(is_first.then_some(reply));
        }
        self.filled = page.filled;
        if !self.known.insert(page.identity) {
            self.warn("a page came twice");
            return Ok(None);
        }
        self.next = self.after(paging, &here, page);
        Ok(Some(reply))
    }

    /// Where the page after this one is, if there is one.
    fn after(&mut self, paging: &Paging, here: &Position, page: Page) -> Option<Position> {
        let seen = here.seen.map(|seen| seen.saturating_add(page.count));
        let follows = follows(here, &page);
        if follows == Some(false) || follows.is_none() && self.is_short(paging, page.count) {
            return None;
        }
        let at = match &paging.next {
            Next::Offset(parameter) => {
                let offset = self.number(parameter, 0).ok()?;
                vec![offset.checked_add(page.count)?.to_string()]
            }
            Next::Page { parameter, first } => {
                let number = self.number(parameter, *first).ok()?;
                vec![number.checked_add(1)?.to_string()]
            }
            Next::Cursor(_) => match page.cursors {
                Some(cursors) => cursors,
                None => {
                    if follows == Some(true) {
                        self.warn("there is no cursor although the API says that items follow");
                    }
                    return None;
                }
            },
        };
        if matches!(paging.next, Next::Cursor(_)) && !self.known.insert(digest(&at)) {
            self.warn("a cursor came twice");
            return None;
        }
        Some(Position::new(self.prepared.operation.id, at, seen))
    }

    /// Whether a page has fewer items than the call asked for.
    fn is_short(&self, paging: &Paging, count: u64) -> bool {
        size(&self.prepared, paging).is_some_and(|size| count < size)
    }

    fn number(&self, parameter: &str, first: u32) -> Result<u64, String> {
        number(&self.prepared, parameter, first)
    }

    fn warn(&self, reason: &str) {
        tracing::warn!(
            operation = self.prepared.operation.id,
            reason,
            "the list ends early; items may be missing"
        );
    }
}

/// Whether items follow a page, if the API says so: by a flag, or by how many there are in all.
fn follows(here: &Position, page: &Page) -> Option<bool> {
    let left = || {
        let seen = here.seen?.saturating_add(page.count);
        Some(page.total? > seen)
    };
    page.more.or_else(left)
}

/// How many items come before the page that a call asks for, if that is known.
fn seen_before(prepared: &Prepared, paging: &Paging) -> Result<Option<u64>, String> {
    Ok(match &paging.next {
        Next::Offset(parameter) => Some(number(prepared, parameter, 0)?),
        Next::Page { parameter, first } => {
            let pages = number(prepared, parameter, *first)?.saturating_sub(u64::from(*first));
            match pages {
                0 => Some(0),
                pages => size(prepared, paging).map(|size| pages.saturating_mul(size)),
            }
        }
        Next::Cursor(cursors) => cursors
            .iter()
            .all(|cursor| parameter::text(prepared, cursor.parameter).is_none())
            .then_some(0),
    })
}

/// How many items a page has at most, if the call says so.
fn size(prepared: &Prepared, paging: &Paging) -> Option<u64> {
    let text = parameter::text(prepared, paging.size?)?;
    text.parse().ok()
}

/// The offset or the page that a call asks for.
fn number(prepared: &Prepared, parameter: &str, first: u32) -> Result<u64, String> {
    match parameter::text(prepared, parameter) {
        None => Ok(first.into()),
        Some(text) => text.parse().map_err(|_| {
            format!("{parameter} is not a whole number: no page can be counted from it")
        }),
    }
}

fn digest(cursors: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    // Not to be taken for a page.
    ("cursor", cursors).hash(&mut hasher);
    hasher.finish()
}
