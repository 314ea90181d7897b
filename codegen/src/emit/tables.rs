//! The tables by which the runtime writes and reads a type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::types;
use crate::model::{Field, Item, Location, Presence, Type};

/// The macros that implement what types need, in the order in which they stand.
const MACROS: [&str; 5] = ["record", "form", "open_enum", "union", "tagged_union"];

/// The tables of types, with one macro for all of a kind: each use of a macro is kept by the compiler.
pub fn tables(items: &[Item]) -> TokenStream {
    let groups = MACROS.iter().filter_map(|name| {
        let items = items.iter().filter(|item| macro_of(item) == *name);
        group(name, items.map(table).collect())
    });
    quote!(#(#groups)*)
}

/// One macro with tables, if there are any.
pub fn group(name: &str, tables: Vec<TokenStream>) -> Option<TokenStream> {
    let name = Ident::new(name, Span::call_site());
    (!tables.is_empty()).then(|| quote!(#name! { #(#tables)* }))
}

fn macro_of(item: &Item) -> &'static str {
    match item {
        Item::Struct(_) => "record",
        Item::Form(_) => "form",
        Item::Enum(_) => "open_enum",
        Item::Union(union) if union.tags.is_some() => "tagged_union",
        Item::Union(_) => "union",
    }
}

/// `Type { row; row; }`.
fn table(item: &Item) -> TokenStream {
    match item {
        Item::Struct(structure) => {
            let name = &structure.name;
            let rows = structure.fields.iter().map(row);
            quote!(#name { #(#rows)* })
        }
        Item::Form(form) => {
            let name = &form.name;
            let rows = form.fields.iter().map(|field| {
                let (name, wire) = (&field.name, &field.wire);
                quote!(#name #wire;)
            });
            quote!(#name { #(#rows)* })
        }
        Item::Union(union) => {
            let name = &union.name;
            let tags = union.tags.as_ref().map(|tags| &tags.values);
            let rows = union
                .variants
                .iter()
                .enumerate()
                .map(|(index, (variant, ty))| {
                    let ty = types::ty(ty, types::From::Types);
                    let tag = tags.and_then(|tags| tags.get(index)).into_iter();
                    quote!(#(#tag)* #variant(#ty);)
                });
            quote!(#name { #(#rows)* })
        }
        Item::Enum(enumeration) => {
            let name = &enumeration.name;
            let rows = enumeration.variants.iter().map(|variant| {
                let (name, wire) = (&variant.name, &variant.wire);
                quote!(#name #wire;)
            });
            quote!(#name { #(#rows)* })
        }
    }
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
