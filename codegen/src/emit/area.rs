//! `<area>.rs`: the handle, the operations by tag, their parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, imports, operation, params};
use crate::model::{Area, Generation, Group, Operation};

/// The file of an area.
pub fn file(area: &Area) -> TokenStream {
    let doc = docs::inner(&area.doc, &format!("The {} operations.", area.wire));
    let handle = handle(area);
    let groups = area.groups.iter().map(|group| group_block(area, group));
    let all: Vec<&Operation> = area.operations().collect();
    let structures = all
        .iter()
        .filter_map(|operation| params::structure(area, operation));
    let statics = all.iter().map(|operation| operation::metadata(operation));
    let tables = params::tables(&all);
    let body = quote! {
        #handle
        #(#groups)*
        #(#structures)*
        #(#statics)*
        #tables
    };
    let imports = imports::imports(&body);
    quote! {
        #doc
        #imports
        pub mod types;
        #body
    }
}

fn handle(area: &Area) -> TokenStream {
    let (name, module) = (&area.handle, &area.module);
    let owner = match area.generation {
        Generation::V2 => format!("[`Client::{module}`](crate::Client::{module})"),
        Generation::V3 => format!("[`V3::{module}`](crate::v3::V3::{module})"),
    };
    let doc = docs::paragraphs(vec![format!("The {} area, from {owner}.", area.wire)]);
    quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(crate) client: &'c Client,
        }
    }
}

fn group_block(area: &Area, group: &Group) -> TokenStream {
    let name = &area.handle;
    let doc = docs::outer(&group.doc, "Operations.");
    let methods = group.operations.iter().map(operation::method);
    quote! {
        #doc
        impl #name<'_> {
            #(#methods)*
        }
    }
}
