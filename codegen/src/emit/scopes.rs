//! `scopes.rs`: what an app can ask to be allowed to do.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::model::{Api, Doc, ScopeConstant};

/// The file of the scopes.
pub fn file(api: &Api) -> TokenStream {
    let doc = docs::inner(
        &Doc::default(),
        "The scopes that the operations want, for an app to ask for.",
    );
    let constants = api.scopes.iter().map(constant);
    quote! {
        #doc
        use highlevel_runtime::auth::Scope;
        #(#constants)*
    }
}

fn constant(scope: &ScopeConstant) -> TokenStream {
    let (name, wire) = (&scope.name, &scope.wire);
    let areas = scope.areas.join(", ");
    let doc = docs::paragraphs(vec![format!("`{wire}`, for {areas}.")]);
    quote! {
        #doc
        pub const #name: Scope = Scope::new(#wire);
    }
}
