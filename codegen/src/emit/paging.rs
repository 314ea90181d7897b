//! Lists: what is known of their pages, and how the items are taken out of one.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Cursor, CursorSource, Next, Paging, Presence, Step};

/// What is known of the pages.
pub fn metadata(paging: &Paging) -> TokenStream {
    let items = &paging.items;
    let size = optional(paging.size.as_ref());
    let next = next(&paging.next);
    let more = optional(paging.more.as_ref());
    let total = optional(paging.total.as_ref());
    quote! {
        &Paging { items: #items, size: #size, next: #next, more: #more, total: #total }
    }
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

fn next(next: &Next) -> TokenStream {
    match next {
        Next::Offset(parameter) => quote!(Next::Offset(#parameter)),
        Next::Page { parameter, first } => {
            let first = proc_macro2::Literal::u32_unsuffixed(*first);
            quote!(Next::Page { parameter: #parameter, first: #first })
        }
        Next::Cursor(cursors) => {
            let cursors = cursors.iter().map(cursor);
            quote!(Next::Cursor(&[#(#cursors),*]))
        }
    }
}

fn cursor(cursor: &Cursor) -> TokenStream {
    let parameter = &cursor.parameter;
    let from = match &cursor.from {
        CursorSource::Answer(pointer) => quote!(CursorSource::Answer(#pointer)),
        CursorSource::LastItem(pointer) => quote!(CursorSource::LastItem(#pointer)),
    };
    quote!(Cursor { parameter: #parameter, from: #from })
}

/// The function that takes the items out of a page of the given type.
pub fn items(paging: &Paging, page: &TokenStream) -> TokenStream {
    let list = match paging.way.first() {
        Some(Step::Variant { .. }) => {
            let ways = std::iter::once(&paging.way).chain(&paging.others);
            let arms = ways.filter_map(|way| arm(way));
            quote!(match page { #(#arms,)* _ => Vec::new() })
        }
        _ => list(&paging.way),
    };
    quote!(|page: #page| #list)
}

/// The list in the variant that the way begins with.
fn arm(way: &[Step]) -> Option<TokenStream> {
    let (Step::Variant { union, variant }, rest) = way.split_first()? else {
        return None;
    };
    let list = list(rest);
    Some(quote!(types::#union::#variant(page) => #list))
}

/// The list at the end of the steps; an empty one where it is missing.
fn list(steps: &[Step]) -> TokenStream {
    match follow(quote!(page), steps) {
        (list, true) => quote!(#list.unwrap_or_default()),
        (list, false) => list,
    }
}

/// The value at the end of the steps, and whether it may be missing.
fn follow(value: TokenStream, steps: &[Step]) -> (TokenStream, bool) {
    let Some((step, rest)) = steps.split_first() else {
        return (value, false);
    };
    match step {
        Step::Field { name, presence } => {
            let field = match presence {
                Presence::Nullable => quote!(#value.#name.into_option()),
                _ => quote!(#value.#name),
            };
            if *presence == Presence::Required {
                return follow(field, rest);
            }
            let (inner, is_optional) = follow(quote!(#name), rest);
            let joined = match (rest.is_empty(), is_optional) {
                (true, _) => field,
                (false, true) => quote!(#field.and_then(|#name| #inner)),
                (false, false) => quote!(#field.map(|#name| #inner)),
            };
            (joined, true)
        }
        Step::Variant { union, variant } => {
            let (inner, is_optional) = follow(quote!(page), rest);
            let found = if is_optional {
                inner
            } else {
                quote!(Some(#inner))
            };
            let chosen = quote! {
                match #value { types::#union::#variant(page) => #found, _ => None }
            };
            (chosen, true)
        }
    }
}
