//! Writes, for each method of progenitor's client, a function that calls it with arguments given as JSON.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{FnArg, GenericArgument, Ident, Pat, PathArguments, Signature, Type};

use super::edits;
use super::reference::Key;

/// Where an argument's value stands in the JSON: the place and the name in it.
struct Source {
    place: &'static str,
    wire: String,
}

/// The function for a method, or why there can be none.
pub fn function(
    document: &Value,
    (path, method): &Key,
    signature: &Signature,
) -> Result<TokenStream, String> {
    let operation = &document["paths"][path][method];
    let mut sources = sources(document, path, operation)?;
    let (mut reads, mut passed) = (Vec::new(), Vec::new());
    for (name, ty) in arguments(signature) {
        let position = sources
            .iter()
            .position(|(argument, _)| name == argument.as_str());
        let position = position.ok_or_else(|| {
            format!("progenitor's argument `{name}` is no parameter of the operation")
        })?;
        let (_, source) = sources.remove(position);
        let Argument { read, pass } = argument(name, ty, &source)?;
        reads.push(read);
        passed.push(pass);
    }
    if let Some((_, source)) = sources.first() {
        return Err(format!(
            "progenitor's method has no argument for `{}`",
            source.wire
        ));
    }
    let name = &signature.ident;
    Ok(quote! {
        pub fn #name<'a>(target: &'a Target, arguments: &'a Value) -> Called<'a> {
            Box::pin(async move {
                let client = Client::new_with_client(&target.base_url, target.http.clone());
                #(#reads)*
                outcome(client.#name(#(#passed),*).await)
            })
        }
    })
}

/// The declared parameters by the names that progenitor gives their arguments, and the body.
fn sources(
    document: &Value,
    path: &str,
    operation: &Value,
) -> Result<Vec<(String, Source)>, String> {
    let mut sources = Vec::new();
    for parameter in edits::parameters(document, path, operation) {
        let wire = parameter["name"].as_str().unwrap_or_default().to_owned();
        let place = match parameter["in"].as_str() {
            Some("path") => "path",
            Some("query") => "query",
            Some("header") => "headers",
            other => return Err(format!("the parameter `{wire}` is in {other:?}")),
        };
        let is_list = edits::resolved(document, &parameter["schema"])["type"] == "array";
        if is_list && place != "query" {
            return Err(format!(
                "progenitor writes the list `{wire}` of the {place} with `to_string`, which does not compile"
            ));
        }
        sources.push((snake(&wire), Source { place, wire }));
    }
    if !operation["requestBody"].is_null() {
        let wire = String::new();
        sources.push((
            "body".to_owned(),
            Source {
                place: "body",
                wire,
            },
        ));
    }
    Ok(sources)
}

/// A name as progenitor makes it of a parameter.
fn snake(wire: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let name = wire
        .replace('\'', "")
        .replace(|letter: char| !is_part(letter), "-")
        .to_snake_case();
    let name = match name.chars().next() {
        None => "x".to_owned(),
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("_{name}"),
    };
    match syn::parse_str::<Ident>(&name) {
        Ok(_) => name,
        Err(_) => format!("{name}_"),
    }
}

/// The arguments of a method without the receiver.
fn arguments(signature: &Signature) -> impl Iterator<Item = (&Ident, &Type)> {
    signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pattern) => Some((&pattern.ident, &*typed.ty)),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    })
}

/// How an argument is read, and how it is passed.
struct Argument {
    read: TokenStream,
    pass: TokenStream,
}

fn argument(name: &Ident, ty: &Type, source: &Source) -> Result<Argument, String> {
    let Source { place, wire } = source;
    let value = format_ident!("value_of_{}", name);
    let optional = inside_option(ty);
    let Owned { ty, lend } = owned(optional.unwrap_or(ty))?;
    let (read, pass) = match (optional.is_some(), *place) {
        (_, "body") => (quote!(body::<#ty>(arguments)?), lent(&value, &lend)),
        (false, _) => (
            quote!(argument::<#ty>(arguments, #place, #wire)?),
            lent(&value, &lend),
        ),
        (true, _) => {
            let read = quote!(optional::<#ty>(arguments, #place, #wire)?);
            let pass = match lend {
                Lend::Text => quote!(#value.as_deref()),
                Lend::Borrow => quote!(#value.as_ref()),
                Lend::Give => quote!(#value),
            };
            (read, pass)
        }
    };
    Ok(Argument {
        read: quote!(let #value = #read;),
        pass,
    })
}

fn lent(value: &Ident, lend: &Lend) -> TokenStream {
    match lend {
        Lend::Text | Lend::Borrow => quote!(&#value),
        Lend::Give => quote!(#value),
    }
}

/// The type that holds an argument's value, and how the method wants it.
struct Owned {
    ty: TokenStream,
    lend: Lend,
}

enum Lend {
    Text,
    Borrow,
    Give,
}

fn owned(ty: &Type) -> Result<Owned, String> {
    let Type::Reference(reference) = ty else {
        return match ty {
            Type::Path(path) if path.path.is_ident("B") => {
                Err("the body is bytes, for which there are no samples".to_owned())
            }
            ty => Ok(Owned {
                ty: quote!(#ty),
                lend: Lend::Give,
            }),
        };
    };
    Ok(match &*reference.elem {
        Type::Path(path) if path.path.is_ident("str") => Owned {
            ty: quote!(String),
            lend: Lend::Text,
        },
        Type::Slice(slice) => {
            let item = &slice.elem;
            Owned {
                ty: quote!(Vec<#item>),
                lend: Lend::Borrow,
            }
        }
        ty => Owned {
            ty: quote!(#ty),
            lend: Lend::Borrow,
        },
    })
}

/// What an `Option` holds.
fn inside_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
