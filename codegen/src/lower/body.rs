//! What an operation sends and what comes back.

use openapiv3::{MediaType, ReferenceOr, RequestBody, Response, StatusCode};

use super::Found;
use super::schema::{At, Types};
use crate::diagnostic::Diagnostic;
use crate::model::{Answer, Body, Field, Item, Presence, Type};
use crate::names::Name;
use crate::tree::Node;

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// The body of a request.
pub fn request<'d>(found: &Found<'d>, owner: &str, types: &mut Types<'d>) -> Option<Body> {
    let node = found.node.child("requestBody")?;
    let (body, node) = resolve_body(found.operation.request_body.as_ref()?, node, types)?;
    let (media_type, media, node) = single(body.content.iter(), node, types)?;
    let owner = format!("{owner} body");
    let at = At {
        node: node.child("schema").unwrap_or(node),
        owner: &owner,
        sent: true,
    };
    let ty = types.ty(media.schema.as_ref()?, at);
    match media_type {
        JSON => Some(Body::Json(ty)),
        MULTIPART => form(ty, at.node, types).map(Body::Multipart),
        URLENCODED => form(ty, at.node, types).map(Body::Urlencoded),
        other => {
            let fault = Diagnostic::new(&node.place, format!("the body is `{other}`"));
            types.fault(fault.help(format!(
                "a body is `{JSON}`, `{MULTIPART}` or `{URLENCODED}`"
            )));
            None
        }
    }
}

/// A form is a struct of its own, whose fields are parts.
fn form(ty: Type, node: &Node, types: &mut Types<'_>) -> Option<Name> {
    let Type::Named {
        name,
        is_enum: false,
    } = ty
    else {
        let fault = Diagnostic::new(&node.place, "a form has no properties");
        types.fault(fault.help("add a property for every part"));
        return None;
    };
    if types.parts(&name).is_some() {
        let fault = Diagnostic::new(&node.place, "a form is of several types");
        types.fault(fault.help("keep one"));
        return None;
    }
    types.make_form(&name);
    Some(name)
}

/// What comes back when all goes well, and the documented errors.
pub fn answers<'d>(
    found: &Found<'d>,
    owner: &str,
    types: &mut Types<'d>,
) -> (Answer, Vec<(u16, Type)>) {
    let mut answer: Option<Answer> = None;
    let mut errors = Vec::new();
    let nodes = found.node.child("responses");
    for (status, response) in &found.operation.responses.responses {
        let StatusCode::Code(code) = status else {
            continue;
        };
        let Some(node) = nodes.and_then(|nodes| nodes.child(&code.to_string())) else {
            continue;
        };
        let ty = body(response, node, *code, owner, types);
        if !(200..300).contains(code) {
            errors.extend(ty.map(|ty| (*code, ty)));
            continue;
        }
        let this = match ty {
            Some(Type::File) => Answer::Bytes,
            Some(ty) => Answer::Json(ty),
            None if [204, 205].contains(code) => Answer::Empty,
            None => Answer::Undocumented,
        };
        match &answer {
            None => answer = Some(this),
            Some(first) if *first == this => {}
            Some(first) => {
                let difference = match (first, &this) {
                    (_, Answer::Empty) => "no body, but the answer before it has one",
                    (Answer::Empty, _) => "a body, but the answer before it has none",
                    _ => "another body than the answer before it",
                };
                let message = format!("{code} has {difference}");
                let fault = Diagnostic::new(&node.place, message);
                types.fault(fault.help("give both the same schema, or remove one"));
            }
        }
    }
    (answer.unwrap_or(Answer::Undocumented), errors)
}

/// The type of an answer's body; none where no content is documented.
fn body<'d>(
    response: &'d ReferenceOr<Response>,
    node: &'d Node,
    code: u16,
    owner: &str,
    types: &mut Types<'d>,
) -> Option<Type> {
    let (response, node) = resolve_response(response, node, types)?;
    let (media_type, media, node) = single(response.content.iter(), node, types)?;
    let suffix = if (200..300).contains(&code) {
        "response".to_owned()
    } else {
        format!("error {code}")
    };
    let owner = format!("{owner} {suffix}");
    let at = At {
        node: node.child("schema").unwrap_or(node),
        owner: &owner,
        sent: false,
    };
    let ty = types.ty(media.schema.as_ref()?, at);
    if media_type != JSON && ty != Type::File {
        let fault = Diagnostic::new(&node.place, format!("the answer is `{media_type}`"));
        types.fault(fault.help(format!(
            "an answer is `{JSON}`, or bytes: `schema: {{type: string, format: binary}}`"
        )));
    }
    Some(ty)
}

/// The one media type of a body.
fn single<'d>(
    mut content: impl Iterator<Item = (&'d String, &'d MediaType)>,
    node: &'d Node,
    types: &mut Types<'_>,
) -> Option<(&'d str, &'d MediaType, &'d Node)> {
    let (name, media) = content.next()?;
    let node = node
        .child("content")
        .and_then(|content| content.child(name))
        .unwrap_or(node);
    if content.next().is_some() {
        let fault = Diagnostic::new(&node.place, "a body has several media types");
        types.fault(fault.help("keep the one that the client is to send or read"));
    }
    Some((name, media, node))
}

fn resolve_body<'d>(
    body: &'d ReferenceOr<RequestBody>,
    node: &'d Node,
    types: &Types<'d>,
) -> Option<(&'d RequestBody, &'d Node)> {
    match body {
        ReferenceOr::Item(body) => Some((body, node)),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/requestBodies/")?;
            let body = types
                .openapi
                .components
                .as_ref()?
                .request_bodies
                .get(name)?
                .as_item()?;
            Some((body, types.tree.pointer(reference.strip_prefix('#')?)?))
        }
    }
}

fn resolve_response<'d>(
    response: &'d ReferenceOr<Response>,
    node: &'d Node,
    types: &Types<'d>,
) -> Option<(&'d Response, &'d Node)> {
    match response {
        ReferenceOr::Item(response) => Some((response, node)),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/responses/")?;
            let response = types
                .openapi
                .components
                .as_ref()?
                .responses
                .get(name)?
                .as_item()?;
            Some((response, types.tree.pointer(reference.strip_prefix('#')?)?))
        }
    }
}

impl Types<'_> {
    /// Turns a struct into a form.
    fn make_form(&mut self, name: &Name) {
        for item in self.items_mut() {
            if let Item::Struct(structure) = item
                && structure.name == *name
            {
                let mut form = structure.clone();
                form.fields.iter_mut().for_each(without_null);
                *item = Item::Form(form);
            }
        }
    }
}

/// A form has no `null`.
fn without_null(field: &mut Field) {
    field.presence = match field.presence {
        Presence::Required | Presence::RequiredNullable => Presence::Required,
        Presence::Optional | Presence::Nullable => Presence::Optional,
    };
}
