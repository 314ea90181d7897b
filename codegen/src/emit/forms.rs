//! Structs of which every field is a part of the request: multipart forms and parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::setters::{Constructor, constructor, setters};
use super::structs::member;
use super::types::From;
use crate::model::{Presence, Struct};

/// A multipart form.
pub fn form(form: &Struct) -> TokenStream {
    let doc = docs::outer(&form.doc, &format!("The `{}` form.", form.name));
    parts(form, &doc, From::Types)
}

/// A struct that is only filled and sent.
pub fn parts(structure: &Struct, doc: &TokenStream, from: From) -> TokenStream {
    let name = &structure.name;
    let fields = structure.fields.iter().map(|field| member(field, from));
    let optional = structure
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Optional);
    let names = optional.map(|field| &field.name);
    let Constructor { new, items } = constructor(structure, from, &quote!(#(#names: None),*));
    let setters = setters(structure, from);
    quote! {
        #doc
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        #[must_use]
        pub struct #name {
            #(#fields,)*
        }
        impl #name {
            #new
            #(#setters)*
        }
        #items
    }
}
