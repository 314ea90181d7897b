//! Compares the types of an area.

use std::collections::BTreeMap;

use super::members::Members;
use super::operations::{Sides, subject};
use super::types::Relation;
use super::usage::{Role, Use, name};
use super::{Bump, Found, Judged, Wire, members, tags, values, words};
use crate::diagnostic::Place;
use crate::model::{Doc, Item, Struct};

/// What a new type means for callers who send the old one.
pub fn sent(relation: Relation) -> Wire {
    match relation {
        Relation::Same | Relation::Wider => Wire::Fine,
        Relation::Narrower | Relation::Other => Wire::Breaks,
    }
}

/// What a new type means for callers who read the old one.
pub fn answered(relation: Relation) -> Wire {
    match relation {
        Relation::Same | Relation::Narrower => Wire::Fine,
        Relation::Wider | Relation::Other => Wire::Breaks,
    }
}

/// The struct of a type that has fields.
pub fn fields(item: Option<&Item>) -> Option<&Struct> {
    match item? {
        Item::Struct(structure) | Item::Form(structure) => Some(structure),
        Item::Enum(_) | Item::Union(_) => None,
    }
}

/// The uses of the types of one side, by their names.
type Uses<'m> = BTreeMap<&'m str, Use<'m>>;

/// Compares every type.
pub fn compare(found: &mut Found<'_>, sides: &Sides<'_>, before: &Uses<'_>, after: &Uses<'_>) {
    found.subject.clear();
    let lost: Vec<&Item> = sides
        .old
        .types
        .iter()
        .filter(|item| !sides.pairs.new.contains_key(sides.pairs.now(name(item))))
        .collect();
    if let [first, ..] = lost.as_slice() {
        let keys = lost.iter().flat_map(|item| keys(sides, item)).collect();
        let is = if lost.len() == 1 { "is" } else { "are" };
        let text = format!("{} {is} gone", types(lost.iter().map(|item| name(item))));
        found.push(
            place(first),
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Minor,
                keys,
            },
        );
    }
    let is_new = |item: &&Item| {
        !sides.pairs.old.contains_key(name(item)) && !sides.pairs.is_renamed(name(item))
    };
    let fresh: Vec<&Item> = sides.new.types.iter().filter(is_new).collect();
    if let [first, ..] = fresh.as_slice() {
        let is = if fresh.len() == 1 { "is" } else { "are" };
        let text = format!("{} {is} new", types(fresh.iter().map(|item| name(item))));
        found.push(
            place(first),
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Minor,
                keys: Vec::new(),
            },
        );
    }
    for item in &sides.old.types {
        let now = sides.pairs.now(name(item));
        if let Some(other) = sides.pairs.new.get(now) {
            let uses = (before.get(name(item)), after.get(now));
            pair(found, sides, item, other, uses);
        }
    }
}

/// The first of the types by their names.
fn types<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const LISTED: usize = 6;
    let names: Vec<&str> = names.collect();
    let types = format!("the type{}", words::plural(names.len()));
    match names.len().saturating_sub(LISTED) {
        0 | 1 => format!("{types} {}", words::list(names)),
        more => {
            let listed: Vec<String> = names[..LISTED]
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            format!("{types} {} and {more} more", listed.join(", "))
        }
    }
}

/// What users lose with a type.
fn keys(sides: &Sides<'_>, item: &Item) -> Vec<String> {
    let required = fields(Some(item)).and_then(|structure| structure.required.as_ref());
    let names = [Some(name(item)), required.map(crate::names::Name::as_str)];
    let names = names.into_iter().flatten();
    names
        .map(|name| format!("{}::types::{name}*", sides.module))
        .collect()
}

fn place(item: &Item) -> &Place {
    match item {
        Item::Struct(item) | Item::Form(item) => &item.place,
        Item::Enum(item) => &item.place,
        Item::Union(item) => &item.place,
    }
}

/// Says whose the type is: the only operation that uses it, or its own.
fn attribute(found: &mut Found<'_>, name: &str, used: Option<&Use<'_>>) -> String {
    match used.map(|used| (used.operations.as_slice(), used.role)) {
        Some(([only], role)) => {
            found.subject = subject(only);
            match role {
                Role::Body => "the body ".to_owned(),
                Role::Answer => "the answer ".to_owned(),
                Role::Part => format!("`{name}` "),
            }
        }
        Some(([first, rest @ ..], _)) => {
            let more = match rest.len() {
                1 => format!(" and `{}`", rest[0].id),
                more => format!(" and {more} more operations"),
            };
            found.subject = format!("type `{name}`, used by `{}`{more}", first.id);
            String::new()
        }
        _ => {
            found.subject = format!("type `{name}`");
            String::new()
        }
    }
}

/// Compares a type that is on both sides.
fn pair(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    old: &Item,
    new: &Item,
    (before, after): (Option<&Use<'_>>, Option<&Use<'_>>),
) {
    let prefix = attribute(found, name(new), after.or(before));
    let all = keys(sides, old);
    if name(old) != name(new) {
        let text = format!(
            "{prefix}is called `{}` now, it was `{}`",
            name(new),
            name(old)
        );
        found.push(
            place(new),
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Minor,
                keys: all.clone(),
            },
        );
    }
    let flag = |read: fn(&Use<'_>) -> bool| [before, after].into_iter().flatten().any(read);
    let (sent, answered) = (flag(|used| used.sent), flag(|used| used.answered));
    let key = format!("{}::types::{}", sides.module, name(old));
    match (old, new) {
        (Item::Struct(one), Item::Struct(other)) | (Item::Form(one), Item::Form(other)) => {
            if one.in_request && !other.in_request {
                let text = format!("{prefix}is not sent any more, so that it cannot be made");
                let mut keys = setters(&key, one);
                keys.extend(
                    one.required
                        .iter()
                        .map(|name| format!("{}::types::{}*", sides.module, name.as_str())),
                );
                found.push(
                    &other.place,
                    text,
                    Judged {
                        wire: Wire::Fine,
                        bump: Bump::Minor,
                        keys,
                    },
                );
            } else if !one.in_request && other.in_request {
                let text = format!("{prefix}can be sent too");
                found.push(
                    &other.place,
                    text,
                    Judged {
                        wire: Wire::Fine,
                        bump: Bump::Minor,
                        keys: Vec::new(),
                    },
                );
            }
            let members = Members {
                what: "field",
                before: &one.fields,
                after: &other.fields,
                old: Some(one),
                place: &other.place,
                prefix: prefix.clone(),
                sent,
                answered,
            };
            members::members(found, sides, &members, &key, &[]);
            described(found, &prefix, &one.doc, &other.doc, &other.place);
        }
        (Item::Enum(one), Item::Enum(other)) => {
            values::values(found, &key, one, other, &prefix, (sent, answered));
            described(found, &prefix, &one.doc, &other.doc, &other.place);
        }
        (Item::Union(one), Item::Union(other)) => {
            values::parts(found, sides, &key, one, other, &prefix, (sent, answered));
            tags::compare(found, sides, &key, one, other, &prefix);
            described(found, &prefix, &one.doc, &other.doc, &other.place);
        }
        _ => {
            let text = format!("{prefix}is {}, it was {}", kind(new), kind(old));
            found.push(
                place(new),
                text,
                Judged {
                    wire: Wire::Breaks,
                    bump: Bump::Minor,
                    keys: all,
                },
            );
        }
    }
}

fn kind(item: &Item) -> &'static str {
    match item {
        Item::Struct(_) => "an object",
        Item::Enum(_) => "a text with known values",
        Item::Form(_) => "a form",
        Item::Union(_) => "of several types",
    }
}

pub fn described(found: &mut Found<'_>, prefix: &str, old: &Doc, new: &Doc, place: &Place) {
    if old != new {
        let text = format!("{prefix}is described in other words");
        found.push(
            place,
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Patch,
                keys: Vec::new(),
            },
        );
    }
}

/// The keys of the constructor and setters of a struct.
fn setters(key: &str, structure: &Struct) -> Vec<String> {
    let fields = structure.fields.iter();
    let names = fields.flat_map(|field| {
        [
            field.name.as_str().to_owned(),
            format!("clear_{}", field.name.as_str()),
        ]
    });
    let methods = names
        .chain(["new".to_owned()])
        .map(|name| format!("{key}::{name}()"));
    methods.chain([format!("{key}: Default")]).collect()
}
