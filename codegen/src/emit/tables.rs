//! The tables by which the runtime writes and reads a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::types;
use crate::model::{Field, Item, Location, Presence, Type, Union};

/// The table of a type.
pub fn table(item: &Item) -> TokenStream {
    match item {
        Item::Struct(structure) => {
            let name = &structure.name;
            let rows = structure.fields.iter().map(row);
            quote!(record! { #name { #(#rows)* } })
        }
        Item::Form(form) => {
            let name = &form.name;
            let rows = form.fields.iter().map(|field| {
                let (name, wire) = (&field.name, &field.wire);
                quote!(#name #wire;)
            });
            quote!(form! { #name { #(#rows)* } })
        }
        Item::Union(union) => {
            let name = &union.name;
            if let Some(tags) = &union.tags {
                return tagged(union, &tags.values);
            }
            let rows = union.variants.iter().map(|(variant, ty)| {
                let ty = types::ty(ty, types::From::Types);
                quote!(#variant(#ty);)
            });
            quote!(union! { #name { #(#rows)* } })
        }
        Item::Enum(enumeration) => {
            let name = &enumeration.name;
            let rows = enumeration.variants.iter().map(|variant| {
                let (name, wire) = (&variant.name, &variant.wire);
                quote!(#name #wire;)
            });
            quote!(open_enum! { #name { #(#rows)* } })
        }
    }
}

fn tagged(union: &Union, tags: &[String]) -> TokenStream {
    let name = &union.name;
    let rows = union.variants.iter().zip(tags).map(|((variant, ty), tag)| {
        let ty = types::ty(ty, types::From::Types);
        quote!(#tag #variant(#ty);)
    });
    quote!(tagged_union! { #name { #(#rows)* } })
}

/// Where a parameter goes.
pub fn location(location: Location) -> TokenStream {
    match location {
        Location::Query | Location::Body => quote!(query),
        Location::QueryComma => quote!(query_comma),
        Location::Header => quote!(header),
    }
}

fn row(field: &Field) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire);
    let presence = match (field.presence, &field.ty) {
        (Presence::Required, Type::Any) | (Presence::RequiredNullable, _) => {
            quote!(required_nullable)
        }
        (Presence::Optional, Type::Any) | (Presence::Nullable, _) => quote!(nullable),
        (Presence::Required, _) => quote!(required),
        (Presence::Optional, _) => quote!(optional),
    };
    let tag = field.tag.iter();
    quote!(#name #wire #presence #(#tag)*;)
}
