//! The same model as a client would be written with serde's derive: structs with the same fields, constructors and
//! setters, enums with the same variants, and an `async fn` for each operation.
//!
//! It does less than ours: it drops what it does not know, has no documented errors, tells no path in a fault, redacts
//! nothing and leaves forms to the caller. So its cost is rather too low.

use std::collections::BTreeMap;

use highlevel_codegen::model::{Area, Doc};
use highlevel_codegen::{Generation, Spec};
use proc_macro2::TokenStream;
use quote::quote;

mod operation;
mod types;

/// Its files, for the dated areas.
///
/// # Errors
/// Where what would be written is no Rust.
pub fn files(spec: &Spec) -> Result<BTreeMap<String, String>, String> {
    let areas = spec.api.areas.iter();
    let areas: Vec<&Area> = areas
        .filter(|area| area.generation == Generation::V2)
        .collect();
    let mut files = BTreeMap::new();
    for area in &areas {
        let module = &area.module;
        files.insert(format!("src/{module}.rs"), text(operation::file(area))?);
        let types = types::file(area);
        files.insert(format!("src/{module}/types.rs"), text(types)?);
    }
    files.insert("src/lib.rs".to_owned(), text(root(&areas))?);
    Ok(files)
}

fn text(code: TokenStream) -> Result<String, String> {
    let file =
        syn::parse2(code).map_err(|error| format!("the derived client is no Rust: {error}"))?;
    Ok(prettyplease::unparse(&file))
}

fn root(areas: &[&Area]) -> TokenStream {
    let modules = areas.iter().map(|area| {
        let (module, feature) = (&area.module, &area.wire);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let accessors = areas.iter().map(|area| {
        let (module, handle, feature) = (&area.module, &area.handle, &area.wire);
        quote! {
            #[cfg(feature = #feature)]
            pub fn #module(&self) -> #module::#handle<'_> {
                #module::#handle { client: self }
            }
        }
    });
    quote! {
        #(#modules)*

        #[derive(Clone, Debug)]
        pub struct Client {
            pub http: reqwest::Client,
            pub base_url: String,
            pub token: String,
        }

        #[derive(Debug)]
        pub enum Error {
            Http(reqwest::Error),
            Status(u16, Vec<u8>),
            Json(serde_json::Error),
        }

        impl Client {
            #(#accessors)*

            pub fn request(
                &self,
                method: reqwest::Method,
                path: &str,
                version: &str,
            ) -> reqwest::RequestBuilder {
                let url = format!("{}{path}", self.base_url);
                self.http.request(method, url).bearer_auth(&self.token).header("Version", version)
            }
        }

        pub async fn send<T: serde::de::DeserializeOwned>(
            request: reqwest::RequestBuilder,
        ) -> Result<T, Error> {
            let response = request.send().await.map_err(Error::Http)?;
            let status = response.status();
            let bytes = response.bytes().await.map_err(Error::Http)?;
            if !status.is_success() {
                return Err(Error::Status(status.as_u16(), bytes.to_vec()));
            }
            serde_json::from_slice(&bytes).map_err(Error::Json)
        }
    }
}

/// The documentation of an item.
fn docs(doc: &Doc) -> TokenStream {
    let text = doc.paragraphs.join("\n\n");
    let text = (!text.is_empty()).then(|| format!(" {text}"));
    let text = text.into_iter();
    quote!(#(#[doc = #text])*)
}
