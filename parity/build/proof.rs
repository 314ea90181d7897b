//! Writes what the proofs over the whole API need: how each operation is called, and how its answer is read.

use std::path::Path;

use highlevel_codegen::model::{Answer, Area, Operation};
use highlevel_codegen::{Generation, Source, Spec};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::our_driver::Home;
use super::table::{forms, ident};
use super::write_file;

/// Writes `spec.rs` with the documents, and a file for each generation, so that the two are compiled side by side.
pub fn write(spec: &Spec, sources: &[Source], folder: &Path) -> Result<(), String> {
    let texts = sources
        .iter()
        .map(|source| format!("({:?}, {:?}),\n", source.path, source.text));
    let texts: String = texts.collect();
    write_file(&folder.join("spec.rs"), &format!("&[\n{texts}]\n"))?;
    for generation in [Generation::V2, Generation::V3] {
        let areas = spec.api.areas.iter();
        let areas = areas.filter(|area| area.generation == generation);
        let (mut modules, mut entries) = (Vec::new(), Vec::new());
        for (index, area) in areas.enumerate() {
            let module = format_ident!("area_{index}");
            modules.push(self::module(area, &module)?);
            entries.extend(
                area.operations()
                    .map(|operation| entry(area, operation, &module)),
            );
        }
        let code = quote! {
            #(#modules)*
            pub static OPERATIONS: &[Operation] = &[#(#entries),*];
        };
        let file = syn::parse2(code).map_err(|error| format!("the proofs are no Rust: {error}"))?;
        let path = folder.join(format!("{}.rs", generation.folder()));
        write_file(&path, &prettyplease::unparse(&file))?;
    }
    Ok(())
}

/// The functions that call the operations of an area.
fn module(area: &Area, module: &Ident) -> Result<TokenStream, String> {
    let (root, forms) = (quote!(highlevel), forms(area));
    let home = Home::new(area, &root);
    let functions = area.operations();
    let functions: Vec<TokenStream> = functions
        .map(|operation| home.function(operation, &forms))
        .collect::<Result<_, _>>()?;
    Ok(quote! {
        mod #module {
            use parity::calls::{
                Called, Target, argument, body, called, file, files, named_files, optional,
            };
            use serde_json::Value;
            #(#functions)*
        }
    })
}

fn entry(area: &Area, operation: &Operation, module: &Ident) -> TokenStream {
    let document = format!("{}/{}", area.generation.folder(), area.wire);
    let (pointer, name) = (&operation.pointer, ident(&operation.name));
    let reads = match &operation.answer {
        Answer::Json(ty) => {
            let root = quote!(highlevel);
            let ty = Home::new(area, &root).ty(ty);
            quote!(Some(round_trip::<#ty>))
        }
        Answer::Undocumented => quote!(Some(round_trip::<Option<Value>>)),
        Answer::Empty | Answer::Bytes => quote!(None),
    };
    quote! {
        Operation {
            document: #document, pointer: #pointer, call: #module::#name, round_trip: #reads,
        }
    }
}
