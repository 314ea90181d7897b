//! `v3.rs`: the areas of version `v3`.

use proc_macro2::TokenStream;
use quote::quote;

use super::client::{accessor, module};
use super::{docs, of};
use crate::model::{Api, Doc, Generation};

/// The module of the generation.
pub fn file(api: &Api) -> TokenStream {
    let modules = of(api, Generation::V3).map(module);
    let accessors = of(api, Generation::V3).map(|area| accessor(area, &quote!(self.client)));
    let doc = docs::inner(
        &Doc::default(),
        "Version `v3` of the API, beside the versions that are named by a date.",
    );
    quote! {
        #doc
        #(#modules)*

        /// The areas of version `v3`, from [`Client::v3`](crate::Client::v3).
        #[derive(Clone, Copy, Debug)]
        pub struct V3<'c> {
            pub(crate) client: &'c highlevel_runtime::Client,
        }

        impl<'c> V3<'c> {
            #(#accessors)*
        }
    }
}
