//! The token requests as the API wants them.

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request};
use serde_json::json;

use crate::auth::account::{Account, user_type};
use crate::auth::app::App;
use crate::auth::authorize::Code;
use crate::operation::{Method, Operation};
use crate::transport;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

static TOKEN: Operation = post("get-access-token", "/oauth/token");
static LOCATION_TOKEN: Operation = post("get-location-access-token", "/oauth/locationToken");
static RECONNECT: Operation = post("reconnect", "/oauth/reconnect");

/// An operation of the version that spells its fields in snake_case; answers are read in any spelling.
const fn post(id: &'static str, path: &'static str) -> Operation {
    Operation {
        id,
        method: Method::Post,
        path,
        version: Some("2021-07-28"),
        ..Operation::NONE
    }
}

/// A token request.
pub(in crate::auth) struct Ask<'a> {
    pub(super) operation: &'static Operation,
    content_type: &'static str,
    body: Bytes,
    bearer: Option<&'a HeaderValue>,
    /// What must not be shown, should the server repeat it.
    secrets: Vec<&'a str>,
}

impl<'a> Ask<'a> {
    /// A pair of tokens for a code.
    pub(in crate::auth) fn for_code(app: &'a App, code: &'a Code) -> Self {
        let mut form = credentials(app, "authorization_code");
        form.append_pair("code", code.expose());
        if let Some(kind) = app.token_kind {
            form.append_pair("user_type", user_type(kind));
        }
        if let Some(redirect_uri) = &app.redirect_uri {
            form.append_pair("redirect_uri", redirect_uri);
        }
        Self::token(app, form.finish(), code.expose())
    }

    /// The next pair of tokens for a refresh token.
    pub(in crate::auth) fn for_refresh(
        app: &'a App,
        account: &Account,
        refresh_token: &'a str,
    ) -> Self {
        let mut form = credentials(app, "refresh_token");
        form.append_pair("refresh_token", refresh_token)
            .append_pair("user_type", user_type(account.kind()));
        if let Some(redirect_uri) = &app.redirect_uri {
            form.append_pair("redirect_uri", redirect_uri);
        }
        Self::token(app, form.finish(), refresh_token)
    }

    /// A token of a sub-account, by its agency's.
    pub(in crate::auth) fn for_location(
        company_id: &str,
        location_id: &str,
        agency_token: &'a HeaderValue,
    ) -> Self {
        let body = Serializer::new(String::new())
            .append_pair("companyId", company_id)
            .append_pair("locationId", location_id)
            .finish();
        Self {
            operation: &LOCATION_TOKEN,
            content_type: FORM,
            body: body.into(),
            bearer: Some(agency_token),
            secrets: Vec::new(),
        }
    }

    /// A new code for an account whose refresh token was lost.
    pub(in crate::auth) fn to_reconnect(app: &'a App, account: &Account) -> Self {
        let named = match account {
            Account::Agency(_) => "companyId",
            Account::SubAccount(_) => "locationId",
        };
        let body = json!({
            "clientKey": app.client_id,
            "clientSecret": app.client_secret.expose(),
            named: account.id(),
        });
        Self {
            operation: &RECONNECT,
            content_type: JSON,
            body: body.to_string().into(),
            bearer: None,
            secrets: vec![app.client_secret.expose()],
        }
    }

    /// Builds the HTTP request.
    pub(super) fn request(&self, base_url: &str) -> http::Result<transport::Request> {
        let mut request = Request::post(format!("{base_url}{}", self.operation.path))
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, self.content_type)
            .body(self.body.clone().into())?;
        let headers = request.headers_mut();
        if let Some(version) = self.operation.version {
            headers.insert("version", HeaderValue::from_static(version));
        }
        if let Some(bearer) = self.bearer {
            headers.insert(AUTHORIZATION, bearer.clone());
        }
        Ok(request)
    }

    /// What the request was authorised with, or nothing.
    pub(super) fn authorization(&self) -> &HeaderValue {
        static NOTHING: HeaderValue = HeaderValue::from_static("");
        self.bearer.unwrap_or(&NOTHING)
    }

    /// Takes out of a text what must not be shown.
    pub(super) fn redact(&self, text: String) -> String {
        // Anything shorter is the secret of a test, and may well be a part of a word.
        const SHORTEST: usize = 8;
        self.secrets
            .iter()
            .filter(|secret| secret.len() >= SHORTEST)
            .fold(text, |text, secret| text.replace(secret, "[redacted]"))
    }

    fn token(app: &'a App, form: String, secret: &'a str) -> Self {
        Self {
            operation: &TOKEN,
            content_type: FORM,
            body: form.into(),
            bearer: None,
            secrets: vec![app.client_secret.expose(), secret],
        }
    }
}

fn credentials(app: &App, grant_type: &str) -> Serializer<'static, String> {
    let mut form = Serializer::new(String::new());
    form.append_pair("client_id", &app.client_id)
        .append_pair("client_secret", app.client_secret.expose())
        .append_pair("grant_type", grant_type);
    form
}
