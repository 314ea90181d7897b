//! The types with serde's derive.

use highlevel_codegen::model::{Area, Enum, Field, Item, Presence, Struct, Type, Union};
use proc_macro2::TokenStream;
use quote::quote;

use super::docs;

/// The types of an area.
pub fn file(area: &Area) -> TokenStream {
    let items = area.types.iter().map(|item| match item {
        Item::Struct(structure) => self::structure(structure, &quote!()),
        Item::Enum(enumeration) => self::enumeration(enumeration),
        Item::Union(union) => self::union(union),
        Item::Form(_) => TokenStream::new(),
    });
    quote! {
        use serde::{Deserialize, Serialize};
        #(#items)*
    }
}

/// A struct; `path` leads from the file to the types.
pub fn structure(structure: &Struct, path: &TokenStream) -> TokenStream {
    let (doc, name) = (docs(&structure.doc), &structure.name);
    let fields = structure.fields.iter().map(|field| {
        let (doc, name, wire, ty) = (
            docs(&field.doc),
            &field.name,
            &field.wire,
            self::field(field, path),
        );
        let attribute = match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(#[serde(rename = #wire)]),
            Presence::Optional | Presence::Nullable => {
                quote!(#[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")])
            }
        };
        quote!(#doc #attribute pub #name: #ty)
    });
    let is_free = structure.required_fields().next().is_none();
    let default = is_free.then(|| quote!(Default,));
    let methods = structure.in_request.then(|| methods(structure, path));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, #default Serialize, Deserialize)]
        pub struct #name { #(#fields),* }
        #methods
    }
}

/// The constructor with what is required, and a setter for the rest.
fn methods(structure: &Struct, path: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let required: Vec<&Field> = structure.required_fields().collect();
    let is_required = |field: &&Field| required.iter().any(|known| known.name == field.name);
    let arguments = required.iter().map(|field| {
        let (name, ty) = (&field.name, self::field(field, path));
        quote!(#name: impl Into<#ty>)
    });
    let values = structure.fields.iter().map(|field| {
        let name = &field.name;
        match is_required(&field) {
            true => quote!(#name: #name.into()),
            false => quote!(#name: None),
        }
    });
    let setters = structure.fields.iter().filter(|field| !is_required(field));
    let setters = setters.map(|field| {
        let (doc, name, inner) = (docs(&field.doc), &field.name, boxed(field, path));
        let value = match field.presence {
            Presence::Nullable => quote!(Some(Some(#name.into()))),
            _ => quote!(Some(#name.into())),
        };
        quote! {
            #doc
            pub fn #name(mut self, #name: impl Into<#inner>) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    quote! {
        impl #name {
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
    }
}

/// A string enum; a value that is not known is one variant.
fn enumeration(enumeration: &Enum) -> TokenStream {
    let (doc, name) = (docs(&enumeration.doc), &enumeration.name);
    let variants = enumeration.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        quote!(#[serde(rename = #wire)] #name)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum #name {
            #(#variants,)*
            #[serde(other)]
            Unknown,
        }
    }
}

fn union(union: &Union) -> TokenStream {
    let (doc, name) = (docs(&union.doc), &union.name);
    let variants = union.variants.iter().map(|(name, ty)| {
        let ty = self::ty(ty, &quote!());
        quote!(#name(Box<#ty>))
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum #name {
            #(#variants,)*
            Other(serde_json::Value),
        }
    }
}

fn field(field: &Field, path: &TokenStream) -> TokenStream {
    let ty = boxed(field, path);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::RequiredNullable => quote!(Option<#ty>),
        Presence::Nullable => quote!(Option<Option<#ty>>),
    }
}

fn boxed(field: &Field, path: &TokenStream) -> TokenStream {
    let ty = ty(&field.ty, path);
    if field.boxed { quote!(Box<#ty>) } else { ty }
}

/// A type; `path` leads from the file to the types.
pub fn ty(ty: &Type, path: &TokenStream) -> TokenStream {
    let inside = |ty: &Type| self::ty(ty, path);
    match ty {
        Type::Text | Type::Secret | Type::File => quote!(String),
        Type::Flag => quote!(bool),
        Type::Whole => quote!(i64),
        Type::Number => quote!(f64),
        Type::Any => quote!(serde_json::Value),
        Type::Named { name, .. } => quote!(#path #name),
        Type::List(item) => {
            let item = inside(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = inside(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::OrNull(value) => {
            let value = inside(value);
            quote!(Option<#value>)
        }
    }
}
