//! Compares a field that is on both sides.

use super::items::{answered, described, sent};
use super::members::{Members, construction, is_required, of_field};
use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::model::{Field, Location, Presence};

/// Compares the type of a field, and whether it has to be there.
pub fn member(
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
