//! Lists that page: the part of a list that a request asks for, and what leads to the next.

use highlevel_codegen::tree::{Node, Value as Written};
use serde_json::Value;

use crate::blueprint::Carried;
use crate::catalog::Operation;
use crate::pointer::{number, put, remove, same};
use crate::rules::Answer;
use crate::view::{Location, View};

mod item;
#[cfg(test)]
mod tests;

use item::Items;

/// How many items a page has where neither the request nor the document says it.
const SIZE: usize = 20;

/// How an operation pages, by the `x-highlevel-paging` of its document.
#[derive(Debug)]
pub struct Paging<'t> {
    /// Where the list stands in the answer.
    items: &'t str,
    /// The parameter of the size, and the size without it.
    size: Option<&'t str>,
    default_size: usize,
    position: Position<'t>,
    /// Where the answer says that another page follows.
    more: Option<&'t str>,
    /// Where the answer says how many items there are.
    total: Option<&'t str>,
}

/// What tells where a page begins.
#[derive(Debug)]
enum Position<'t> {
    /// Nothing: there is one page.
    Start,
    /// How many items stand before it.
    Offset(&'t str),
    /// Its number.
    Page { parameter: &'t str, first: usize },
    /// Values of the page before it.
    Cursor(Vec<Cursor<'t>>),
}

/// A parameter, and where its next value stands.
#[derive(Clone, Copy, Debug)]
struct Cursor<'t> {
    parameter: &'t str,
    origin: Origin<'t>,
}

#[derive(Clone, Copy, Debug)]
enum Origin<'t> {
    Answer(&'t str),
    LastItem(&'t str),
}

/// A list of an operation.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Its documented answer.
    pub answer: &'a Answer,
    /// How many items there are.
    pub length: usize,
}

/// What the document says about paging; none where it says nothing.
pub fn read(view: View<'_>) -> Option<Paging<'_>> {
    let paging = view.paging()?;
    let text = |key| paging.child(key).and_then(Node::as_text);
    let position = if let Some(offset) = text("offset") {
        Position::Offset(offset)
    } else if let Some(parameter) = text("page") {
        let first = paging.child("first");
        let first = first.and_then(|first| number(&first.to_json()));
        Position::Page {
            parameter,
            first: first.unwrap_or(1),
        }
    } else {
        let cursors = paging.child("cursor").and_then(Node::entries);
        let cursors = cursors.into_iter().flatten();
        let cursors = cursors.filter_map(|(parameter, entry)| match &entry.node.value {
            Written::Text(origin) => Some(Cursor::new(parameter, origin)),
            _ => None,
        });
        let cursors: Vec<Cursor<'_>> = cursors.collect();
        match cursors.is_empty() {
            true => Position::Start,
            false => Position::Cursor(cursors),
        }
    };
    let size = text("size");
    Some(Paging {
        items: text("items").unwrap_or_default(),
        size,
        default_size: size.and_then(|size| default(view, size)).unwrap_or(SIZE),
        position,
        more: text("more"),
        total: text("total"),
    })
}

/// The default that the document gives a parameter of the query.
fn default(view: View<'_>, name: &str) -> Option<usize> {
    let parameters = view.parameters(Location::Query);
    let parameter = parameters.iter().find(|parameter| parameter.name == name)?;
    number(&parameter.schema?.child("default")?.to_json()).filter(|size| *size > 0)
}

impl<'t> Cursor<'t> {
    fn new(parameter: &'t str, origin: &'t str) -> Self {
        let origin = match origin.strip_prefix("item:") {
            Some(pointer) => Origin::LastItem(pointer),
            None => Origin::Answer(origin),
        };
        Self { parameter, origin }
    }
}

impl Paging<'_> {
    /// The answer with the page that the request asks for; `shown` is what the document shows.
    pub fn page(&self, list: &List<'_>, shown: Value, carried: &Carried) -> Value {
        let items = self.items(list, carried);
        let size = self
            .size
            .and_then(|size| number(carried.parameter(size)?))
            .unwrap_or(self.default_size);
        let start = self.start(&items, size, carried).min(list.length);
        let end = start.saturating_add(size).min(list.length);
        let page: Vec<Value> = (start..end).map(|index| items.item(index)).collect();
        let last = page.last().cloned();

        let mut answer = shown;
        put(&mut answer, self.items, page.into());
        self.count(
            &mut answer,
            end < list.length,
            list.length,
            self.page_number(carried),
        );
        let is_end = end == list.length && self.more.is_none();
        self.lead_on(&items, &mut answer, last.filter(|_| !is_end), end);
        answer
    }

    /// Says whether another page follows, and how many items there are, in the types that the document shows.
    fn count(&self, answer: &mut Value, is_more: bool, length: usize, page: usize) {
        if let Some(more) = self.more {
            let more_value = match answer.pointer(more) {
                Some(Value::Number(_)) => is_more.then_some(page + 1).into(),
                _ => is_more.into(),
            };
            put(answer, more, more_value);
        }
        if let Some(total) = self.total {
            let total_value = match answer.pointer(total) {
                Some(Value::String(_)) => length.to_string().into(),
                _ => length.into(),
            };
            put(answer, total, total_value);
        }
    }

    /// The items of the list; those that are a cursor's origin all differ there.
    fn items<'a>(&'a self, list: &List<'a>, carried: &'a Carried) -> Items<'a> {
        let cursors = match &self.position {
            Position::Cursor(cursors) => cursors.as_slice(),
            _ => &[],
        };
        let origins = cursors.iter().filter_map(|cursor| match cursor.origin {
            Origin::LastItem(pointer) => Some(pointer),
            Origin::Answer(_) => None,
        });
        let plan = list.answer.blueprint.item_of(self.items);
        Items::new(
            list.operation.number,
            list.length,
            plan,
            carried,
            origins.collect(),
        )
    }

    /// How many items stand before the page.
    fn start(&self, items: &Items<'_>, size: usize, carried: &Carried) -> usize {
        match &self.position {
            Position::Start => 0,
            Position::Offset(parameter) => carried
                .parameter(parameter)
                .and_then(number)
                .unwrap_or_default(),
            Position::Page { first, .. } => {
                let pages_before = self.page_number(carried).saturating_sub(*first);
                pages_before.saturating_mul(size)
            }
            Position::Cursor(cursors) => after(cursors, items, carried),
        }
    }

    /// The number of the page, where pages have one.
    fn page_number(&self, carried: &Carried) -> usize {
        let Position::Page { parameter, first } = &self.position else {
            return 0;
        };
        let page = carried.parameter(parameter).and_then(number);
        page.unwrap_or(*first)
    }

    /// Sets the cursors that stand in the answer, or takes them out where nothing follows.
    fn lead_on(&self, items: &Items<'_>, answer: &mut Value, last: Option<Value>, end: usize) {
        let Position::Cursor(cursors) = &self.position else {
            return;
        };
        for cursor in cursors {
            let Origin::Answer(pointer) = cursor.origin else {
                continue;
            };
            match &last {
                Some(_) => {
                    let shown = answer.pointer(pointer).cloned();
                    put(answer, pointer, items.token(end - 1, shown.as_ref()));
                }
                None => remove(answer, pointer),
            }
        }
    }
}

/// The place after the item that the cursors name: the start without any, the end where no item is meant.
fn after(cursors: &[Cursor<'_>], items: &Items<'_>, carried: &Carried) -> usize {
    let given = cursors.iter().filter_map(|cursor| {
        let value = carried.parameter(cursor.parameter)?;
        let is_empty = value.is_null() || value.as_str() == Some("");
        (!is_empty).then_some((cursor.origin, value))
    });
    let given: Vec<(Origin<'_>, &Value)> = given.collect();
    if given.is_empty() {
        return 0;
    }
    let is_meant = |index: usize| {
        given.iter().all(|(origin, value)| match origin {
            Origin::LastItem(pointer) => items
                .item(index)
                .pointer(pointer)
                .is_some_and(|own| same(own, value)),
            Origin::Answer(_) => items.is_token(index, value),
        })
    };
    (0..items.length)
        .find(|index| is_meant(*index))
        .map_or(usize::MAX, |index| index + 1)
}
