//! Compares the types of an area, field by field and value by value.

use std::collections::BTreeMap;

use super::operations::{Sides, subject};
use super::types::Relation;
use super::usage::{Role, Use, name};
use super::{Bump, Found, Judged, Wire, words};
use crate::diagnostic::Place;
use crate::model::{Doc, Enum, Field, Item, Location, Presence, Struct, Union};

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
            self::members(found, sides, &members, &key, &[]);
            described(found, &prefix, &one.doc, &other.doc, &other.place);
        }
        (Item::Enum(one), Item::Enum(other)) => {
            values(found, &key, one, other, &prefix, (sent, answered));
            described(found, &prefix, &one.doc, &other.doc, &other.place);
        }
        (Item::Union(one), Item::Union(other)) => {
            parts(found, sides, &key, one, other, &prefix, (sent, answered));
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

fn described(found: &mut Found<'_>, prefix: &str, old: &Doc, new: &Doc, place: &Place) {
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

/// Compares the values of an enum.
fn values(
    found: &mut Found<'_>,
    key: &str,
    old: &Enum,
    new: &Enum,
    prefix: &str,
    (sent, answered): (bool, bool),
) {
    for one in &old.variants {
        let variant = |name: &str| vec![format!("{key}::{name}")];
        match new.variants.iter().find(|other| other.wire == one.wire) {
            None => {
                let wire = if sent { Wire::Breaks } else { Wire::Fine };
                let text = format!("{prefix}does not know the value `{}` any more", one.wire);
                let keys = variant(one.name.as_str());
                found.push(
                    &new.place,
                    text,
                    Judged {
                        wire,
                        bump: Bump::Minor,
                        keys,
                    },
                );
            }
            Some(other) if other.name != one.name => {
                let text = format!(
                    "{prefix}calls the value `{}` `{}` now",
                    one.wire,
                    other.name.as_str()
                );
                let keys = variant(one.name.as_str());
                found.push(
                    &other.place,
                    text,
                    Judged {
                        wire: Wire::Fine,
                        bump: Bump::Minor,
                        keys,
                    },
                );
            }
            Some(_) => {}
        }
    }
    for other in &new.variants {
        if !old.variants.iter().any(|one| one.wire == other.wire) {
            let wire = if answered { Wire::Risky } else { Wire::Fine };
            let text = format!("{prefix}knows the value `{}`", other.wire);
            found.push(
                &other.place,
                text,
                Judged {
                    wire,
                    bump: Bump::Minor,
                    keys: Vec::new(),
                },
            );
        }
    }
}

/// Compares the types of a union.
fn parts(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    key: &str,
    old: &Union,
    new: &Union,
    prefix: &str,
    (sent, answered): (bool, bool),
) {
    let same = |old, new| sides.pairs.relation(old, new) == Relation::Same;
    for (variant, ty) in &old.variants {
        let now = new.variants.iter().find(|(_, other)| same(ty, other));
        let keys = vec![format!("{key}::{}", variant.as_str())];
        match now {
            None => {
                let wire = if sent { Wire::Breaks } else { Wire::Fine };
                let text = format!("{prefix}cannot be {} any more", words::ty(ty));
                found.push(
                    &new.place,
                    text,
                    Judged {
                        wire,
                        bump: Bump::Minor,
                        keys,
                    },
                );
            }
            Some((other, _)) if other != variant => {
                let text = format!("{prefix}calls {} `{}` now", words::ty(ty), other.as_str());
                found.push(
                    &new.place,
                    text,
                    Judged {
                        wire: Wire::Fine,
                        bump: Bump::Minor,
                        keys,
                    },
                );
            }
            Some(_) => {}
        }
    }
    for (_, ty) in &new.variants {
        if !old.variants.iter().any(|(_, other)| same(other, ty)) {
            let wire = if answered { Wire::Breaks } else { Wire::Fine };
            let text = format!("{prefix}can be {}", words::ty(ty));
            found.push(
                &new.place,
                text,
                Judged {
                    wire,
                    bump: Bump::Minor,
                    keys: Vec::new(),
                },
            );
        }
    }
}

/// The fields of a struct, or the parameters of an operation, on both sides.
pub struct Members<'m> {
    /// `field` or `parameter`.
    pub what: &'static str,
    pub before: &'m [Field],
    pub after: &'m [Field],
    pub old: Option<&'m Struct>,
    pub place: &'m Place,
    /// What the texts start with: `the body `.
    pub prefix: String,
    pub sent: bool,
    pub answered: bool,
}

/// Compares fields; `key` is the struct's, `whole` are keys that every change that comes or goes accounts for.
pub fn members(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    members: &Members<'_>,
    key: &str,
    whole: &[String],
) {
    let Members {
        what,
        before,
        after,
        prefix,
        ..
    } = members;
    let gains = if prefix.is_empty() { "there is" } else { "has" };
    let renames = renames(sides, members);
    order(found, members, key);
    for field in *before {
        if let Some(other) = after.iter().find(|other| other.wire == field.wire) {
            member(found, sides, members, key, field, other);
        } else if let Some((_, other)) = renames.iter().find(|(old, _)| *old == field.wire) {
            let text = format!(
                "{prefix}{what_} `{}` is called `{}` now",
                field.wire,
                other.wire,
                what_ = called(prefix, what)
            );
            let keys = of_field(key, field, members.old);
            found.push(
                &other.place,
                text,
                Judged {
                    wire: Wire::Breaks,
                    bump: Bump::Minor,
                    keys,
                },
            );
            member(found, sides, members, key, field, other);
        } else {
            let required = is_required(field);
            let wire = match (members.sent, members.answered && required) {
                (_, true) => Wire::Breaks,
                _ => Wire::Risky,
            };
            let no = if prefix.is_empty() {
                "there is no"
            } else {
                "has no"
            };
            let text = format!("{prefix}{no} {what} `{}` any more", field.wire);
            let mut keys = of_field(key, field, members.old);
            keys.extend_from_slice(whole);
            found.push(
                members.place,
                text,
                Judged {
                    wire,
                    bump: Bump::Minor,
                    keys,
                },
            );
        }
    }
    for field in *after {
        let is_known = before.iter().any(|other| other.wire == field.wire)
            || renames.iter().any(|(_, other)| other.wire == field.wire);
        if is_known {
            continue;
        }
        let required = is_required(field);
        let wire = if required && members.sent {
            Wire::Breaks
        } else {
            Wire::Fine
        };
        let must = if required {
            "a required"
        } else {
            "an optional"
        };
        let text = format!(
            "{prefix}{gains} {must} {what} `{}` ({})",
            field.wire,
            words::ty(&field.ty)
        );
        let mut keys = whole.to_vec();
        if required {
            keys.extend(construction(key, members.old));
        }
        found.push(
            &field.place,
            text,
            Judged {
                wire,
                bump: Bump::Minor,
                keys,
            },
        );
    }
}

/// What `new` takes is told by its place: another order compiles where the types are the same, and does something else.
fn order(found: &mut Found<'_>, members: &Members<'_>, key: &str) {
    let required = |fields: &[Field]| -> Vec<String> {
        let required = fields.iter().filter(|field| is_required(field));
        required.map(|field| field.wire.clone()).collect()
    };
    let (before, after) = (required(members.before), required(members.after));
    let common = |all: &[String], others: &[String]| -> Vec<String> {
        all.iter()
            .filter(|wire| others.contains(wire))
            .cloned()
            .collect()
    };
    let is_placed = before.len().min(after.len()) <= Struct::ARGUMENTS;
    if is_placed && common(&before, &after) != common(&after, &before) {
        let takes = if members.prefix.is_empty() {
            "it "
        } else {
            &members.prefix
        };
        let text = format!(
            "{takes}takes its required {}s in another order",
            members.what
        );
        let keys = vec![format!("{key}::new()")];
        found.push(
            members.place,
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Major,
                keys,
            },
        );
    }
}

fn called(prefix: &str, what: &str) -> String {
    if prefix.is_empty() {
        format!("the {what}")
    } else {
        format!("has a {what}:")
    }
}

/// Fields that are called otherwise now: of the same words, or the only ones that came and went, of the same type.
fn renames<'m>(sides: &Sides<'_>, members: &Members<'m>) -> Vec<(&'m str, &'m Field)> {
    let gone: Vec<&Field> = members
        .before
        .iter()
        .filter(|field| !members.after.iter().any(|other| other.wire == field.wire))
        .collect();
    let mut came: Vec<&Field> = members
        .after
        .iter()
        .filter(|field| !members.before.iter().any(|other| other.wire == field.wire))
        .collect();
    let fits = |one: &Field, other: &Field| {
        sides.pairs.relation(&one.ty, &other.ty) == Relation::Same && one.location == other.location
    };
    let mut renames = Vec::new();
    for field in &gone {
        let same_words = |other: &&Field| {
            crate::names::words(&field.wire) == crate::names::words(&other.wire)
                && fits(field, other)
        };
        let close = |other: &&Field| {
            gone.len() == 1
                && came.len() == 1
                && fits(field, other)
                && field.presence == other.presence
                && strsim::normalized_levenshtein(&field.wire, &other.wire) >= 0.5
        };
        let found = came
            .iter()
            .position(|other| same_words(other) || close(other));
        if let Some(index) = found {
            renames.push((field.wire.as_str(), came.remove(index)));
        }
    }
    renames
}

fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

/// The keys of what makes a struct.
fn construction(key: &str, old: Option<&Struct>) -> Vec<String> {
    let required = old.and_then(|structure| structure.required.as_ref());
    let module = key.rsplit_once("::").map_or("", |(module, _)| module);
    let required = required.map(|name| format!("{module}::{}*", name.as_str()));
    let made = [format!("{key}::new()"), format!("{key}: Default")];
    made.into_iter().chain(required).collect()
}

/// The keys of a field: itself, its setters, and what makes the struct where it is required.
fn of_field(key: &str, field: &Field, old: Option<&Struct>) -> Vec<String> {
    let name = field.name.as_str();
    let mut keys = vec![
        format!("{key}.{name}"),
        format!("{key}::{name}()"),
        format!("{key}::clear_{name}()"),
    ];
    if is_required(field) {
        keys.extend(construction(key, old));
    }
    keys
}

/// Compares a field that is on both sides.
fn member(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    members: &Members<'_>,
    key: &str,
    old: &Field,
    new: &Field,
) {
    let prefix = match members.prefix.as_str() {
        "" => format!("the {} `{}` ", members.what, new.wire),
        prefix => format!("the {} `{}` of {prefix}", members.what, new.wire),
    };
    let mut keys = of_field(key, old, members.old);
    if is_required(new) {
        keys.extend(construction(key, members.old));
    }
    let relation = sides.pairs.relation(&old.ty, &new.ty);
    if relation != Relation::Same || words::ty(&old.ty) != words::ty(&new.ty) {
        let wire = direction(members, sent(relation), answered(relation));
        let text = format!(
            "{prefix}is {}, it was {}",
            words::ty(&new.ty),
            words::ty(&old.ty)
        );
        found.push(
            &new.place,
            text,
            Judged {
                wire,
                bump: Bump::Minor,
                keys: keys.clone(),
            },
        );
    }
    if let Some((text, wire)) = presence(members, old.presence, new.presence) {
        found.push(
            &new.place,
            format!("{prefix}{text}"),
            Judged {
                wire,
                bump: Bump::Minor,
                keys: keys.clone(),
            },
        );
    }
    if old.location != new.location {
        let text = format!(
            "{prefix}goes into the {}, not into the {}",
            location(new.location),
            location(old.location)
        );
        found.push(
            &new.place,
            text,
            Judged {
                wire: Wire::Breaks,
                bump: Bump::Minor,
                keys: keys.clone(),
            },
        );
    }
    if old.boxed != new.boxed {
        let text = if new.boxed {
            "holds its own struct, in a box"
        } else {
            "does not hold its own struct any more"
        };
        found.push(
            &new.place,
            format!("{prefix}{text}"),
            Judged {
                wire: Wire::Fine,
                bump: Bump::Minor,
                keys: keys.clone(),
            },
        );
    }
    if old.name != new.name && old.wire == new.wire {
        let text = format!(
            "{prefix}is named `{}` in Rust, it was `{}`",
            new.name.as_str(),
            old.name.as_str()
        );
        found.push(
            &new.place,
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Minor,
                keys,
            },
        );
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => {
            let text = format!("{prefix}is deprecated");
            found.push(
                &new.place,
                text,
                Judged {
                    wire: Wire::Fine,
                    bump: Bump::Minor,
                    keys: Vec::new(),
                },
            );
        }
        (true, false) => {
            let text = format!("{prefix}is not deprecated any more");
            found.push(
                &new.place,
                text,
                Judged {
                    wire: Wire::Fine,
                    bump: Bump::Patch,
                    keys: Vec::new(),
                },
            );
        }
        _ => {}
    }
    described(found, &prefix, &old.doc, &new.doc, &new.place);
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Body => "body",
        Location::Query => "query",
        Location::QueryComma => "query with commas",
        Location::Header => "headers",
    }
}

/// The worse of what the two directions that the type is used in suffer.
fn direction(members: &Members<'_>, sent: Wire, answered: Wire) -> Wire {
    let sent = if members.sent { sent } else { Wire::Fine };
    let answered = if members.answered {
        answered
    } else {
        Wire::Fine
    };
    sent.max(answered)
}

/// What became of whether a field has to be there.
fn presence(members: &Members<'_>, old: Presence, new: Presence) -> Option<(String, Wire)> {
    if old == new {
        return None;
    }
    let split = |presence| match presence {
        Presence::Required => (true, false),
        Presence::Optional => (false, false),
        Presence::Nullable => (false, true),
        Presence::RequiredNullable => (true, true),
    };
    let ((was_required, was_nullable), (required, nullable)) = (split(old), split(new));
    let mut texts = Vec::new();
    let (mut sent, mut answered) = (Wire::Fine, Wire::Fine);
    match (was_required, required) {
        (false, true) => {
            texts.push("is required");
            sent = Wire::Breaks;
        }
        (true, false) => {
            texts.push("is not required any more");
            answered = Wire::Breaks;
        }
        _ => {}
    }
    match (was_nullable, nullable) {
        (false, true) => {
            texts.push("may be null");
            answered = Wire::Breaks;
        }
        (true, false) => {
            texts.push("may not be null any more");
            sent = Wire::Breaks;
        }
        _ => {}
    }
    Some((texts.join(" and "), direction(members, sent, answered)))
}
