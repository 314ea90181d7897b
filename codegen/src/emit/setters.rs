//! How values are handed over: the type of an argument, and the expression that turns it into the field's value.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{From, field, ty};
use crate::model::{Field, Presence, Struct, Type};
use crate::names::Name;

/// An argument: its type, and what becomes of it.
pub struct Argument {
    pub ty: TokenStream,
    pub value: TokenStream,
}

/// The argument for a value of this type.
pub fn argument(value: &Type, name: &TokenStream, from: From) -> Argument {
    let plain = ty(value, from);
    match value {
        Type::List(item) => {
            let plain = ty(item, from);
            if converts(item) {
                let value = quote!(#name.into_iter().map(Into::into).collect());
                Argument {
                    ty: quote!(impl IntoIterator<Item = impl Into<#plain>>),
                    value,
                }
            } else {
                Argument {
                    ty: quote!(impl IntoIterator<Item = #plain>),
                    value: quote!(#name.into_iter().collect()),
                }
            }
        }
        Type::Map(item) => {
            let plain = ty(item, from);
            let (item, value) = if converts(item) {
                (quote!(impl Into<#plain>), quote!(value.into()))
            } else {
                (plain, quote!(value))
            };
            let value =
                quote!(#name.into_iter().map(|(key, value)| (key.into(), #value)).collect());
            Argument {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, #item)>),
                value,
            }
        }
        value if converts(value) => Argument {
            ty: quote!(impl Into<#plain>),
            value: quote!(#name.into()),
        },
        _ => Argument {
            ty: plain,
            value: quote!(#name),
        },
    }
}

/// Whether other types can become this one.
fn converts(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Whole | Type::Number | Type::Any | Type::Secret | Type::File => true,
        Type::Named { is_enum, .. } => *is_enum,
        Type::Flag | Type::List(_) | Type::Map(_) | Type::OrNull(_) => false,
    }
}

/// `new` and what belongs to it; `rest` fills the fields that are not required.
pub struct Constructor {
    /// The method, to stand first in the struct's `impl` block.
    pub new: TokenStream,
    /// The items to stand behind that block.
    pub items: TokenStream,
}

/// The constructor of a struct that a caller fills.
pub fn constructor(structure: &Struct, from: From, rest: &TokenStream) -> Constructor {
    let required: Vec<&Field> = structure.required_fields().collect();
    let is_deprecated = required.iter().any(|field| field.deprecated);
    let allow = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    if let Some(name) = &structure.required {
        return from_struct(structure, name, &required, from, rest, allow.as_ref());
    }
    if required.is_empty() {
        return empty(structure, rest);
    }
    let names = required.iter().map(|field| &field.name);
    let arguments: Vec<Argument> = required
        .iter()
        .map(|field| required_argument(field, from))
        .collect();
    let types = arguments.iter().map(|argument| &argument.ty);
    let values = required.iter().zip(&arguments);
    let values = values.map(|(field, argument)| assigned(field, &argument.value));
    let new = quote! {
        /// Starts with what the API requires.
        #allow
        pub fn new(#(#names: #types),*) -> Self {
            Self { #(#values,)* #rest }
        }
    };
    Constructor {
        new,
        items: TokenStream::new(),
    }
}

/// The constructor of a struct of which nothing is required.
fn empty(structure: &Struct, rest: &TokenStream) -> Constructor {
    let name = &structure.name;
    // A struct of which everything is blank needs no literal.
    let value = if rest.to_string() == quote!(..blank()).to_string() {
        quote!(blank())
    } else {
        quote!(Self { #rest })
    };
    let new = quote! {
        /// Starts with nothing set.
        pub fn new() -> Self {
            #value
        }
    };
    let items = quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    Constructor { new, items }
}

/// A constructor whose many required fields are named in a struct of their own.
fn from_struct(
    structure: &Struct,
    required_name: &Name,
    required: &[&Field],
    from: From,
    rest: &TokenStream,
    allow: Option<&TokenStream>,
) -> Constructor {
    let name = &structure.name;
    let names: Vec<_> = required.iter().map(|field| &field.name).collect();
    let types = required.iter().map(|member| field(member, from));
    let field_docs = required
        .iter()
        .map(|field| docs::outer(&field.doc, &format!("`{}`.", field.wire)));
    let doc = docs::paragraphs(vec![format!("What the API requires of [`{name}`].")]);
    let new = quote! {
        /// Starts with what the API requires.
        #allow
        pub fn new(required: #required_name) -> Self {
            Self { #(#names: required.#names,)* #rest }
        }
    };
    let items = quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct #required_name {
            #(#field_docs pub #names: #types,)*
        }
    };
    Constructor { new, items }
}

fn required_argument(member: &Field, from: From) -> Argument {
    let name = &member.name;
    match member.presence {
        Presence::RequiredNullable => Argument {
            ty: field(member, from),
            value: quote!(#name),
        },
        _ => argument(&member.ty, &quote!(#name), from),
    }
}

/// `name: value`, or `name` where both are the same.
fn assigned(field: &Field, value: &TokenStream) -> TokenStream {
    let name = &field.name;
    if quote!(#name).to_string() == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

/// The setters of the fields that are not required.
pub fn setters(structure: &Struct, from: From) -> impl Iterator<Item = TokenStream> {
    let is_optional =
        |field: &&Field| matches!(field.presence, Presence::Optional | Presence::Nullable);
    structure
        .fields
        .iter()
        .filter(is_optional)
        .map(move |field| setter(field, from))
}

/// What stands on a method that sets a field.
fn attributes(field: &Field) -> TokenStream {
    let deprecated = field
        .deprecated
        .then(|| quote!(#[deprecated = "the API deprecates it"] #[allow(deprecated)]));
    let operator = operator(&field.name);
    quote!(#deprecated #operator)
}

/// A method that is called like one of std's operators is still the API's word.
pub fn operator(name: &Name) -> Option<TokenStream> {
    const OPERATORS: [&str; 18] = [
        "add", "as_mut", "as_ref", "bitand", "bitor", "bitxor", "borrow", "clone", "cmp",
        "default", "deref", "div", "eq", "hash", "mul", "neg", "not", "sub",
    ];
    let is_operator = OPERATORS.contains(&name.as_str());
    is_operator
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the API calls it so")]))
}

fn setter(field: &Field, from: From) -> TokenStream {
    let name = &field.name;
    let doc = docs::sets(field);
    let attributes = attributes(field);
    let Argument { ty, value } = argument(&field.ty, &quote!(#name), from);
    let value = if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    let value = match field.presence {
        Presence::Nullable => quote!(Nullable::Value(#value)),
        _ => quote!(Some(#value)),
    };
    let clear = (field.presence == Presence::Nullable).then(|| clear(field));
    quote! {
        #doc
        #attributes
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
        #clear
    }
}

fn clear(field: &Field) -> TokenStream {
    let name = &field.name;
    let clear = quote::format_ident!("clear_{}", name.as_str());
    let doc = docs::paragraphs(vec![format!(
        "Sends `null` for `{}`, which clears it.",
        field.wire
    )]);
    let attributes = attributes(field);
    quote! {
        #doc
        #attributes
        pub fn #clear(mut self) -> Self {
            self.#name = Nullable::Null;
            self
        }
    }
}
