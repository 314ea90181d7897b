//! What a call is authorised with.

use std::sync::Arc;

use http::{HeaderValue, StatusCode};

use super::account::Account;
use super::app::App;
use super::error::{TokenError, TokenErrorKind};
use super::exchange::Exchange;
use super::expiry::means_expiry;
use super::tokens::{Held, Tokens};
use crate::clock::Clock;
use crate::limit::Resource;
use crate::operation::TokenKind;
use crate::transport::Transport;

/// Where the tokens of a client come from.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// One token for everything.
    Fixed(Granted),
    /// Those of an app.
    App(Tokens),
}

/// What a call wants a token for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted<'a> {
    /// Kinds of token that the operation takes; empty if that is not known.
    pub(crate) tokens: &'a [TokenKind],
    /// The sub-account that the call names, by location id.
    pub(crate) location: Option<&'a str>,
    /// The agency that the call names, by company id.
    pub(crate) company: Option<&'a str>,
}

/// A token for a call.
#[derive(Clone)]
pub(crate) struct Granted {
    /// Value of the `Authorization` header, marked as sensitive.
    pub(crate) header: HeaderValue,
    /// What the API counts calls with it for.
    pub(crate) resource: Resource,
    held: Option<Held>,
}

impl Credentials {
    /// One token for everything: the value of the `Authorization` header.
    pub(crate) fn fixed(header: HeaderValue) -> Self {
        Self::Fixed(Granted {
            resource: Resource::of_authorization(&header),
            header,
            held: None,
        })
    }

    /// The tokens of an app, had by the client's transport. The base URL has no slash at its end.
    pub(crate) fn of_app(
        app: App,
        transport: Arc<dyn Transport>,
        base_url: &str,
        user_agent: HeaderValue,
    ) -> Self {
        let exchange = Exchange::new(transport, base_url, user_agent);
        Self::App(Tokens::new(app, exchange, Clock::system()))
    }

    /// Returns the tokens of the app, if it is one.
    pub(crate) fn tokens(&self) -> Option<&Tokens> {
        match self {
            Self::Fixed(_) => None,
            Self::App(tokens) => Some(tokens),
        }
    }

    /// Returns a token for a call, once one counts.
    pub(crate) async fn token(&self, wanted: &Wanted<'_>) -> Result<Granted, TokenError> {
        let tokens = match self {
            Self::Fixed(granted) => return Ok(granted.clone()),
            Self::App(tokens) => tokens,
        };
        // Boxed, so that calls with one token for everything are not as large.
        Box::pin(async {
            let account = account(tokens, wanted).await?;
            let held = tokens.held(&account, wanted.company).await?;
            Ok(Granted {
                header: held.header.clone(),
                resource: held.resource.clone(),
                held: Some(held),
            })
        })
        .await
    }

    /// Learns that the API did not take a token; says whether there is another one, so that the call may be sent once
    /// more. Not to be asked twice for one call.
    pub(crate) async fn refused(
        &self,
        wanted: &Wanted<'_>,
        granted: &Granted,
        status: StatusCode,
        message: &str,
    ) -> Result<bool, TokenError> {
        match (self, &granted.held) {
            (Self::App(tokens), Some(held)) if means_expiry(status, message) => {
                tokens.refused(wanted.company, held).await
            }
            _ => Ok(false),
        }
    }
}

/// Chooses whose token a call is made with: what the operation takes, what the call names, what the app names.
async fn account(tokens: &Tokens, wanted: &Wanted<'_>) -> Result<Account, TokenError> {
    let app = tokens.app();
    let takes = |kind| wanted.tokens.is_empty() || wanted.tokens.contains(&kind);
    let location = |id: &str| Account::SubAccount(id.to_owned());
    let agency = |id: &str| Account::Agency(id.to_owned());
    if takes(TokenKind::SubAccount) {
        if let Some(id) = wanted.location {
            return Ok(location(id));
        }
        // An agency that the call names goes before a sub-account that it does not.
        let names_agency = wanted.company.is_some() && takes(TokenKind::Agency);
        if let Some(id) = app.location.as_deref().filter(|_| !names_agency) {
            return Ok(location(id));
        }
    }
    if takes(TokenKind::Agency) {
        if let Some(id) = wanted.company.or(app.agency.as_deref()) {
            return Ok(agency(id));
        }
        if let Some(id) = wanted.location.or(app.location.as_deref())
            && let Some(id) = tokens.agency_that_has(&location(id)).await?
        {
            return Ok(agency(&id));
        }
    }
    let text = if takes(TokenKind::SubAccount) {
        "the call names no sub-account: name one with Call::location, or for all calls with App::location"
    } else {
        "the call names no agency: name one for all calls with App::agency"
    };
    Err(TokenError::new(TokenErrorKind::NoAccount, None, text))
}
