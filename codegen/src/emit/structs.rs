//! Objects that are sent or received.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::setters::{Constructor, constructor, setters};
use super::types::{From, field};
use crate::model::{Field, Struct};

/// A struct, with a constructor and setters where requests carry it.
pub fn structure(structure: &Struct) -> TokenStream {
    let name = &structure.name;
    let doc = docs::outer(&structure.doc, &format!("The `{name}` object."));
    let fields = structure
        .fields
        .iter()
        .map(|field| member(field, From::Types));
    let methods = structure.in_request.then(|| methods(structure));
    let must_use = structure.in_request.then(|| quote!(#[must_use]));
    quote! {
        #doc
        #[non_exhaustive]
        #must_use
        pub struct #name {
            #(#fields,)*
            unknown: UnknownFields,
        }
        #methods
    }
}

/// A field.
pub fn member(member: &Field, from: From) -> TokenStream {
    let name = &member.name;
    let ty = field(member, from);
    let doc = docs::outer(&member.doc, &format!("`{}`.", member.wire));
    let deprecated = member
        .deprecated
        .then(|| quote!(#[deprecated = "the API deprecates it"]));
    quote! {
        #doc
        #deprecated
        pub #name: #ty
    }
}

fn methods(structure: &Struct) -> TokenStream {
    let name = &structure.name;
    let Constructor { new, items } = constructor(structure, From::Types, &quote!(..blank()));
    let setters = setters(structure, From::Types);
    quote! {
        impl #name {
            #new
            #(#setters)*
        }
        #items
    }
}
