//! Operations.

use openapiv3::SecurityRequirement;
use serde_json::Value;

use super::schema::Types;
use super::{Found, body, doc, paging, parameters};
use crate::diagnostic::{Diagnostic, suggest};
use crate::model::{Answer, AuthMethod, Doc, Method, Operation, TokenKind};
use crate::names::{Case, Scope};
use crate::tree::Node;

/// The names of an area's operations.
pub struct Names {
    methods: Scope,
    constants: Scope,
}

impl Names {
    pub fn new(label: &str) -> Self {
        Self {
            methods: Scope::new(format!("{label} operations")),
            constants: Scope::new(format!("{label} operations")),
        }
    }
}

/// Lowers one operation; gives its tag too.
pub fn lower<'d>(
    found: &Found<'d>,
    names: &mut Names,
    types: &mut Types<'d>,
) -> Option<(Option<String>, Operation)> {
    let operation = found.operation;
    let id = operation.operation_id.as_deref()?;
    types.context = format!("{} {}: ", found.method.to_uppercase(), found.path);
    let place = found
        .node
        .child("operationId")
        .map_or(found.key, |id| &id.place);
    let claimed = names
        .methods
        .claim(id, Case::Method, place)
        .and_then(|name| {
            let constant = names.constants.claim(id, Case::Constant, place)?;
            Ok((name, constant))
        });
    let (name, constant) = claimed.map_err(|fault| types.fault(fault)).ok()?;
    let parameters = parameters::lower(found, id, types);
    let (version, mut headers) = split_version(parameters.headers);
    let body = body::request(found, id, types);
    let (answer, errors) = body::answers(found, id, types);
    if answer == Answer::Bytes {
        headers.push(("accept".to_owned(), "*/*".to_owned()));
    }
    let mut lowered = Operation {
        place: found.key.clone(),
        id: id.to_owned(),
        method: method(found.method)?,
        path: found.path.to_owned(),
        pointer: format!(
            "/paths/{}/{}",
            found.path.replace('~', "~0").replace('/', "~1"),
            found.method
        ),
        name,
        constant,
        doc: description(found),
        deprecated: operation.deprecated,
        version,
        headers,
        scopes: scopes(found, types),
        anonymous: operation.security.as_ref().is_some_and(Vec::is_empty),
        auth: words(found.node, "x-highlevel-auth-methods", auth_method),
        tokens: words(found.node, "x-highlevel-token-types", token_kind),
        idempotent: operation.extensions.get("x-highlevel-idempotent") == Some(&Value::Bool(true)),
        path_parameters: parameters.path,
        parameters: parameters.structure,
        body,
        answer,
        errors,
        paging: None,
    };
    lowered.paging = paging::lower(found, &lowered, types);
    Some((operation.tags.first().cloned(), lowered))
}

/// The description, or the summary where there is none.
fn description(found: &Found<'_>) -> Doc {
    let operation = found.operation;
    let text = operation
        .description
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    doc::doc(text.or(operation.summary.as_deref()))
}

/// The `Version` header has a place of its own.
fn split_version(headers: Vec<(String, String)>) -> (Option<String>, Vec<(String, String)>) {
    let (version, others): (Vec<_>, Vec<_>) = headers
        .into_iter()
        .partition(|(name, _)| name.eq_ignore_ascii_case("version"));
    (version.into_iter().next().map(|(_, value)| value), others)
}

/// The scopes of the operation's security requirements, or of the document's, each once.
fn scopes(found: &Found<'_>, types: &mut Types<'_>) -> Vec<String> {
    let required: &[SecurityRequirement] =
        match (&found.operation.security, &types.openapi.security) {
            (Some(security), _) | (None, Some(security)) => security,
            (None, None) => &[],
        };
    let schemes = types
        .openapi
        .components
        .as_ref()
        .map(|components| &components.security_schemes);
    let mut scopes: Vec<String> = Vec::new();
    for (scheme, wanted) in required.iter().flatten() {
        if schemes.is_none_or(|schemes| !schemes.contains_key(scheme)) {
            let node = found.node.child("security").unwrap_or(found.node);
            let fault = Diagnostic::new(
                &node.place,
                format!("there is no security scheme `{scheme}`"),
            );
            let names = schemes.into_iter().flatten().map(|(name, _)| name.as_str());
            types.fault(fault.help(suggest(scheme, names)));
        }
        for scope in wanted {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
    }
    scopes
}

/// The known words of an extension.
fn words<T>(node: &Node, key: &str, known: fn(&str) -> Option<T>) -> Vec<T> {
    let words = node.child(key).and_then(Node::items).unwrap_or_default();
    words
        .iter()
        .filter_map(|word| known(word.as_text()?))
        .collect()
}

fn auth_method(word: &str) -> Option<AuthMethod> {
    match word {
        "oauth" => Some(AuthMethod::OAuth),
        "private-integration" => Some(AuthMethod::PrivateIntegration),
        _ => None,
    }
}

fn token_kind(word: &str) -> Option<TokenKind> {
    match word {
        "sub-account" => Some(TokenKind::SubAccount),
        "agency" => Some(TokenKind::Agency),
        _ => None,
    }
}

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::Get,
        "post" => Method::Post,
        "put" => Method::Put,
        "patch" => Method::Patch,
        "delete" => Method::Delete,
        _ => return None,
    })
}
