//! The `use` items that a file needs, told by the identifiers that occur in it.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// What the runtime gives to generated code; the naming rules keep these words free.
const RUNTIME: [&str; 25] = [
    "AuthMethod",
    "Bytes",
    "Call",
    "Client",
    "Cursor",
    "CursorSource",
    "FilePart",
    "ListCall",
    "Method",
    "Next",
    "Nullable",
    "Operation",
    "Paging",
    "Secret",
    "TokenKind",
    "UnknownFields",
    "UnknownValue",
    "Value",
    "blank",
    "form",
    "open_enum",
    "params",
    "record",
    "tagged_union",
    "union",
];

/// Imports for the given body of a file.
pub fn imports(body: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect(body.clone(), &mut used);
    let map = used.contains("BTreeMap").then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let names = RUNTIME.iter().filter(|name| used.contains(**name));
    let names: Vec<Ident> = names
        .map(|name| Ident::new(name, Span::call_site()))
        .collect();
    let runtime =
        (!names.is_empty()).then(|| quote!(use highlevel_runtime::codegen::{#(#names),*};));
    quote! {
        #map
        #runtime
    }
}

/// Collects identifiers that a `use` could be for: not what follows `::`, nor the names of variants.
fn collect(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, tree) in trees.iter().enumerate() {
        let before = |back: usize| {
            index
                .checked_sub(back)
                .map(|index| trees[index].to_string())
        };
        let is = |back: usize, text: &str| before(back).as_deref() == Some(text);
        match tree {
            // `open_enum! { Type { Variant "value"; } }`
            TokenTree::Group(_) if is(1, "!") && is(2, "open_enum") => {}
            // `enum Type { Variant, Unknown(UnknownValue) }`
            TokenTree::Group(group) if is(2, "enum") => within_variants(group.stream(), used),
            TokenTree::Group(group) => collect(group.stream(), used),
            TokenTree::Ident(ident) if !(is(1, ":") && is(2, ":")) => {
                let ident = ident.to_string();
                let is_type = ident.starts_with(char::is_uppercase);
                let is_macro = trees
                    .get(index + 1)
                    .is_some_and(|next| next.to_string() == "!");
                let is_called = |text: &str| {
                    trees
                        .get(index + 1)
                        .is_some_and(|next| next.to_string() == text)
                };
                let is_blank = ident == "blank" && !is(1, "fn") && is_called("()");
                if is_type || is_macro || is_blank {
                    used.insert(ident);
                }
            }
            _ => {}
        }
    }
}

fn within_variants(variants: TokenStream, used: &mut BTreeSet<String>) {
    for tree in variants {
        if let TokenTree::Group(group) = tree
            && group.delimiter() != Delimiter::Bracket
        {
            collect(group.stream(), used);
        }
    }
}
