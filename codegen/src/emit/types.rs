//! `<area>/types.rs`: what is sent and received, then the tables by which it is written and read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, enums, forms, imports, structs, tables, unions};
use crate::model::{Area, Doc, Item, Presence, Type};

/// The file with the types of an area.
pub fn file(area: &Area) -> TokenStream {
    let doc = docs::inner(
        &Doc::default(),
        &format!("What the {} operations send and receive.", area.wire),
    );
    let items = area.types.iter().map(|item| match item {
        Item::Struct(structure) => structs::structure(structure),
        Item::Enum(enumeration) => enums::enumeration(enumeration),
        Item::Form(form) => forms::form(form),
        Item::Union(union) => unions::union(union),
    });
    let tables = tables::tables(&area.types);
    let body = quote! {
        #(#items)*
        #tables
    };
    let imports = imports::imports(&body);
    quote! {
        #doc
        #imports
        #body
    }
}

/// From where a type is named.
#[derive(Clone, Copy, PartialEq)]
pub enum From {
    /// The file that defines it.
    Types,
    /// The file of the area.
    Area,
}

/// A type as it is written.
pub fn ty(ty: &Type, from: From) -> TokenStream {
    match ty {
        Type::Text => quote!(String),
        Type::Flag => quote!(bool),
        Type::Whole => quote!(i64),
        Type::Number => quote!(f64),
        Type::Any => quote!(Value),
        Type::Secret => quote!(Secret<String>),
        Type::File => quote!(FilePart),
        Type::Named { name, .. } if from == From::Area => quote!(types::#name),
        Type::Named { name, .. } => quote!(#name),
        Type::List(item) => {
            let item = self::ty(item, from);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = self::ty(value, from);
            quote!(BTreeMap<String, #value>)
        }
        Type::OrNull(value) => {
            let value = self::ty(value, from);
            quote!(Option<#value>)
        }
    }
}

/// The type of a field.
pub fn field(field: &crate::model::Field, from: From) -> TokenStream {
    let value = ty(&field.ty, from);
    let value = if field.boxed {
        quote!(Box<#value>)
    } else {
        value
    };
    match field.presence {
        Presence::Required => value,
        Presence::Optional | Presence::RequiredNullable => quote!(Option<#value>),
        Presence::Nullable => quote!(Nullable<#value>),
    }
}
