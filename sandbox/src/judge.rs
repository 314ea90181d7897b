//! The judge: holds a request against the rules of the specification, in their order, and stops at the first that it
//! breaks.

use crate::blueprint::Carried;
use crate::catalog::{Catalog, Found, Operation};
use crate::refusal::Refusal;
use crate::request::{Arrived, Request};

mod authorization;
mod body;
mod form;
mod headers;
mod parameters;

pub use body::is_json;

/// What the judge says of a request.
#[derive(Debug)]
pub enum Judgement<'c> {
    /// It keeps all rules of this operation, and carries this.
    Accepted(&'c Operation, Carried),
    /// It breaks a rule: of this operation, or there is none.
    Refused(Option<&'c Operation>, Refusal),
}

/// Judges a request; with a token, no other one is accepted.
pub async fn judge<'c>(
    catalog: &'c Catalog,
    token: Option<&str>,
    request: &Request,
) -> Judgement<'c> {
    let version = request.header("version");
    let found = catalog.find(&request.method, &request.path, version.as_deref());
    let Some(found) = found else {
        let reason = format!("Cannot {} {}", request.method, request.path);
        return Judgement::Refused(None, Refusal::new(404, reason));
    };
    match hold(&found, token, request).await {
        Ok(carried) => Judgement::Accepted(found.operation, carried),
        Err(refusal) => Judgement::Refused(Some(found.operation), refusal),
    }
}

/// Holds a request against the rules of its operation.
async fn hold(
    found: &Found<'_>,
    token: Option<&str>,
    request: &Request,
) -> Result<Carried, Refusal> {
    let bytes = match &request.body {
        Arrived::Whole(bytes) => bytes,
        Arrived::TooLarge => return Err(Refusal::new(413, "the body is larger than 64 MiB")),
    };
    let operation = found.operation;
    let unusable = |reason: &str| Refusal::new(500, format!("{}: {reason}", operation.id));
    let rules = operation.rules().map_err(unusable)?;
    let view = operation
        .view()
        .ok_or_else(|| unusable("it is not in its document"))?;
    if view.wants_token() {
        authorization::check(request, token)?;
    }
    headers::check(view, rules, request)?;
    let mut carried = parameters::check(view, rules, found, request)?;
    body::check(view, rules, request, bytes, &mut carried).await?;
    Ok(carried)
}
