//! `openapiv3` to the model: decides every name and every type. Nothing later knows `openapiv3`.

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostics, Place};
use crate::load::Document;
use crate::model::{Api, Area, Doc, Group, Operation};
use crate::names::{Case, Scope};
use crate::tree::Node;

mod body;
mod components;
mod cycles;
mod doc;
mod enums;
mod forms;
mod operation;
mod parameters;
mod schema;
mod structs;
mod unions;
mod usage;
mod whole;

use schema::Types;

/// Lowers the documents that could be read.
pub fn lower(documents: &[(&Document, OpenAPI)], diagnostics: &mut Diagnostics) -> Api {
    let mut modules = Scope::new("the areas");
    let mut api = Api::default();
    for (document, openapi) in documents {
        let feature = format!("{}/{}", document.generation.folder(), document.area);
        let lowered = match modules.claim(&feature, Case::Module, &document.tree.place) {
            Ok(_) => area(document, openapi, &mut api, diagnostics),
            Err(fault) => Err(fault),
        };
        match lowered {
            Ok(area) => api.areas.push(area),
            Err(fault) => diagnostics.push(fault),
        }
    }
    api
}

/// One area.
fn area(
    document: &Document,
    openapi: &OpenAPI,
    api: &mut Api,
    diagnostics: &mut Diagnostics,
) -> Result<Area, crate::diagnostic::Diagnostic> {
    let label = format!("{}/{}", document.generation.folder(), document.area);
    let place = Place::whole(&document.tree.place.file);
    let module = Scope::new("the areas").claim(&document.area, Case::Module, &place)?;
    let handle = Scope::new("the areas").claim(&document.area, Case::Type, &place)?;

    let mut types = Types::new(&label, openapi, &document.tree, diagnostics);
    types.components();
    let mut methods = operation::Names::new(&label);
    let operations: Vec<_> = each_operation(openapi, &document.tree)
        .filter_map(|found| operation::lower(&found, &mut methods, &mut types))
        .collect();
    let (mut items, skipped) = types.finish();
    cycles::box_recursion(&mut items);
    forms::check(
        &items,
        &operations
            .iter()
            .map(|(_, operation)| operation)
            .collect::<Vec<_>>(),
        diagnostics,
    );
    api.skipped.extend(skipped);
    Ok(Area {
        generation: document.generation,
        wire: document.area.clone(),
        module,
        handle,
        doc: doc::doc(openapi.info.description.as_deref()),
        groups: groups(openapi, operations),
        types: items,
    })
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
