//! `openapiv3` to the model: decides every name and every type. Nothing later knows `openapiv3`.

use std::collections::BTreeMap;

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostics, Place};
use crate::load::{Document, Generation};
use crate::model::{Area, Doc, Group, Operation, Skipped};
use crate::names::{Case, Scope};
use crate::tree::Node;

mod body;
mod components;
mod cycles;
mod doc;
mod enums;
mod forms;
mod operation;
mod paging;
mod parameters;
mod schema;
pub mod scopes;
mod structs;
mod tags;
mod unions;
mod usage;
mod way;
pub mod whole;

use schema::Types;

/// Lowers a document to an area, and what it holds besides.
pub fn lower(
    document: &Document,
    openapi: &OpenAPI,
    diagnostics: &mut Diagnostics,
) -> Option<(Area, Vec<Skipped>)> {
    let label = document.label();
    let mut area = empty(document, diagnostics)?;
    let mut types = Types::new(&label, openapi, &document.tree, diagnostics);
    types.components();
    let mut methods = operation::Names::new(&label);
    let operations: Vec<_> = each_operation(openapi, &document.tree)
        .filter_map(|found| operation::lower(&found, &mut methods, &mut types))
        .collect();
    let (mut items, skipped) = types.finish();
    let operations = with_version(document.generation, operations);
    cycles::box_recursion(&mut items);
    forms::check(
        &items,
        &operations
            .iter()
            .map(|(_, operation)| operation)
            .collect::<Vec<_>>(),
        diagnostics,
    );
    area.doc = doc::doc(openapi.info.description.as_deref());
    area.groups = groups(openapi, operations);
    area.types = items;
    Some((area, skipped))
}

/// The area of a document, without anything in it.
pub fn empty(document: &Document, diagnostics: &mut Diagnostics) -> Option<Area> {
    let place = Place::whole(&document.tree.place.file);
    let mut name = |case| {
        let name = Scope::new("the areas").claim(&document.area, case, &place);
        name.map_err(|fault| diagnostics.push(fault)).ok()
    };
    Some(Area {
        generation: document.generation,
        wire: document.area.clone(),
        module: name(Case::Module)?,
        handle: name(Case::Type)?,
        doc: Doc::default(),
        groups: Vec::new(),
        types: Vec::new(),
    })
}

/// An operation that does not say which version it wants gets the one that most of its document want: the gateway asks
/// for one all the same.
fn with_version(
    generation: Generation,
    mut operations: Vec<(Option<String>, Operation)>,
) -> Vec<(Option<String>, Operation)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for version in operations
        .iter()
        .filter_map(|(_, operation)| operation.version.as_deref())
    {
        *counts.entry(version).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(version, _)| version.to_owned());
    let version = most.or_else(|| (generation == Generation::V3).then(|| "v3".to_owned()));
    for (_, operation) in &mut operations {
        if operation.version.is_none() {
            operation.version.clone_from(&version);
        }
    }
    operations
}

/// An operation of the document, and what is needed to lower it.
pub struct Found<'d> {
    method: &'d str,
    path: &'d str,
    item: &'d openapiv3::PathItem,
    item_node: &'d Node,
    operation: &'d openapiv3::Operation,
    node: &'d Node,
    key: &'d Place,
}

/// The operations, in the order of the document.
fn each_operation<'d>(openapi: &'d OpenAPI, tree: &'d Node) -> impl Iterator<Item = Found<'d>> {
    openapi.paths.paths.iter().flat_map(move |(path, item)| {
        let item = item.as_item().into_iter();
        item.flat_map(move |item| {
            let node = tree.child("paths").and_then(|paths| paths.child(path));
            let entries = node.and_then(Node::entries).into_iter().flatten();
            entries.filter_map(move |(key, entry)| {
                let (method, operation) = item.iter().find(|(method, _)| *method == key)?;
                Some(Found {
                    method,
                    path,
                    item,
                    item_node: node?,
                    operation,
                    node: &entry.node,
                    key: &entry.key,
                })
            })
        })
    })
}

/// The operations by their first tag: declared tags in their order, then the others, then those without one.
fn groups(openapi: &OpenAPI, operations: Vec<(Option<String>, Operation)>) -> Vec<Group> {
    let declared = openapi
        .tags
        .iter()
        .map(|tag| (Some(tag.name.clone()), doc::doc(tag.description.as_deref())));
    let mut groups: Vec<(Option<String>, Group)> = declared
        .map(|(tag, doc)| {
            (
                tag,
                Group {
                    doc,
                    operations: Vec::new(),
                },
            )
        })
        .collect();
    for (tag, operation) in operations {
        match groups.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, group)) => group.operations.push(operation),
            None => groups.push((
                tag,
                Group {
                    doc: Doc::default(),
                    operations: vec![operation],
                },
            )),
        }
    }
    groups.retain(|(_, group)| !group.operations.is_empty());
    groups
        .into_iter()
        .map(|(tag, mut group)| {
            if group.doc.is_empty() {
                group.doc = doc::doc(tag.as_deref());
            }
            group
        })
        .collect()
}

#[cfg(test)]
mod tests;
