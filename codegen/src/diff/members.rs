//! Compares the fields of an object, or the parameters of an operation: which are new, gone or renamed.

use super::member::member;
use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::diagnostic::Place;
use crate::model::{Field, Presence, Struct};

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
    let is_placed = before.len().min(after.len()) <= Struct::ARGUMENTS;
    if is_placed && is_reordered(&before, &after) {
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

/// Whether the names that are in both lists are there in another order.
pub fn is_reordered(before: &[String], after: &[String]) -> bool {
    let kept = before.iter().filter(|wire| after.contains(wire));
    !kept.eq(after.iter().filter(|wire| before.contains(wire)))
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

pub fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

/// The keys of what makes a struct.
pub fn construction(key: &str, old: Option<&Struct>) -> Vec<String> {
    let required = old.and_then(|structure| structure.required.as_ref());
    let module = key.rsplit_once("::").map_or("", |(module, _)| module);
    let required = required.map(|name| format!("{module}::{}*", name.as_str()));
    let made = [format!("{key}::new()"), format!("{key}: Default")];
    made.into_iter().chain(required).collect()
}

/// The keys of a field: itself, its setters, and what makes the struct where it is required.
pub fn of_field(key: &str, field: &Field, old: Option<&Struct>) -> Vec<String> {
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
