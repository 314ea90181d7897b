//! The scopes that the operations want, each once, with names of their own.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, Place};
use crate::load::Document;
use crate::model::{Area, ScopeConstant};
use crate::names::{Case, Scope};
use crate::normalise::METHODS;
use crate::tree::{Entry, Node};

/// A scope that an operation of an area wants.
pub struct Wanted<'w> {
    scope: &'w str,
    area: &'w str,
    place: &'w Place,
}

/// The scopes of all areas, sorted.
pub fn scopes(areas: &[Area], diagnostics: &mut Diagnostics) -> Vec<ScopeConstant> {
    constants(areas.iter().flat_map(of_area), diagnostics)
}

/// What the operations of an area want.
pub fn of_area(area: &Area) -> impl Iterator<Item = Wanted<'_>> {
    area.operations().flat_map(|operation| {
        operation.scopes.iter().map(|scope| Wanted {
            scope,
            area: &area.wire,
            place: &operation.place,
        })
    })
}

/// What the operations of a document want, without lowering it.
pub fn of_document(document: &Document) -> impl Iterator<Item = Wanted<'_>> {
    let default = document.tree.child("security");
    let paths = document.tree.child("paths").into_iter().flat_map(entries);
    let operations = paths
        .flat_map(move |(_, item)| entries(&item.node))
        .filter(|(method, _)| METHODS.contains(&method.as_str()));
    operations.flat_map(move |(_, operation)| {
        let security = operation.node.child("security").or(default);
        let required = security.and_then(Node::items).into_iter().flatten();
        let scopes = required
            .flat_map(entries)
            .flat_map(|(_, scopes)| scopes.node.items().into_iter().flatten());
        scopes.filter_map(Node::as_text).map(|scope| Wanted {
            scope,
            area: &document.area,
            place: &operation.key,
        })
    })
}

fn entries(node: &Node) -> impl Iterator<Item = (&String, &Entry)> {
    node.entries().into_iter().flatten()
}

/// A constant for each scope, sorted.
pub fn constants<'w>(
    wanted: impl Iterator<Item = Wanted<'w>>,
    diagnostics: &mut Diagnostics,
) -> Vec<ScopeConstant> {
    let mut found: BTreeMap<&str, (&Place, Vec<String>)> = BTreeMap::new();
    for Wanted { scope, area, place } in wanted {
        let (_, areas) = found.entry(scope).or_insert((place, Vec::new()));
        if !areas.iter().any(|known| known == area) {
            areas.push(area.to_owned());
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
