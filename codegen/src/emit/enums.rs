//! Strings with known values.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::model::Enum;

/// An enum that keeps values it does not know.
pub fn enumeration(enumeration: &Enum) -> TokenStream {
    let name = &enumeration.name;
    let doc = docs::outer(&enumeration.doc, &format!("The values of `{name}`."));
    let variants = enumeration.variants.iter().map(|variant| {
        let name = &variant.name;
        let doc = docs::paragraphs(vec![format!("{}.", docs::code(&variant.wire))]);
        quote!(#doc #name)
    });
    quote! {
        #doc
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know.
            Unknown(UnknownValue),
        }
    }
}
