//! Compares how lists come in pages.

use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::model::{Next, Operation, Paging};

/// Compares the paging of an operation; `method` is the key of the method.
///
/// The way through the types is left out: it follows from the pointer and from the types, which are compared elsewhere.
pub fn compare(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    old: &Operation,
    new: &Operation,
    method: String,
) {
    let text = match (&old.paging, &new.paging) {
        (None, None) => return,
        (None, Some(paging)) => format!("it comes in pages, by {}", parameters(&paging.next)),
        (Some(_), None) => "it does not come in pages any more".to_owned(),
        (Some(before), Some(after)) => match difference(sides, before, after) {
            Some(text) => text,
            None => return,
        },
    };
    let judged = Judged {
        wire: Wire::Fine,
        bump: Bump::Minor,
        keys: vec![method],
    };
    found.push(&new.place, text, judged);
}

/// What is said otherwise; none where nothing is.
fn difference(sides: &Sides<'_>, old: &Paging, new: &Paging) -> Option<String> {
    if old.items != new.items {
        return Some(format!(
            "the list of its pages is at `{}`, it was at `{}`",
            new.items, old.items
        ));
    }
    let (before, after) = (parameters(&old.next), parameters(&new.next));
    if before != after {
        return Some(format!("its pages follow by {after}, they did by {before}"));
    }
    if sides.pairs.relation(&old.item, &new.item) != Relation::Same {
        return Some(format!(
            "the items of its pages are {}, they were {}",
            words::ty(&new.item),
            words::ty(&old.item)
        ));
    }
    let rest = |paging: &Paging| {
        let Paging {
            size, more, total, ..
        } = paging.clone();
        (size, more, total)
    };
    let is_same = old.next == new.next && rest(old) == rest(new);
    (!is_same).then(|| "it says otherwise how its pages follow".to_owned())
}

/// The parameters that ask for the next page.
fn parameters(next: &Next) -> String {
    match next {
        Next::Offset(parameter) | Next::Page { parameter, .. } => words::list([parameter]),
        Next::Cursor(cursors) => words::list(cursors.iter().map(|cursor| &cursor.parameter)),
    }
}
