//! An operation: a method of the area's handle, and the static that holds what is known of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::setters::operator;
use super::types::{From, ty};
use super::{docs, paging};
use crate::model::{Answer, AuthMethod, Body, Method, Operation, Parameter, TokenKind, Type};
use crate::names::Name;

/// The method.
pub fn method(operation: &Operation) -> TokenStream {
    let doc = docs::paragraphs(paragraphs(operation));
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "the API deprecates it"]));
    let operator = operator(&operation.name);
    let (name, constant) = (&operation.name, &operation.constant);
    let arguments = arguments(operation);
    let steps = steps(operation);
    let output = match &operation.answer {
        Answer::Empty => quote!(()),
        Answer::Undocumented => quote!(Option<Value>),
        Answer::Bytes => quote!(Bytes),
        Answer::Json(answer) => ty(answer, From::Area),
    };
    let (call, start) = match &operation.paging {
        Some(list) => {
            let item = ty(&list.item, From::Area);
            let items = paging::items(list, &output);
            (
                quote!(ListCall<#output, #item>),
                quote!(list(&#constant, #items)),
            )
        }
        None => (quote!(Call<#output>), quote!(call(&#constant))),
    };
    quote! {
        #doc
        #deprecated
        #operator
        pub fn #name(&self, #(#arguments),*) -> #call {
            self.client.#start #(#steps)*
        }
    }
}

/// The static.
pub fn metadata(operation: &Operation) -> TokenStream {
    let Operation {
        constant,
        id,
        path,
        scopes,
        ..
    } = operation;
    let method = method_name(operation.method);
    let version = operation.version.iter();
    let (header_names, header_values): (Vec<_>, Vec<_>) = operation.headers.iter().cloned().unzip();
    let headers = (!header_names.is_empty())
        .then(|| quote!(headers: &[#((#header_names, #header_values)),*],));
    let scopes = (!scopes.is_empty()).then(|| quote!(scopes: &[#(#scopes),*],));
    let auth = operation
        .auth
        .iter()
        .map(|auth| auth_name(*auth))
        .collect::<Vec<_>>();
    let auth = (!auth.is_empty()).then(|| quote!(auth: &[#(#auth),*],));
    let tokens = operation
        .tokens
        .iter()
        .map(|token| token_name(*token))
        .collect::<Vec<_>>();
    let tokens = (!tokens.is_empty()).then(|| quote!(tokens: &[#(#tokens),*],));
    let anonymous = operation.anonymous.then(|| quote!(anonymous: true,));
    let idempotent = operation.idempotent.then(|| quote!(idempotent: true,));
    let deprecated = operation.deprecated.then(|| quote!(deprecated: true,));
    let paging = operation.paging.iter().map(paging::metadata);
    quote! {
        static #constant: Operation = Operation {
            id: #id, method: #method, path: #path, #(version: Some(#version),)*
            #headers #scopes #anonymous #auth #tokens #idempotent #deprecated #(paging: Some(#paging),)*
            ..Operation::NONE
        };
    }
}

/// What the method does, what goes over the wire, and what comes back when the API refuses.
fn paragraphs(operation: &Operation) -> Vec<String> {
    let mut paragraphs = operation.doc.paragraphs.clone();
    if paragraphs.is_empty() {
        paragraphs.push(format!("Calls `{}`.", operation.id));
    }
    paragraphs.push(wire(operation));
    paragraphs.extend(
        operation
            .path_parameters
            .iter()
            .filter(|parameter| !parameter.doc.is_empty())
            .map(|parameter| {
                format!(
                    "- `{}`: {}",
                    parameter.name.as_str(),
                    parameter.doc.paragraphs.join(" ").replace('\n', " ")
                )
            }),
    );
    let errors = errors(operation);
    if !errors.is_empty() {
        let them = if errors.len() == 1 { "it" } else { "them" };
        let read = format!("read {them} with [`Error::body_json`](crate::Error::body_json).");
        paragraphs.push(format!("# Errors\n{}: {read}", errors.join(", ")));
    }
    paragraphs
}

/// `POST /conversations/messages`, scope `conversations/message.write`, sub-account token.
fn wire(operation: &Operation) -> String {
    let mut parts = vec![format!(
        "`{} {}`",
        operation.method.as_str(),
        operation.path
    )];
    let scopes: Vec<String> = operation
        .scopes
        .iter()
        .map(|scope| format!("`{scope}`"))
        .collect();
    if !scopes.is_empty() {
        parts.push(format!("scope {}", scopes.join(" or ")));
    }
    let tokens: Vec<&str> = operation
        .tokens
        .iter()
        .map(|token| token.as_str())
        .collect();
    if operation.anonymous {
        parts.push("no token".to_owned());
    } else if !tokens.is_empty() {
        parts.push(format!("{} token", tokens.join(" or ")));
    }
    format!("{}.", parts.join(", "))
}

/// `400 with [`types::BadRequest`]`, one for each body that the API documents.
fn errors(operation: &Operation) -> Vec<String> {
    let mut bodies: Vec<(&Name, Vec<String>)> = Vec::new();
    for (status, ty) in &operation.errors {
        let Type::Named { name, .. } = ty else {
            continue;
        };
        match bodies.iter_mut().find(|(known, _)| *known == name) {
            Some((_, statuses)) => statuses.push(status.to_string()),
            None => bodies.push((name, vec![status.to_string()])),
        }
    }
    let described = bodies
        .iter()
        .map(|(name, statuses)| format!("{} with [`types::{name}`]", statuses.join(" and ")));
    described.collect()
}

fn arguments(operation: &Operation) -> Vec<TokenStream> {
    let path = operation.path_parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let ty = match &parameter.ty {
            Type::Named { .. } => {
                let ty = ty(&parameter.ty, From::Area);
                quote!(&#ty)
            }
            Type::Whole | Type::Number | Type::Flag => ty(&parameter.ty, From::Area),
            _ => quote!(&str),
        };
        quote!(#name: #ty)
    });
    let params = operation.parameters.iter().map(|structure| {
        let name = &structure.name;
        quote!(params: &#name)
    });
    let body = operation.body.iter().map(|body| match body {
        Body::Json(Type::Text) => quote!(body: &str),
        Body::Json(Type::List(item)) => {
            let item = ty(item, From::Area);
            quote!(body: &[#item])
        }
        Body::Json(body) => {
            let ty = ty(body, From::Area);
            quote!(body: &#ty)
        }
        Body::Multipart(form) | Body::Urlencoded(form) => quote!(form: types::#form),
    });
    path.chain(params).chain(body).collect()
}

/// What the method hands over, in the order in which it goes into the request.
fn steps(operation: &Operation) -> Vec<TokenStream> {
    let path = operation.path_parameters.iter().map(path_step);
    let params = operation.parameters.iter().map(|_| quote!(.params(params)));
    let body = operation.body.iter().map(|body| match body {
        Body::Json(Type::List(_) | Type::Text) => quote!(.json(&body)),
        Body::Json(_) => quote!(.json(body)),
        Body::Multipart(_) => quote!(.multipart(form)),
        Body::Urlencoded(_) => quote!(.urlencoded(form)),
    });
    path.chain(params).chain(body).collect()
}

fn path_step(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.wire, &parameter.name);
    match &parameter.ty {
        Type::Named { .. } => quote!(.path(#wire, #name.as_str())),
        Type::Whole | Type::Number | Type::Flag => quote!(.path(#wire, &#name.to_string())),
        _ => quote!(.path(#wire, #name)),
    }
}

fn method_name(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(Method::Get),
        Method::Post => quote!(Method::Post),
        Method::Put => quote!(Method::Put),
        Method::Patch => quote!(Method::Patch),
        Method::Delete => quote!(Method::Delete),
    }
}

fn auth_name(auth: AuthMethod) -> TokenStream {
    match auth {
        AuthMethod::OAuth => quote!(AuthMethod::OAuth),
        AuthMethod::PrivateIntegration => quote!(AuthMethod::PrivateIntegration),
    }
}

fn token_name(token: TokenKind) -> TokenStream {
    match token {
        TokenKind::SubAccount => quote!(TokenKind::SubAccount),
        TokenKind::Agency => quote!(TokenKind::Agency),
    }
}
