//! `list-without-paging`: lists that do not say how they come in pages.

use crate::lint::subject::{Kind, Part, Subject, is_success, word};
use crate::lint::{Hit, Level, Rule};
use crate::tree::Node;

/// The rule.
pub static RULE: Rule = Rule {
    name: "list-without-paging",
    level: Level::Warning,
    about: "Finds operations that answer with a list and take a limit, a page or a cursor, but do not say how the pages are told apart: such a method has neither `pages()` nor `items()`.",
    fires: include_str!("../examples/list-without-paging/fires.yaml"),
    silent: include_str!("../examples/list-without-paging/silent.yaml"),
    check,
};

/// Parameters that ask for a part of a list.
const PAGING: [&str; 14] = [
    "cursor",
    "lastMessageId",
    "limit",
    "nextPageToken",
    "offset",
    "page",
    "pageLimit",
    "pageSize",
    "pageToken",
    "searchAfter",
    "skip",
    "startAfter",
    "startAfterDate",
    "startAfterId",
];

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    for operation in subject.parts(Kind::Operation) {
        let node = operation.node;
        if node.child("x-highlevel-paging").is_some() || !answers_list(subject, operation) {
            continue;
        }
        if let Some(name) = asked(subject, operation) {
            let message = format!("a list that takes `{name}` does not say how it comes in pages");
            hits.push(operation.hit(operation.place, message, "add `x-highlevel-paging`"));
        }
    }
}

/// The first parameter, or field of the body, that asks for a part of a list.
fn asked<'s>(subject: &'s Subject<'_>, operation: &Part<'s>) -> Option<&'s str> {
    let parameters = subject.parameters(operation);
    let names = parameters
        .into_iter()
        .filter(|node| word(node, "in") == "query")
        .map(|node| word(node, "name"));
    let body = operation
        .node
        .pointer("/requestBody/content/application~1json/schema");
    let fields = body
        .and_then(|schema| subject.resolve(schema).child("properties")?.entries())
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str());
    names.chain(fields).find(|name| PAGING.contains(name))
}

/// Whether the answer is a list of objects, or an object that holds one.
fn answers_list(subject: &Subject<'_>, operation: &Part<'_>) -> bool {
    let responses = operation.node.child("responses").and_then(Node::entries);
    let good = responses
        .into_iter()
        .flatten()
        .filter(|(status, _)| is_success(status));
    let mut schemas =
        good.filter_map(|(_, entry)| entry.node.pointer("/content/application~1json/schema"));
    schemas.any(|schema| {
        let schema = subject.resolve(schema);
        let fields = schema.child("properties").and_then(Node::entries);
        let mut fields = fields.into_iter().flatten().map(|(_, entry)| &entry.node);
        is_list(subject, schema) || fields.any(|field| is_list(subject, subject.resolve(field)))
    })
}

fn is_list(subject: &Subject<'_>, schema: &Node) -> bool {
    let item = schema.child("items").map(|item| subject.resolve(item));
    item.is_some_and(|item| item.child("properties").is_some())
}
