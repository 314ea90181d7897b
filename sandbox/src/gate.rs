//! Who may do what: tokens, their kinds, scopes and places, and the rate limits.

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use crate::blueprint::Carried;
use crate::judge::bearer;
use crate::limit::{Limiter, Quota};
use crate::oauth::{EXPIRED, Endpoint, FORBIDDEN, Found, Grant, NO_ACCESS, Oauth, Place};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::view::View;

/// Decides who may do what.
#[derive(Default)]
pub struct Gate {
    /// The one token that is taken beside those of the apps; without it and without apps, any is.
    pub token: Option<String>,
    /// The apps.
    pub oauth: Option<Oauth>,
    /// The rate limits.
    pub limiter: Option<Limiter>,
}

/// Whoever sends a request.
#[derive(Debug)]
pub struct Bearer {
    /// What the token of an app stands for; none for any other token.
    pub grant: Option<Arc<Grant>>,
    /// Whose requests are counted together.
    resource: String,
}

impl Gate {
    /// The endpoint that a request means; none where the sandbox has no apps.
    pub fn endpoint(&self, request: &Request) -> Option<Endpoint> {
        self.oauth.as_ref()?;
        Endpoint::of(&request.method, &request.path)
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// Where its token is missing, unknown or has ended.
    pub fn identify(&self, request: &Request) -> Result<Bearer, Refusal> {
        let token = bearer(request)?;
        let anyone = |token: &str| Bearer {
            grant: None,
            resource: format!("token/{:016x}", hash(token)),
        };
        let unknown = || Refusal::new(401, "the bearer token is unknown");
        match (&self.token, &self.oauth) {
            (Some(expected), _) if *expected == token => Ok(anyone(&token)),
            (None, None) => Ok(anyone(&token)),
            (_, None) => Err(unknown()),
            (_, Some(oauth)) => match oauth.find(&token) {
                Found::Good(grant) => Ok(Bearer {
                    resource: format!("app/{}/{}", grant.app, grant.consent.resource()),
                    grant: Some(grant),
                }),
                Found::Expired => Err(Refusal::said(401, EXPIRED)),
                Found::Unknown => Err(unknown()),
            },
        }
    }

    /// Counts a request; none where nothing is limited.
    pub fn count(&self, bearer: &Bearer) -> Option<Quota> {
        let limiter = self.limiter.as_ref()?;
        Some(limiter.count(&bearer.resource))
    }
}

impl Bearer {
    /// Refuses a token of the wrong kind, or without the scopes that the operation wants.
    pub fn may_call(&self, view: View<'_>) -> Result<(), Refusal> {
        let Some(grant) = &self.grant else {
            return Ok(());
        };
        let takes = view.token_types();
        let refusal = match grant.consent.place {
            Place::Location(_) if takes == ["agency"] => Some(FORBIDDEN),
            Place::Agency(_) if takes == ["sub-account"] => Some(NO_ACCESS),
            _ => None,
        };
        if let Some(text) = refusal {
            return Err(Refusal::said(403, text));
        }
        let ways = view.scopes();
        if ways.is_empty() || ways.iter().any(|way| grant.consent.has_scopes(way)) {
            return Ok(());
        }
        let text = "The token is not authorized for this scope";
        Err(Refusal::said(401, text))
    }

    /// Refuses a request that names a location or company that the token is not for.
    pub fn may_act_for(&self, carried: &Carried) -> Result<(), Refusal> {
        let Some(grant) = &self.grant else {
            return Ok(());
        };
        let text = |name: &str| carried.fields.get(name)?.as_str();
        let named = |names: [&str; 2], kind: &str| {
            let alternative = text("altId").filter(|_| text("altType") == Some(kind));
            let found = names.into_iter().filter_map(text).chain(alternative);
            found.collect::<Vec<_>>()
        };
        let consent = &grant.consent;
        let locations = named(["locationId", "location_id"], "location");
        locations
            .iter()
            .try_for_each(|id| consent.check_location(id))?;
        let companies = named(["companyId", "company_id"], "company");
        companies
            .iter()
            .try_for_each(|id| consent.check_company(id))
    }
}

/// Stands for a token where the token itself is not wanted.
fn hash(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(token.as_bytes());
    hasher.finish()
}
