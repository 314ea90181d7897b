//! Compares the areas: which are new, gone or renamed, and which operations moved between them.

use std::collections::BTreeMap;

use super::operations::{self, identity};
use super::{Bump, Change, Found, Judged, Wire, surface};
use crate::diagnostic::Place;
use crate::model::{Area, Generation, Operation};

/// What changes are sorted by: the area, then the area itself before its operations, and those before its types.
pub fn rank(change: &Change) -> (bool, &str, u8, &str) {
    let kind = match change.subject.as_str() {
        "" => 0,
        subject if subject.starts_with("type ") => 2,
        _ => 1,
    };
    (change.area.is_empty(), &change.area, kind, &change.subject)
}

/// An area as documents name it: `v2/contacts`.
fn label(area: &Area) -> String {
    format!("{}/{}", area.generation.folder(), area.wire)
}

/// Compares every area.
pub fn compare(found: &mut Found<'_>) {
    let (old, new) = (found.old, found.new);
    let named = |area: &&Area, all: &[Area]| {
        all.iter()
            .any(|other| (other.generation, &other.wire) == (area.generation, &area.wire))
    };
    let mut gone: Vec<&Area> = old
        .areas
        .iter()
        .filter(|area| !named(area, &new.areas))
        .collect();
    let mut fresh: Vec<&Area> = new
        .areas
        .iter()
        .filter(|area| !named(area, &old.areas))
        .collect();
    let mut pairs: Vec<(&Area, &Area)> = Vec::new();
    for area in &old.areas {
        let other = new
            .areas
            .iter()
            .find(|other| (other.generation, &other.wire) == (area.generation, &area.wire));
        pairs.extend(other.map(|other| (area, other)));
    }
    gone.retain(|area| {
        let Some(index) = fresh.iter().position(|other| is_renamed(area, other)) else {
            return true;
        };
        let other = fresh.remove(index);
        renamed(found, area, other);
        pairs.push((area, other));
        false
    });
    let moved = moves(&pairs, &gone, &fresh);
    for area in gone {
        removed(found, area, &moved);
    }
    for area in fresh {
        added(found, area);
    }
    for (area, other) in pairs {
        if !(found.is_same(area) && area.wire == other.wire) {
            found.area = label(other);
            operations::compare(found, area, other, &moved);
        }
    }
}

/// Operations that left one area of a generation and came to another: where they are now.
pub type Moves<'m> = BTreeMap<(Generation, String), (&'m Area, &'m Operation)>;

fn moves<'m>(pairs: &[(&'m Area, &'m Area)], gone: &[&'m Area], fresh: &[&'m Area]) -> Moves<'m> {
    let has = |area: &Area, wanted: &Operation| {
        area.operations()
            .any(|operation| identity(operation) == identity(wanted))
    };
    let mut left: Vec<(Generation, String)> = Vec::new();
    for area in gone {
        left.extend(
            area.operations()
                .map(|operation| (area.generation, identity(operation))),
        );
    }
    for (old, new) in pairs {
        let lost = old.operations().filter(|operation| !has(new, operation));
        left.extend(lost.map(|operation| (old.generation, identity(operation))));
    }
    let mut moves = Moves::new();
    let mut came = |area: &'m Area, operation: &'m Operation| {
        let key = (area.generation, identity(operation));
        if left.contains(&key) {
            moves.insert(key, (area, operation));
        }
    };
    for area in fresh {
        area.operations()
            .for_each(|operation| came(area, operation));
    }
    for (old, new) in pairs {
        let gained = new.operations().filter(|operation| !has(old, operation));
        gained.for_each(|operation| came(new, operation));
    }
    moves
}

/// Whether more than half of the operations are the same.
fn is_renamed(old: &Area, new: &Area) -> bool {
    let identities: Vec<String> = new.operations().map(identity).collect();
    let common = old
        .operations()
        .filter(|operation| identities.contains(&identity(operation)));
    let common = common.count();
    old.generation == new.generation
        && common * 2 > old.operations().count()
        && common * 2 > identities.len()
}

/// What users lose with the name of an area.
fn keys(area: &Area) -> Vec<String> {
    let module = surface::module(area);
    let accessor = match area.generation {
        Generation::V2 => format!("Client::{}()", area.module.as_str()),
        Generation::V3 => format!("v3::V3::{}()", area.module.as_str()),
    };
    vec![
        format!("{module}::*"),
        format!("feature {}", area.feature()),
        accessor,
    ]
}

fn place(area: &Area) -> Place {
    area.operations()
        .next()
        .map(|operation| operation.place.clone())
        .unwrap_or_default()
}

fn renamed(found: &mut Found<'_>, old: &Area, new: &Area) {
    found.area = label(new);
    found.subject.clear();
    let text = format!("the area `{}` is called `{}` now", old.wire, new.wire);
    let judged = Judged {
        wire: Wire::Fine,
        bump: Bump::Minor,
        keys: keys(old),
    };
    found.push(&place(new), text, judged);
}

fn removed(found: &mut Found<'_>, area: &Area, moved: &Moves<'_>) {
    found.area = label(area);
    found.subject.clear();
    let all = area.operations().count();
    let elsewhere = area
        .operations()
        .filter(|operation| moved.contains_key(&(area.generation, identity(operation))))
        .count();
    let text = match elsewhere {
        0 => format!(
            "the area is gone, with {all} operation{}",
            super::words::plural(all)
        ),
        _ => format!("the area is gone; {elsewhere} of its {all} operations moved to other areas"),
    };
    let wire = if elsewhere == all {
        Wire::Fine
    } else {
        Wire::Breaks
    };
    found.push(
        &place(area),
        text,
        Judged {
            wire,
            bump: Bump::Minor,
            keys: keys(area),
        },
    );
}

fn added(found: &mut Found<'_>, area: &Area) {
    found.area = label(area);
    found.subject.clear();
    let all = area.operations().count();
    let text = format!(
        "the area is new, with {all} operation{}",
        super::words::plural(all)
    );
    let judged = Judged {
        wire: Wire::Fine,
        bump: Bump::Minor,
        keys: Vec::new(),
    };
    found.push(&place(area), text, judged);
}
