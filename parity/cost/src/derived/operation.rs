//! The operations as `async fn`.

use highlevel_codegen::model::{Answer, Area, Body, Operation};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{docs, types};

/// The handle of an area with its operations and their parameters.
pub fn file(area: &Area) -> TokenStream {
    let (doc, handle) = (docs(&area.doc), &area.handle);
    let operations = area.operations().map(self::operation);
    let parameters = area.operations().filter_map(|operation| {
        let parameters = operation.parameters.as_ref()?;
        Some(types::structure(parameters, &quote!(types::)))
    });
    quote! {
        use serde::{Deserialize, Serialize};

        pub mod types;

        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            pub(crate) client: &'c crate::Client,
        }

        impl #handle<'_> {
            #(#operations)*
        }

        #(#parameters)*
    }
}

fn operation(operation: &Operation) -> TokenStream {
    let (doc, name) = (docs(&operation.doc), &operation.name);
    let path_names: Vec<_> = operation.path_parameters.iter().map(|p| &p.name).collect();
    let (mut arguments, mut steps) = (Vec::new(), Vec::new());
    if let Some(parameters) = &operation.parameters {
        let ty = &parameters.name;
        arguments.push(quote!(params: &#ty));
        steps.push(quote!(.query(params)));
    }
    match &operation.body {
        Some(Body::Json(ty)) => {
            let ty = types::ty(ty, &quote!(types::));
            arguments.push(quote!(body: &#ty));
            steps.push(quote!(.json(body)));
        }
        Some(Body::Multipart(_)) => {
            arguments.push(quote!(form: reqwest::multipart::Form));
            steps.push(quote!(.multipart(form)));
        }
        Some(Body::Urlencoded(_)) => {
            arguments.push(quote!(form: &[(&str, &str)]));
            steps.push(quote!(.form(form)));
        }
        None => {}
    }
    let output = match &operation.answer {
        Answer::Json(ty) => types::ty(ty, &quote!(types::)),
        Answer::Undocumented | Answer::Empty | Answer::Bytes => quote!(serde_json::Value),
    };
    let method = format_ident!("{}", operation.method.as_str());
    let (path, version) = (
        template(operation),
        operation.version.as_deref().unwrap_or("v3"),
    );
    quote! {
        #doc
        pub async fn #name(
            &self,
            #(#path_names: &str,)*
            #(#arguments),*
        ) -> Result<#output, crate::Error> {
            let path = format!(#path, #(#path_names),*);
            let request = self.client.request(reqwest::Method::#method, &path, #version) #(#steps)*;
            crate::send(request).await
        }
    }
}

/// The path with `{}` for each parameter.
fn template(operation: &Operation) -> String {
    let mut path = operation.path.clone();
    for parameter in &operation.path_parameters {
        path = path.replacen(&format!("{{{}}}", parameter.wire), "{}", 1);
    }
    path
}
