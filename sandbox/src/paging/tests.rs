//! Walks through every list of the embedded specification, the way its document tells a client to.

use highlevel_codegen::tree::Node;
use serde_json::{Value, json};

use super::{List, Paging, read};
use crate::blueprint::Carried;
use crate::catalog::Operation;
use crate::embedded;
use crate::ids::Ids;
use crate::pointer::put;

/// How many items a list has: two pages, and one that is not full.
const LENGTH: usize = 45;

/// The page that a request asks for.
fn page(operation: &Operation, paging: &Paging<'_>, fields: &Value) -> Value {
    let rules = operation.rules().expect("its schemas can be used");
    let carried = Carried {
        fields: fields
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        files: Vec::new(),
    };
    let answer = rules.answer(rules.success).expect("a list is documented");
    let shown = answer.blueprint.build(&carried, &mut Ids::default());
    let list = List {
        operation,
        answer,
        length: LENGTH,
    };
    paging.page(&list, shown, &carried)
}

/// Puts a parameter where it is read: under its name, or at its place in the body.
fn set(fields: &mut Value, parameter: &str, value: Value) {
    if parameter.starts_with('/') {
        put(fields, parameter, value);
    } else {
        fields[parameter] = value;
    }
}

/// Asks for what follows a page; whether there is anything to ask for.
fn go_on(document: &Node, fields: &mut Value, answer: &Value, seen: usize, pages: usize) -> bool {
    let text = |key| document.child(key).and_then(Node::as_text);
    if let Some(offset) = text("offset") {
        set(fields, offset, json!(seen.to_string()));
        return true;
    }
    if let Some(parameter) = text("page") {
        let first = document.child("first").map(Node::to_json);
        let first = first.and_then(|first| first.as_u64()).unwrap_or(1);
        set(fields, parameter, json!(first + pages as u64));
        return true;
    }
    let items = text("items").and_then(|items| answer.pointer(items)?.as_array());
    let last = items.and_then(|items| items.last());
    let mut is_led_on = false;
    for (parameter, entry) in document
        .child("cursor")
        .and_then(Node::entries)
        .into_iter()
        .flatten()
    {
        let origin = entry.node.as_text().unwrap_or_default();
        let value = match origin.strip_prefix("item:") {
            Some(pointer) => last.and_then(|item| item.pointer(pointer)),
            None => answer.pointer(origin),
        };
        if let Some(value) = value.filter(|value| !value.is_null()) {
            set(fields, parameter, value.clone());
            is_led_on = true;
        }
    }
    is_led_on
}

/// What is wrong with the list of an operation.
fn fault(operation: &Operation) -> Option<String> {
    let view = operation.view()?;
    let document = view.paging()?;
    let paging = read(view)?;
    let mut fields = json!({});
    if let Some(size) = document.child("size").and_then(Node::as_text) {
        set(&mut fields, size, json!(20));
    }
    let mut items: Vec<Value> = Vec::new();
    let mut sizes = Vec::new();
    for pages in 1..=4 {
        let answer = page(operation, &paging, &fields);
        let found = answer.pointer(paging.items).and_then(Value::as_array);
        let found = found.cloned().unwrap_or_default();
        sizes.push(found.len());
        items.extend(found);
        let is_more = paging.more.and_then(|more| answer.pointer(more));
        let is_expected = pages < 3;
        if is_more.is_some_and(|more| *more != json!(false) && !more.is_null()) != is_expected
            && paging.more.is_some()
        {
            return Some(format!(
                "{}: `more` is {is_more:?} on page {pages}",
                operation.id
            ));
        }
        if !go_on(document, &mut fields, &answer, items.len(), pages) {
            break;
        }
    }
    let wanted = [20, 20, 5, 0];
    let is_whole = sizes == wanted || sizes == wanted[..3];
    let mut different: Vec<String> = items.iter().map(Value::to_string).collect();
    different.sort();
    different.dedup();
    let id = &operation.id;
    if !is_whole {
        return Some(format!("{id}: the pages have {sizes:?} items"));
    }
    (different.len() != LENGTH).then(|| format!("{id}: {} items differ", different.len()))
}

#[test]
fn every_list_is_walked_to_its_end() {
    let catalog = embedded::catalog().expect("the embedded specification is sound");
    let faults: Vec<String> = catalog.operations().iter().filter_map(fault).collect();
    assert_eq!(faults, Vec::<String>::new());
}
