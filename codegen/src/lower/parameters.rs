//! Parameters: those of the path become arguments, those of query and header a struct, constant ones part of the
//! operation.

use openapiv3::{
    Parameter as Declared, ParameterData, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema,
};

use super::schema::{At, Types};
use super::{Found, doc};
use crate::diagnostic::Diagnostic;
use crate::model::{Doc, Field, Location, Parameter, Presence, Struct, Type};
use crate::names::{Case, Scope};
use crate::normalise::{is_reserved_header, placeholders};
use crate::tree::Node;

/// The parameters of an operation, sorted by what becomes of them.
#[derive(Default)]
pub struct Parameters {
    pub path: Vec<Parameter>,
    pub structure: Option<Struct>,
    pub headers: Vec<(String, String)>,
}

/// A declared parameter and its place.
struct Given<'d> {
    location: Location,
    in_path: bool,
    data: &'d ParameterData,
    schema: &'d ReferenceOr<Schema>,
    node: &'d Node,
}

/// Lowers the parameters of an operation, with those of its path.
pub fn lower<'d>(found: &Found<'d>, owner: &str, types: &mut Types<'d>) -> Parameters {
    let mut parameters = Parameters::default();
    let mut arguments = Scope::new(format!("{} {owner} arguments", types.label));
    let mut fields = Scope::new(format!("{} {owner} params", types.label));
    let mut members = Vec::new();
    for given in given(found, types) {
        let wire = given.data.name.as_str();
        if given.location == Location::Header
            && let Some(fault) = no_header(&given)
        {
            types.fault(fault);
            continue;
        }
        if let Some(value) = constant(&given).filter(|_| !given.in_path) {
            parameters.headers.push((wire.to_owned(), value));
            continue;
        }
        let type_owner = format!("{owner} {wire}");
        let at = At {
            node: given.node.child("schema").unwrap_or(given.node),
            owner: &type_owner,
            sent: true,
        };
        let ty = types.ty(given.schema, at);
        if let Some(what) = unfit(&ty, given.in_path, types) {
            let fault = Diagnostic::new(
                &given.node.place,
                format!("the parameter `{wire}` is {what}"),
            );
            types.fault(fault.help(if given.in_path {
                "a path parameter is a text, a number or a boolean"
            } else {
                "a parameter is a text, a number, a boolean, or a list of those"
            }));
            continue;
        }
        let (scope, case) = if given.in_path {
            (&mut arguments, Case::Argument)
        } else {
            (&mut fields, Case::Field)
        };
        let name = match scope.claim(wire, case, &given.node.place) {
            Ok(name) => name,
            Err(fault) => {
                types.fault(fault);
                continue;
            }
        };
        let doc = parameter_doc(&given, types, at);
        if given.in_path {
            parameters.path.push(Parameter {
                place: given.node.place.clone(),
                wire: wire.to_owned(),
                name,
                doc,
                ty,
            });
        } else {
            members.push(Field {
                place: given.node.place.clone(),
                wire: wire.to_owned(),
                name,
                described: given.data.description.is_some(),
                doc,
                deprecated: given.data.deprecated.unwrap_or(false),
                ty,
                presence: if given.data.required {
                    Presence::Required
                } else {
                    Presence::Optional
                },
                boxed: false,
                location: given.location,
                tag: None,
            });
        }
    }
    in_path_order(found, &mut parameters.path, types);
    parameters.structure = structure(found, owner, members, types);
    parameters
}

/// Sorts path parameters as the path has them, and reports those that it does not have.
fn in_path_order(found: &Found<'_>, parameters: &mut Vec<Parameter>, types: &mut Types<'_>) {
    let order: Vec<String> = placeholders(found.path).collect();
    for parameter in parameters
        .iter()
        .filter(|parameter| !order.contains(&parameter.wire))
    {
        let fault = Diagnostic::new(
            &parameter.place,
            format!("the path has no `{{{}}}`", parameter.wire),
        );
        types.fault(
            fault.help("the placeholders of the path and its path parameters have to be the same"),
        );
    }
    parameters.retain(|parameter| order.contains(&parameter.wire));
    parameters.sort_by_key(|parameter| order.iter().position(|name| *name == parameter.wire));
}

fn structure(
    found: &Found<'_>,
    owner: &str,
    fields: Vec<Field>,
    types: &mut Types<'_>,
) -> Option<Struct> {
    if fields.is_empty() {
        return None;
    }
    let owner = format!("{owner} params");
    let at = At {
        node: found.node,
        owner: &owner,
        sent: true,
    };
    let mut structure = Struct {
        place: found.key.clone(),
        name: types.claim_inline(at)?,
        doc: Doc::default(),
        in_request: true,
        required: None,
        fields,
    };
    structure.required = types.required(&structure, at);
    Some(structure)
}

/// The parameters of the operation, and those of its path that it does not declare again.
fn given<'d>(found: &Found<'d>, types: &Types<'d>) -> Vec<Given<'d>> {
    let own = declared(&found.operation.parameters, found.node, types);
    let shared = declared(&found.item.parameters, found.item_node, types);
    let mut all: Vec<Given<'d>> = Vec::new();
    for given in own.into_iter().chain(shared) {
        let same = |other: &Given<'_>| {
            other.data.name == given.data.name
                && other.in_path == given.in_path
                && other.location == given.location
        };
        if !all.iter().any(same) {
            all.push(given);
        }
    }
    all
}

fn declared<'d>(
    parameters: &'d [ReferenceOr<Declared>],
    owner: &'d Node,
    types: &Types<'d>,
) -> Vec<Given<'d>> {
    let nodes = owner
        .child("parameters")
        .and_then(Node::items)
        .unwrap_or_default();
    let pairs = parameters.iter().zip(nodes);
    let resolved = pairs.filter_map(|(parameter, node)| match parameter {
        ReferenceOr::Item(parameter) => Some((parameter, node)),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/parameters/")?;
            let parameter = types
                .openapi
                .components
                .as_ref()?
                .parameters
                .get(name)?
                .as_item()?;
            Some((parameter, types.tree.pointer(reference.strip_prefix('#')?)?))
        }
    });
    resolved
        .filter_map(|(parameter, node)| sorted(parameter, node))
        .collect()
}

fn sorted<'d>(parameter: &'d Declared, node: &'d Node) -> Option<Given<'d>> {
    let (location, in_path) = match parameter {
        Declared::Path { .. } => (Location::Query, true),
        Declared::Header { .. } => (Location::Header, false),
        Declared::Query {
            parameter_data,
            style: QueryStyle::Form,
            ..
        } if parameter_data.explode == Some(false) => (Location::QueryComma, false),
        Declared::Query { .. } => (Location::Query, false),
        Declared::Cookie { .. } => return None,
    };
    let data = parameter.parameter_data_ref();
    if location == Location::Header && is_reserved_header(&data.name) {
        return None;
    }
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => Some(Given {
            location,
            in_path,
            data,
            schema,
            node,
        }),
        ParameterSchemaOrContent::Content(_) => None,
    }
}

/// What no header can be called or hold.
fn no_header(given: &Given<'_>) -> Option<Diagnostic> {
    let name = given.data.name.as_str();
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    {
        let fault = Diagnostic::new(
            &given.node.place,
            format!("no header can be called `{name}`"),
        );
        return Some(fault.help("a header's name has letters, digits and hyphens"));
    }
    let value = constant(given)?;
    if value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        return None;
    }
    let fault = Diagnostic::new(
        &given.node.place,
        format!("the header `{name}` cannot hold its value"),
    );
    Some(fault.help("a header's value has visible ASCII characters"))
}

/// The value of a required header that can only have one; the version of the API is always required.
fn constant(given: &Given<'_>) -> Option<String> {
    let values = given.node.pointer("/schema/enum").and_then(Node::items)?;
    let is_required = given.data.required || given.data.name.eq_ignore_ascii_case("version");
    match values {
        [value] if given.location == Location::Header && is_required => {
            value.as_text().map(str::to_owned)
        }
        _ => None,
    }
}

fn parameter_doc(given: &Given<'_>, types: &Types<'_>, at: At<'_, '_>) -> Doc {
    let own = doc::doc(given.data.description.as_deref());
    if own.is_empty() {
        types.field_doc(given.schema, at)
    } else {
        own
    }
}

/// What the value is, where it has no text form.
fn unfit(ty: &Type, in_path: bool, types: &Types<'_>) -> Option<&'static str> {
    match ty {
        Type::List(_) if in_path => Some("a list"),
        Type::List(item) if matches!(**item, Type::List(_)) => Some("a list of lists"),
        Type::List(item) => unfit(item, in_path, types),
        // Which of its types it is, the value knows.
        Type::Named { name, .. } if in_path && types.parts(name).is_some() => {
            Some("of several types")
        }
        Type::Named { name, .. } if types.parts(name).is_some() => {
            let parts = types.parts(name).unwrap_or_default();
            parts.iter().find_map(|(_, ty)| unfit(ty, in_path, types))
        }
        Type::Named { is_enum: false, .. } => Some("an object"),
        Type::Map(_) => Some("a map"),
        Type::File => Some("a file"),
        Type::OrNull(_) => Some("a list with `null` among its items"),
        // Anything may still be a text; an object is then refused when the call is made.
        Type::Any if in_path => Some("any value"),
        Type::Any | Type::Text | Type::Flag | Type::Whole | Type::Number | Type::Secret => None,
        Type::Named { is_enum: true, .. } => None,
    }
}
