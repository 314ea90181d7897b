//! Paging: what `x-highlevel-paging` names has to be there, and the list's way through the types is worked out.

use super::Found;
use super::schema::Types;
use super::way::{self, Lost};
use crate::diagnostic::{Diagnostic, Place, suggest};
use crate::model::{
    Answer, Body, Cursor, CursorSource, Location, Next, Operation, Paging, Step, Type,
};
use crate::read::paging::LAST_ITEM;
use crate::tree::Node;

/// The paging of an operation, as far as it is sound.
pub fn lower(found: &Found<'_>, operation: &Operation, types: &mut Types<'_>) -> Option<Paging> {
    let node = found.node.child("x-highlevel-paging")?;
    let Answer::Json(answer) = &operation.answer else {
        let fault = Diagnostic::new(&node.place, "the answer of a list is no JSON");
        types.fault(fault.help("describe the answer, or remove the paging"));
        return None;
    };
    let mut lowering = Lowering {
        node,
        operation,
        answer,
        types,
        sound: true,
    };
    let (way, item) = lowering.items()?;
    let items = lowering.text("items").unwrap_or_default();
    let paging = Paging {
        others: way::others(lowering.types.items(), answer, &items, &way, &item),
        items,
        size: lowering.parameter("size"),
        next: lowering.next(&item)?,
        more: lowering.in_answer("more"),
        total: lowering.in_answer("total"),
        item,
        way,
    };
    lowering.sound.then_some(paging)
}

/// A paging that is being lowered.
struct Lowering<'l, 'd> {
    node: &'l Node,
    operation: &'l Operation,
    answer: &'l Type,
    types: &'l mut Types<'d>,
    sound: bool,
}

impl Lowering<'_, '_> {
    /// The way to the list, and the type of its items.
    fn items(&mut self) -> Option<(Vec<Step>, Type)> {
        let node = self.node.child("items")?;
        let pointer = node.as_text()?;
        match way::to_list(self.types.items(), self.answer, pointer) {
            Ok((way, item)) => Some((way, item)),
            Err(lost) => {
                self.lost(&node.place, "answer", pointer, &lost);
                None
            }
        }
    }

    fn next(&mut self, item: &Type) -> Option<Next> {
        if let Some(parameter) = self.parameter("offset") {
            return Some(Next::Offset(parameter));
        }
        if let Some(parameter) = self.parameter("page") {
            let first = self.node.child("first").map_or(Some(1), |first| {
                first
                    .to_json()
                    .as_u64()
                    .and_then(|first| first.try_into().ok())
            });
            return Some(Next::Page {
                parameter,
                first: first?,
            });
        }
        let cursors = self.node.child("cursor")?.entries()?;
        let mut lowered = Vec::new();
        for (parameter, entry) in cursors {
            self.check_parameter(&entry.key, parameter);
            let source = entry.node.as_text()?;
            let from = match source.strip_prefix(LAST_ITEM) {
                Some(pointer) => {
                    self.check_pointer(&entry.node.place, "item", item, pointer);
                    CursorSource::LastItem(pointer.to_owned())
                }
                None => {
                    self.check_pointer(&entry.node.place, "answer", self.answer, source);
                    CursorSource::Answer(source.to_owned())
                }
            };
            lowered.push(Cursor {
                parameter: parameter.clone(),
                from,
            });
        }
        Some(Next::Cursor(lowered))
    }

    fn text(&self, key: &str) -> Option<String> {
        self.node.child(key)?.as_text().map(str::to_owned)
    }

    /// A JSON Pointer into the answer.
    fn in_answer(&mut self, key: &str) -> Option<String> {
        let node = self.node.child(key)?;
        let pointer = node.as_text()?;
        self.check_pointer(&node.place, "answer", self.answer, pointer);
        Some(pointer.to_owned())
    }

    /// The parameter that a key names.
    fn parameter(&mut self, key: &str) -> Option<String> {
        let node = self.node.child(key)?;
        let name = node.as_text()?;
        self.check_parameter(&node.place, name);
        Some(name.to_owned())
    }

    fn check_parameter(&mut self, place: &Place, name: &str) {
        if name.starts_with('/') {
            return match &self.operation.body {
                Some(Body::Json(body)) => self.check_pointer(place, "body", body, name),
                _ => {
                    let fault = Diagnostic::new(place, "the operation sends no JSON body");
                    self.fault(fault.help("name a query parameter, without `/`"));
                }
            };
        }
        let parameters = self.operation.parameters.iter();
        let query: Vec<&str> = parameters
            .flat_map(|structure| &structure.fields)
            .filter(|field| matches!(field.location, Location::Query | Location::QueryComma))
            .map(|field| field.wire.as_str())
            .collect();
        if !query.contains(&name) {
            let message = format!("the operation has no query parameter `{name}`");
            let help = suggest(name, query.into_iter());
            self.fault(Diagnostic::new(place, message).help(help));
        }
    }

    fn check_pointer(&mut self, place: &Place, whole: &str, ty: &Type, pointer: &str) {
        if let Err(lost) = way::check(self.types.items(), ty, pointer) {
            self.lost(place, whole, pointer, &lost);
        }
    }

    fn lost(&mut self, place: &Place, whole: &str, pointer: &str, lost: &Lost) {
        let message = format!("`{pointer}` leads {} in the {whole}", lost.to);
        let fault = Diagnostic::new(place, message);
        self.fault(match lost.names.is_empty() {
            true => fault.help("follow the names of its fields, with `/` before each"),
            false => fault.help(suggest(&lost.at, lost.names.iter().map(String::as_str))),
        });
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.sound = false;
        self.types.fault(fault);
    }
}
