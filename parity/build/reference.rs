//! Runs progenitor: over the whole document where it can, otherwise over each operation, to tell which it refuses.

use std::collections::BTreeSet;
use std::panic;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Value, json};
use syn::{FnArg, ImplItem, Item, Pat, Signature};

use super::edits;

/// What progenitor made of a document.
pub struct Reference {
    /// Its client.
    pub file: syn::File,
    /// The operations that it took, with their methods.
    pub methods: Vec<(Key, Signature)>,
    /// The operations that it refused even after the edits, and why.
    pub refused: Vec<(Key, String)>,
}

/// An operation: its path and its method in lower case.
pub type Key = (String, String);

/// Generates the client of an edited document.
pub fn generate(document: &Value) -> Result<Reference, String> {
    let loud = panic::take_hook();
    // What progenitor panics with becomes a reason.
    panic::set_hook(Box::new(|_| {}));
    let reference = attempt(document).or_else(|_| without_refused(document));
    panic::set_hook(loud);
    reference
}

/// Keeps the operations that progenitor takes one by one.
fn without_refused(document: &Value) -> Result<Reference, String> {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for (path, method, _) in edits::operations(document) {
        let key = (path.clone(), method.clone());
        match attempt(&narrowed(document, std::slice::from_ref(&key))) {
            Ok(_) => taken.push(key),
            Err(reason) => refused.push((key, reason)),
        }
    }
    let mut reference = attempt(&narrowed(document, &taken))?;
    reference.refused = refused;
    Ok(reference)
}

/// Lets progenitor generate everything; a panic is an error.
pub fn attempt(document: &Value) -> Result<Reference, String> {
    let openapi: OpenAPI = serde_json::from_value(document.clone())
        .map_err(|error| format!("openapiv3 does not read it: {error}"))?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    let generated = panic::catch_unwind(|| Generator::new(&settings).generate_tokens(&openapi));
    let tokens = generated
        .map_err(|payload| format!("progenitor panics: {}", message(&*payload)))?
        .map_err(|error| format!("progenitor refuses it: {error}"))?;
    let file: syn::File =
        syn::parse2(tokens).map_err(|error| format!("progenitor's client is no Rust: {error}"))?;
    check_fields(&file.items)?;
    let methods = methods(&file, &openapi)?;
    Ok(Reference {
        file,
        methods,
        refused: Vec::new(),
    })
}

/// progenitor makes one field of `id` and `_id`, and with that a struct that does not compile.
fn check_fields(items: &[Item]) -> Result<(), String> {
    for item in items {
        match item {
            Item::Mod(module) => {
                let inner = module.content.as_ref().map(|(_, items)| items.as_slice());
                check_fields(inner.unwrap_or_default())?;
            }
            Item::Struct(structure) => {
                let mut names = BTreeSet::new();
                for name in structure
                    .fields
                    .iter()
                    .filter_map(|field| field.ident.as_ref())
                {
                    if !names.insert(name) {
                        let ident = &structure.ident;
                        return Err(format!("progenitor's `{ident}` has two fields `{name}`"));
                    }
                }
            }
            Item::Impl(block) => {
                for item in &block.items {
                    if let ImplItem::Fn(method) = item {
                        check_arguments(&method.sig)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A query parameter and a header of one name become two arguments of one name.
fn check_arguments(signature: &Signature) -> Result<(), String> {
    let mut names = BTreeSet::new();
    for argument in &signature.inputs {
        if let FnArg::Typed(argument) = argument
            && let Pat::Ident(name) = &*argument.pat
            && !names.insert(&name.ident)
        {
            let (method, name) = (&signature.ident, &name.ident);
            return Err(format!(
                "progenitor's `{method}` has two arguments `{name}`"
            ));
        }
    }
    Ok(())
}

/// The methods stand in the order of the operations.
fn methods(file: &syn::File, openapi: &OpenAPI) -> Result<Vec<(Key, Signature)>, String> {
    let keys: Vec<Key> = openapi
        .paths
        .iter()
        .filter_map(|(path, item)| Some((path, item.as_item()?)))
        .flat_map(|(path, item)| {
            item.iter()
                .map(move |(method, _)| (path.clone(), method.to_owned()))
        })
        .collect();
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    });
    let functions = blocks
        .flat_map(|block| &block.items)
        .filter_map(|item| match item {
            ImplItem::Fn(function) if function.sig.asyncness.is_some() => {
                Some(function.sig.clone())
            }
            _ => None,
        });
    let functions: Vec<Signature> = functions.collect();
    if functions.len() != keys.len() {
        let (found, expected) = (functions.len(), keys.len());
        return Err(format!(
            "progenitor made {found} methods of {expected} operations"
        ));
    }
    Ok(keys.into_iter().zip(functions).collect())
}

/// The document with these operations alone, and with the components that they lead to: a schema that no operation
/// of them uses must not make progenitor refuse them.
fn narrowed(document: &Value, keys: &[Key]) -> Value {
    let mut narrow = document.clone();
    let mut paths = json!({});
    for (path, method) in keys {
        let item = &document["paths"][path];
        paths[path][method] = item[method].clone();
        if !item["parameters"].is_null() {
            paths[path]["parameters"] = item["parameters"].clone();
        }
    }
    narrow["paths"] = paths;
    let reachable = reachable(document, &narrow["paths"]);
    let sections = narrow["components"]
        .as_object_mut()
        .into_iter()
        .flatten()
        .filter(|(section, _)| *section != "securitySchemes");
    for (section, entries) in sections {
        entries.as_object_mut().into_iter().for_each(|entries| {
            entries.retain(|name, _| reachable.contains(&format!("#/components/{section}/{name}")));
        });
    }
    narrow
}

fn reachable(document: &Value, start: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text)
                if text.starts_with("#/components/") && found.insert(text.clone()) =>
            {
                open.extend(document.pointer(&text[1..]));
            }
            _ => {}
        }
    }
    found
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("without a message").to_owned()
}
