//! The judge: holds a request against the rules of the specification, in their order, and stops at the first that it
//! breaks.

use crate::blueprint::Carried;
use crate::catalog::{Found, Operation};
use crate::gate::{Bearer, Gate};
use crate::limit::Quota;
use crate::oauth::Endpoint;
use crate::refusal::Refusal;
use crate::request::{Arrived, Request};

mod authorization;
mod body;
mod form;
mod headers;
mod parameters;

pub use authorization::bearer;
pub use body::is_json;

/// What the judge says of a request.
#[derive(Debug)]
pub struct Judgement<'c> {
    /// The operation that the request means.
    pub operation: Option<&'c Operation>,
    /// The endpoint for tokens that it means.
    pub endpoint: Option<Endpoint>,
    /// Who sends it, as far as that was asked.
    pub bearer: Option<Bearer>,
    /// What the rate limits say of it.
    pub quota: Option<Quota>,
    /// What it carries, where it keeps all rules.
    pub verdict: Result<Carried, Refusal>,
}

/// Judges a request that means this operation, or none.
pub async fn judge<'c>(gate: &Gate, found: Option<Found<'c>>, request: &Request) -> Judgement<'c> {
    let mut judgement = Judgement {
        operation: found.as_ref().map(|found| found.operation),
        endpoint: gate.endpoint(request),
        bearer: None,
        quota: None,
        verdict: Ok(Carried::default()),
    };
    judgement.verdict = judgement.hold(gate, found.as_ref(), request).await;
    judgement
}

impl Judgement<'_> {
    /// Holds the request against the rules.
    async fn hold(
        &mut self,
        gate: &Gate,
        found: Option<&Found<'_>>,
        request: &Request,
    ) -> Result<Carried, Refusal> {
        if found.is_none() && self.endpoint.is_none() {
            let reason = format!("Cannot {} {}", request.method, request.path);
            return Err(Refusal::new(404, reason));
        }
        let bytes = match &request.body {
            Arrived::Whole(bytes) => bytes,
            Arrived::TooLarge => return Err(Refusal::new(413, "the body is larger than 64 MiB")),
        };
        if let Some(endpoint) = self.endpoint {
            endpoint.check(request)?;
        }
        let Some(found) = found else {
            self.admit(
                gate,
                request,
                self.endpoint == Some(Endpoint::LocationToken),
            )?;
            return Ok(Carried::default());
        };
        let operation = found.operation;
        let unusable = |reason: &str| Refusal::new(500, format!("{}: {reason}", operation.id));
        let rules = operation.rules().map_err(unusable)?;
        let view = operation
            .view()
            .ok_or_else(|| unusable("it is not in its document"))?;
        self.admit(
            gate,
            request,
            view.wants_token() && self.endpoint != Some(Endpoint::Token),
        )?;
        if let Some(bearer) = &self.bearer {
            bearer.may_call(view)?;
        }
        headers::check(view, rules, request)?;
        let mut carried = parameters::check(view, rules, found, request)?;
        body::check(view, rules, request, bytes, &mut carried).await?;
        if let Some(bearer) = &self.bearer {
            bearer.may_act_for(&carried)?;
        }
        Ok(carried)
    }

    /// Asks who sends the request, and whether it is one too many.
    fn admit(&mut self, gate: &Gate, request: &Request, wants_token: bool) -> Result<(), Refusal> {
        if !wants_token {
            return Ok(());
        }
        let bearer = gate.identify(request)?;
        self.quota = gate.count(&bearer);
        self.bearer = Some(bearer);
        match &self.quota {
            Some(quota) if quota.is_exceeded => Err(Refusal::new(429, "Too Many Requests")),
            _ => Ok(()),
        }
    }
}
