//! The query and header parameters of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::forms::parts;
use super::tables;
use super::types::From;
use crate::model::{Area, Operation};

/// The struct of the parameters, if there are any.
pub fn structure(area: &Area, operation: &Operation) -> Option<TokenStream> {
    let structure = operation.parameters.as_ref()?;
    let (handle, method) = (&area.handle, operation.name.as_str());
    let doc = docs::paragraphs(vec![format!("The parameters of [`{handle}::{method}`].")]);
    Some(parts(structure, &doc, From::Area))
}

/// The tables of all parameters, if there are any.
pub fn tables(operations: &[&Operation]) -> Option<TokenStream> {
    let tables = operations.iter().filter_map(|operation| table(operation));
    tables::group("params", tables.collect())
}

fn table(operation: &Operation) -> Option<TokenStream> {
    let structure = operation.parameters.as_ref()?;
    let name = &structure.name;
    let rows = structure.fields.iter().map(|field| {
        let (name, wire, location) = (&field.name, &field.wire, tables::location(field.location));
        quote!(#name #wire #location;)
    });
    Some(quote!(#name { #(#rows)* }))
}
