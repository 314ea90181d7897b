//! The scopes that the operations want, each once, with names of their own.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Place};
use crate::model::{Area, ScopeConstant};
use crate::names::{Case, Scope};

/// The scopes of all areas, sorted.
pub fn scopes(areas: &[Area], diagnostics: &mut Diagnostics) -> Vec<ScopeConstant> {
    let mut found: BTreeMap<&str, (&Place, Vec<String>)> = BTreeMap::new();
    for area in areas {
        for operation in area.operations() {
            for scope in &operation.scopes {
                let (_, areas) = found.entry(scope).or_insert((&operation.place, Vec::new()));
                if !areas.contains(&area.wire) {
                    areas.push(area.wire.clone());
                }
            }
        }
    }
    let mut names = Scope::new("the scopes");
    let constants = found.into_iter().filter_map(|(wire, (place, areas))| {
        let name = names.claim(wire, Case::Constant, place);
        let name = name.map_err(|fault| diagnostics.push(fault)).ok()?;
        Some(ScopeConstant {
            wire: wire.to_owned(),
            name,
            areas,
        })
    });
    constants.collect()
}
