//! Finds the fields through which a struct holds itself: those need a box.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Item, Presence, Struct, Type};
use crate::names::Name;

/// Boxes the fields through which a struct holds itself; a required one becomes optional, because a value of it could
/// never be finished otherwise.
pub fn box_recursion(items: &mut [Item]) {
    let held: BTreeMap<Name, BTreeSet<Name>> = items
        .iter()
        .filter_map(structure)
        .map(|structure| {
            (
                structure.name.clone(),
                structure
                    .fields
                    .iter()
                    .filter_map(direct)
                    .cloned()
                    .collect(),
            )
        })
        .collect();
    for item in items {
        let (Item::Struct(structure) | Item::Form(structure)) = item else {
            continue;
        };
        for field in &mut structure.fields {
            if direct(field).is_some_and(|name| reaches(&held, name, &structure.name)) {
                field.boxed = true;
                if field.presence == Presence::Required {
                    field.presence = Presence::Optional;
                }
            }
        }
    }
}

fn structure(item: &Item) -> Option<&Struct> {
    match item {
        Item::Struct(structure) | Item::Form(structure) => Some(structure),
        // What a union holds is in a box.
        Item::Enum(_) | Item::Union(_) => None,
    }
}

/// The struct that a field holds without a list or map in between.
fn direct(field: &Field) -> Option<&Name> {
    match &field.ty {
        Type::Named {
            name,
            is_enum: false,
        } => Some(name),
        _ => None,
    }
}

fn reaches(held: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending = vec![from];
    while let Some(name) = pending.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            pending.extend(held.get(name).into_iter().flatten());
        }
    }
    false
}
