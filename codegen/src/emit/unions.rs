//! Values that can be of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{From, ty};
use crate::model::{Tags, Type, Union};

/// An enum with a variant for each type, and one for what fits none.
pub fn union(union: &Union) -> TokenStream {
    if let Some(tags) = &union.tags {
        return tagged(union, tags);
    }
    let name = &union.name;
    let doc = docs::outer(&union.doc, &format!("What `{name}` can be."));
    let variants = union.variants.iter().map(|(variant, ty)| {
        let payload = payload(ty);
        let doc = docs::paragraphs(vec![describe(ty)]);
        quote!(#doc #variant(#payload))
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value of none of these types.
            Other(Value),
        }
    }
}

/// An enum with a variant for each value of the key beside it, and one for other values.
fn tagged(union: &Union, tags: &Tags) -> TokenStream {
    let name = &union.name;
    let property = &tags.property;
    let doc = docs::outer(
        &union.doc,
        &format!("What `{name}` can be; it sets and is told by `{property}`."),
    );
    let variants = union
        .variants
        .iter()
        .zip(&tags.values)
        .map(|((variant, ty), tag)| {
            let payload = payload(ty);
            let doc = docs::paragraphs(vec![format!("`{tag}`.")]);
            quote!(#doc #variant(#payload))
        });
    let tag_doc = docs::paragraphs(vec![format!("`{property}`.")]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// What this version of the crate does not know.
            Other {
                #tag_doc
                tag: String,
                /// The value beside it.
                value: Value,
            },
        }
    }
}

/// What a variant holds; structs in a box, so that one large variant does not make all of them large.
fn payload(value: &Type) -> TokenStream {
    let plain = ty(value, From::Types);
    match value {
        Type::Named { is_enum: false, .. } => quote!(Box<#plain>),
        _ => plain,
    }
}

fn describe(ty: &Type) -> String {
    match ty {
        Type::Text | Type::Secret => "A text.".to_owned(),
        Type::Flag => "True or false.".to_owned(),
        Type::Whole => "A whole number.".to_owned(),
        Type::Number => "A number.".to_owned(),
        Type::Named { name, .. } => format!("[`{name}`]."),
        Type::List(_) => "A list.".to_owned(),
        Type::Map(_) => "A map.".to_owned(),
        Type::Any | Type::File | Type::OrNull(_) => "Another value.".to_owned(),
    }
}
