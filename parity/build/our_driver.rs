//! Writes, for each operation of the model, a function that calls our client with arguments given as JSON.

use highlevel_codegen::Generation;
use highlevel_codegen::model::{
    Area, Body, Field, Location, Operation, Parameter, Presence, Struct, Type,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Where an area lies in our client.
pub struct Home<'m> {
    module: TokenStream,
    accessor: TokenStream,
    root: &'m TokenStream,
}

impl<'m> Home<'m> {
    /// The home of an area in the crate or module `root`.
    pub fn new(area: &Area, root: &'m TokenStream) -> Self {
        let module = &area.module;
        match area.generation {
            Generation::V2 => Self {
                module: quote!(#root::#module),
                accessor: quote!(#module()),
                root,
            },
            Generation::V3 => Self {
                module: quote!(#root::v3::#module),
                accessor: quote!(v3().#module()),
                root,
            },
        }
    }

    /// The function for an operation.
    pub fn function(
        &self,
        operation: &Operation,
        forms: &[&Struct],
    ) -> Result<TokenStream, String> {
        let (name, root, accessor) = (&operation.name, self.root, &self.accessor);
        let (mut reads, mut passed) = (Vec::new(), Vec::new());
        for parameter in &operation.path_parameters {
            let (read, pass) = self.path_argument(parameter);
            reads.push(read);
            passed.push(pass);
        }
        if let Some(structure) = &operation.parameters {
            let module = &self.module;
            let steps = self.filled(structure, &quote!(#module));
            reads.push(quote!(let params_value = { #steps };));
            passed.push(quote!(&params_value));
        }
        if let Some(body) = &operation.body {
            let (read, pass) = self.body(body, forms)?;
            reads.push(quote!(let body_value = #read;));
            passed.push(pass);
        }
        Ok(quote! {
            pub fn #name(target: &Target, arguments: &Value) -> Result<Called<'static>, String> {
                let client = #root::Client::from(target.ours.clone());
                #(#reads)*
                Ok(called(client.#accessor.#name(#(#passed),*)))
            }
        })
    }

    fn path_argument(&self, parameter: &Parameter) -> (TokenStream, TokenStream) {
        let (wire, ty) = (&parameter.wire, self.ty(&parameter.ty));
        let value = format_ident!("value_of_{}", parameter.name.as_str());
        let pass = match parameter.ty {
            Type::Whole | Type::Number | Type::Flag => quote!(#value),
            _ => quote!(&#value),
        };
        (
            quote!(let #value = argument::<#ty>(arguments, "path", #wire)?;),
            pass,
        )
    }

    fn body(&self, body: &Body, forms: &[&Struct]) -> Result<(TokenStream, TokenStream), String> {
        match body {
            Body::Json(ty) => {
                let ty = self.ty(ty);
                Ok((quote!(body::<#ty>(arguments)?), quote!(&body_value)))
            }
            Body::Multipart(name) | Body::Urlencoded(name) => {
                let form = forms.iter().find(|form| form.name == *name);
                let form = form.ok_or_else(|| format!("the model has no form `{name}`"))?;
                let module = &self.module;
                let steps = self.filled(form, &quote!(#module::types));
                Ok((quote!({ #steps }), quote!(body_value)))
            }
        }
    }

    /// A block that makes a struct with its constructor, then calls the setters of what the arguments hold.
    fn filled(&self, structure: &Struct, module: &TokenStream) -> TokenStream {
        let name = &structure.name;
        let required: Vec<&Field> = structure.required_fields().collect();
        let rest = structure
            .fields
            .iter()
            .filter(|field| required.iter().all(|known| known.name != field.name));
        let values = required.iter().map(|field| self.required(field));
        let new = match &structure.required {
            Some(struct_name) => {
                let names = required.iter().map(|field| &field.name);
                quote!(#module::#struct_name { #(#names: #values.into(),)* })
            }
            None => quote!(#(#values),*),
        };
        let setters = rest.map(|field| {
            let (setter, wire, place) = (&field.name, &field.wire, location(field));
            let Sampled { ty, made } = self.sampled(&field.ty);
            quote! {
                if let Some(value) = optional::<#ty>(arguments, #place, #wire)? {
                    made = made.#setter(#made(value));
                }
            }
        });
        quote! {
            let mut made = #module::#name::new(#new);
            #(#setters)*
            made
        }
    }

    fn required(&self, field: &Field) -> TokenStream {
        let (wire, place) = (&field.wire, location(field));
        let Sampled { ty, made } = self.sampled(&field.ty);
        match field.presence {
            Presence::RequiredNullable => {
                quote!(optional::<#ty>(arguments, #place, #wire)?.map(#made))
            }
            _ => quote!(#made(argument::<#ty>(arguments, #place, #wire)?)),
        }
    }

    /// What stands in the JSON for a value of this type, and the function that makes the value of it.
    fn sampled(&self, ty: &Type) -> Sampled {
        let (sample, made) = match ty {
            Type::File => (quote!(String), quote!(file)),
            Type::List(item) if **item == Type::File => (quote!(Vec<String>), quote!(files)),
            Type::Map(item) if **item == Type::File => (
                quote!(std::collections::BTreeMap<String, String>),
                quote!(named_files),
            ),
            ty => (self.ty(ty), quote!(std::convert::identity)),
        };
        Sampled { ty: sample, made }
    }

    /// The type that a value is deserialised as.
    pub fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Text | Type::Secret | Type::File => quote!(String),
            Type::Flag => quote!(bool),
            Type::Whole => quote!(i64),
            Type::Number => quote!(f64),
            Type::Any => quote!(Value),
            Type::Named { name, .. } => {
                let module = &self.module;
                quote!(#module::types::#name)
            }
            Type::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Type::Map(value) => {
                let value = self.ty(value);
                quote!(std::collections::BTreeMap<String, #value>)
            }
            Type::OrNull(value) => {
                let value = self.ty(value);
                quote!(Option<#value>)
            }
        }
    }
}

struct Sampled {
    ty: TokenStream,
    made: TokenStream,
}

/// Where the value of a field stands in the JSON.
fn location(field: &Field) -> &'static str {
    match field.location {
        Location::Body => "body",
        Location::Query | Location::QueryComma => "query",
        Location::Header => "headers",
    }
}
