//! Compares what a text or a value can be: the values of an enum, and the types of a union.

use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::model::{Enum, Union};

/// Compares the values of an enum.
pub fn values(
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
pub fn parts(
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
