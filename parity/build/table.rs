//! Writes the table of operations: what each is, and how both clients call it.

use std::collections::BTreeMap;
use std::path::Path;

use highlevel_codegen::model::{Area, Item, Struct};
use highlevel_codegen::names::Name;
use highlevel_codegen::{Document, Spec};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::Ident;

use super::our_driver::Home;
use super::reference::{self, Key};
use super::{edits, reference_driver, write_file};

/// The functions that call one client, by operation, or why there is none.
type Functions = BTreeMap<Key, Result<Ident, String>>;

/// Writes `operations.rs` into a folder, and the effective documents beside it; `root` is where our client lies.
pub fn write(spec: &Spec, root: &TokenStream, folder: &Path) -> Result<(), String> {
    let (mut documents, mut modules, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for document in &spec.documents {
        let (generation, area) = (document.generation.folder(), &document.area);
        let tree = document.tree.to_json();
        let (label, file) = (
            format!("{generation}/{area}"),
            format!("{generation}.{area}.json"),
        );
        write_file(&folder.join(&file), &tree.to_string())?;
        documents.push(quote!((#label, include_str!(#file))));

        let module = format_ident!("document_{}", modules.len());
        let area = area_of(spec, document);
        let (our_code, ours) = ours(area, &tree, root);
        let (reference_code, references) = reference(&tree);
        modules.push(quote! {
            mod #module {
                pub mod ours { #our_code }
                pub mod reference { #reference_code }
            }
        });
        entries.extend(self::entries(&label, &tree, &module, &ours, &references));
    }
    let code = quote! {
        /// The effective documents, by generation and area.
        pub static DOCUMENTS: &[(&str, &str)] = &[#(#documents),*];
        /// Every operation of the documents.
        pub static OPERATIONS: &[Operation] = &[#(#entries),*];
        #(#modules)*
    };
    let file = syn::parse2(code).map_err(|error| format!("the table is no Rust: {error}"))?;
    write_file(&folder.join("operations.rs"), &prettyplease::unparse(&file))
}

fn area_of<'s>(spec: &'s Spec, document: &Document) -> Option<&'s Area> {
    spec.api
        .areas
        .iter()
        .find(|area| area.generation == document.generation && area.wire == document.area)
}

/// The functions that call our client.
fn ours(area: Option<&Area>, tree: &Value, root: &TokenStream) -> (TokenStream, Functions) {
    let (mut code, mut functions) = (Vec::new(), Functions::new());
    for (path, method, _) in edits::operations(tree) {
        let key = (path.clone(), method.clone());
        let pointer = format!(
            "/paths/{}/{method}",
            path.replace('~', "~0").replace('/', "~1")
        );
        let found = area.and_then(|area| {
            let mut operations = area.operations();
            Some((
                area,
                operations.find(|operation| operation.pointer == pointer)?,
            ))
        });
        let function = found
            .ok_or_else(|| "our client does not have it".to_owned())
            .and_then(|(area, operation)| {
                let function = Home::new(area, root).function(operation, &forms(area))?;
                Ok((ident(&operation.name), function))
            });
        let name = function.map(|(name, function)| {
            code.push(function);
            name
        });
        functions.insert(key, name);
    }
    let code = quote! {
        use serde_json::Value;
        use crate::calls::{
            Called, Target, argument, body, called, file, files, named_files, optional,
        };
        #(#code)*
    };
    (code, functions)
}

pub fn ident(name: &Name) -> Ident {
    let span = Span::call_site();
    if name.is_raw() {
        Ident::new_raw(name.as_str(), span)
    } else {
        Ident::new(name.as_str(), span)
    }
}

pub fn forms(area: &Area) -> Vec<&Struct> {
    let forms = area.types.iter().filter_map(|item| {
        let Item::Form(form) = item else { return None };
        Some(form)
    });
    forms.collect()
}

/// progenitor's client of a document, and the functions that call it.
fn reference(tree: &Value) -> (TokenStream, Functions) {
    let mut edited = tree.clone();
    edits::apply(&mut edited);
    let generated = match reference::generate(&edited) {
        Ok(generated) => generated,
        Err(reason) => {
            let keys =
                edits::operations(tree).map(|(path, method, _)| (path.clone(), method.clone()));
            return (
                TokenStream::new(),
                keys.map(|key| (key, Err(reason.clone()))).collect(),
            );
        }
    };
    let refused = generated
        .refused
        .into_iter()
        .map(|(key, reason)| (key, Err(reason)));
    let mut functions: Functions = refused.collect();
    let mut code = Vec::new();
    for (key, signature) in &generated.methods {
        let function = reference_driver::function(&edited, key, signature);
        let name = function.map(|function| {
            code.push(function);
            signature.ident.clone()
        });
        functions.insert(key.clone(), name);
    }
    let items = &generated.file.items;
    let code = quote! {
        #(#items)*
        pub mod calls {
            use serde_json::Value;
            use super::{Client, types};
            use crate::calls::{Called, Target, argument, body, optional, outcome};
            #(#code)*
        }
    };
    (code, functions)
}

fn entries(
    label: &str,
    tree: &Value,
    module: &Ident,
    ours: &Functions,
    references: &Functions,
) -> Vec<TokenStream> {
    let entries = edits::operations(tree).map(|(path, method, operation)| {
        let key = (path.clone(), method.clone());
        let (id, sends_form) = (
            operation["operationId"].as_str(),
            edits::sends_form(tree, operation),
        );
        let id = id.unwrap_or_default();
        let ours = function(ours.get(&key), &quote!(#module::ours));
        let reference = function(references.get(&key), &quote!(#module::reference::calls));
        quote! {
            Operation {
                document: #label, id: #id, method: #method, path: #path, sends_form: #sends_form,
                ours: #ours, reference: #reference,
            }
        }
    });
    entries.collect()
}

fn function(function: Option<&Result<Ident, String>>, module: &TokenStream) -> TokenStream {
    match function {
        Some(Ok(name)) => quote!(Ok(#module::#name)),
        Some(Err(reason)) => quote!(Err(#reason)),
        None => quote!(Err("no function was made for it")),
    }
}
