//! `guide.rs` and its pages: documentation and nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::load::pages::{Pages, Topic};

/// The start of the guide.
pub fn start(pages: &Pages) -> TokenStream {
    let doc = pages.guide.as_deref().map(docs::verbatim);
    let modules = pages.topics.iter().map(|topic| &topic.module);
    quote! {
        #doc
        #(pub mod #modules;)*
    }
}

/// A page of the guide.
pub fn page(topic: &Topic) -> TokenStream {
    docs::verbatim(&topic.text)
}
