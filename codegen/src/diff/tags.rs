//! Compares what tells the types of a union.

use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::model::{Type, Union};

/// Compares the key beside the value, and what stands there for the types that are on both sides; `key` is the union's.
pub fn compare(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    key: &str,
    old: &Union,
    new: &Union,
    prefix: &str,
) {
    let mut changed = |text: String, wire: Wire| {
        let judged = Judged {
            wire,
            bump: Bump::Minor,
            keys: vec![format!("{key}*")],
        };
        found.push(&new.place, format!("{prefix}{text}"), judged);
    };
    let (before, after) = match (&old.tags, &new.tags) {
        (None, None) => return,
        (None, Some(tags)) => {
            let text = format!(
                "is told by `{}`, it was by what it looks like",
                tags.property
            );
            return changed(text, Wire::Risky);
        }
        (Some(tags), None) => {
            let text = format!(
                "is told by what it looks like, it was by `{}`",
                tags.property
            );
            return changed(text, Wire::Risky);
        }
        (Some(before), Some(after)) => (before, after),
    };
    if before.property != after.property {
        let text = format!(
            "is told by `{}`, it was by `{}`",
            after.property, before.property
        );
        changed(text, Wire::Breaks);
    }
    let mut seen: Vec<&Type> = Vec::new();
    for (_, ty) in &old.variants {
        if seen.contains(&ty) {
            continue;
        }
        seen.push(ty);
        let same = |other: &Type| sides.pairs.relation(ty, other) == Relation::Same;
        let old_values = values(old, |other| other == ty);
        let new_values = values(new, same);
        if !new_values.is_empty() && old_values != new_values {
            let text = format!(
                "{} is told by {}, it was by {}",
                words::ty(ty),
                words::list(new_values),
                words::list(old_values)
            );
            changed(text, Wire::Breaks);
        }
    }
}

/// What stands beside the values of a type.
fn values(union: &Union, is_it: impl Fn(&Type) -> bool) -> Vec<&str> {
    let tags = union.tags.iter().flat_map(|tags| &tags.values);
    tags.zip(&union.variants)
        .filter(|(_, (_, ty))| is_it(ty))
        .map(|(value, _)| value.as_str())
        .collect()
}
