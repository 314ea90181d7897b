//! The endpoints that give out tokens, for the apps that the sandbox was started with.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::moment;
use crate::refusal::Refusal;
use crate::request::Request;

mod consent;
mod fields;
mod ledger;
#[cfg(test)]
mod tests;

pub use consent::{Consent, FORBIDDEN, NO_ACCESS, Place};
use fields::{Fields, Spelling, missing};
use ledger::{CODE_LIFETIME, Ledger};
pub use ledger::{Found, Grant};

/// How long an access token lasts where nothing else is said, as the API documents it.
pub const LIFETIME: Duration = Duration::from_secs(86_399);

/// What the API says of a token that has ended.
pub const EXPIRED: &str = "Invalid token: access token has expired";

/// The id and the secret of an app.
#[derive(Clone, PartialEq, Eq)]
pub struct App {
    /// The client id.
    pub id: String,
    /// The client secret.
    pub secret: String,
}

/// An endpoint that gives out tokens or codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Tokens for a code, for a refresh token, or for the app itself.
    Token,
    /// The token of a location, for that of its agency.
    LocationToken,
    /// A new code for an app that lost its tokens.
    Reconnect,
}

/// The apps, and what they were given.
pub struct Oauth {
    apps: Vec<App>,
    lifetime: Duration,
    /// Every scope of the specification.
    scopes: String,
    started: (SystemTime, Instant),
    ledger: Mutex<Ledger>,
}

impl Endpoint {
    /// The endpoint at this path.
    pub fn of(method: &str, path: &str) -> Option<Self> {
        match (method, path) {
            ("POST", "/oauth/token") => Some(Self::Token),
            ("POST", "/oauth/locationToken" | "/oauth/location-token") => Some(Self::LocationToken),
            ("POST", "/oauth/reconnect") => Some(Self::Reconnect),
            _ => None,
        }
    }

    /// Refuses a request that lacks what the grant needs, in the words that the API has for it.
    ///
    /// # Errors
    /// Where a parameter is missing, or the grant is none.
    pub fn check(self, request: &Request) -> Result<(), Refusal> {
        let Some(fields) = Fields::read(request).filter(|_| self == Self::Token) else {
            return Ok(());
        };
        fields.need("client_id")?;
        fields.need("client_secret")?;
        match fields.need("grant_type")? {
            "authorization_code" => fields.need("code")?,
            "refresh_token" => fields.need("refresh_token")?,
            "client_credentials" => return Ok(()),
            _ => return Err(fields.invalid("grant_type")),
        };
        Ok(())
    }
}

impl Oauth {
    /// Apps that were given nothing yet.
    pub fn new(apps: Vec<App>, lifetime: Duration, scopes: String) -> Self {
        Self {
            apps,
            lifetime,
            scopes,
            started: (SystemTime::now(), Instant::now()),
            ledger: Mutex::default(),
        }
    }

    /// What a person's agreement in the browser gives: a code.
    pub fn authorize(&self, consent: Consent) -> String {
        self.ledger().code(consent, None)
    }

    /// What an access token stands for.
    pub fn find(&self, token: &str) -> Found {
        self.ledger().find(token)
    }

    /// Ends all access tokens.
    pub fn expire_access_tokens(&self) {
        self.ledger().expire_access();
    }

    /// Does what an endpoint is for; `bearer` is what the request's own token stands for.
    ///
    /// # Errors
    /// Where it is refused, in the words that the API has for it.
    pub fn run(
        &self,
        endpoint: Endpoint,
        request: &Request,
        bearer: Option<&Grant>,
    ) -> Result<Value, Refusal> {
        let unreadable = || Refusal::new(400, "the body is neither a form nor an object of JSON");
        let fields = Fields::read(request).ok_or_else(unreadable)?;
        match endpoint {
            Endpoint::Token => self.token(&fields),
            Endpoint::LocationToken => self.location_token(&fields, bearer),
            Endpoint::Reconnect => self.reconnect(&fields),
        }
    }

    fn token(&self, fields: &Fields) -> Result<Value, Refusal> {
        let app = self.app(fields.need("client_id")?, fields.need("client_secret")?)?;
        match fields.need("grant_type")? {
            "authorization_code" => self.by_code(fields, app),
            "refresh_token" => self.by_refresh_token(fields, app),
            "client_credentials" => self.by_credentials(fields, app),
            _ => Err(fields.invalid("grant_type")),
        }
    }

    fn by_code(&self, fields: &Fields, app: usize) -> Result<Value, Refusal> {
        let code = fields.need("code")?;
        let mut ledger = self.ledger();
        let consent = ledger
            .exchangeable(code, app)
            .ok_or_else(|| Refusal::new(400, "Invalid grant: authorization code is invalid"))?;
        check_kind(fields, &consent)?;
        let grant = ledger.exchange(code, consent, app);
        Ok(self.pair(&mut ledger, fields.spelling(), &grant, true))
    }

    fn by_refresh_token(&self, fields: &Fields, app: usize) -> Result<Value, Refusal> {
        let token = fields.need("refresh_token")?;
        let mut ledger = self.ledger();
        let grant = ledger
            .refreshable(token, app)
            .ok_or_else(|| Refusal::new(400, "Invalid grant: refresh token is invalid"))?;
        check_kind(fields, &grant.consent)?;
        ledger.spend(token);
        Ok(self.pair(&mut ledger, fields.spelling(), &grant, true))
    }

    /// The app for itself: a token of the company, which nothing renews.
    fn by_credentials(&self, fields: &Fields, app: usize) -> Result<Value, Refusal> {
        let consent = Consent::agency(Consent::COMPANY);
        check_kind(fields, &consent)?;
        let grant = Arc::new(Grant { app, consent });
        Ok(self.pair(&mut self.ledger(), fields.spelling(), &grant, false))
    }

    fn location_token(&self, fields: &Fields, bearer: Option<&Grant>) -> Result<Value, Refusal> {
        let agency = bearer.ok_or_else(|| Refusal::new(401, "the token is none of an app"))?;
        if !matches!(agency.consent.place, Place::Agency(_)) {
            return Err(Refusal::said(403, FORBIDDEN));
        }
        let need = |name| fields.exactly(name).ok_or_else(|| missing(name));
        let (company, location) = (need("companyId")?, need("locationId")?);
        agency.consent.check_company(company)?;
        agency.consent.check_location(location)?;
        let mut consent = Consent::location(location).company(&agency.consent.company);
        consent.scopes.clone_from(&agency.consent.scopes);
        let app = agency.app;
        let grant = Arc::new(Grant { app, consent });
        // The dated endpoint gives no refresh token.
        let is_renewable = fields.spelling() == Spelling::Camel;
        Ok(self.pair(&mut self.ledger(), fields.spelling(), &grant, is_renewable))
    }

    fn reconnect(&self, fields: &Fields) -> Result<Value, Refusal> {
        let need = |name| fields.exactly(name).ok_or_else(|| missing(name));
        let app = self.app(need("clientKey")?, need("clientSecret")?)?;
        let (kind, resource) = match fields.exactly("locationId") {
            Some(location) => ("Location", location),
            None => ("Company", need("companyId")?),
        };
        let mut ledger = self.ledger();
        let grant = ledger
            .installation(app, kind, resource)
            .ok_or_else(|| Refusal::new(404, "the app is not installed there"))?;
        let code = ledger.code(grant.consent.clone(), Some(app));
        Ok(json!({
            "authorizationCode": code,
            "expiresAt": self.moment(Instant::now() + CODE_LIFETIME),
            "traceId": "sandbox-trace",
        }))
    }

    fn app(&self, id: &str, secret: &str) -> Result<usize, Refusal> {
        let mut apps = self.apps.iter();
        apps.position(|app| app.id == id && app.secret == secret)
            .ok_or_else(|| Refusal::new(400, "Invalid client: client is invalid"))
    }

    /// A new token, and what renews it.
    fn pair(
        &self,
        ledger: &mut Ledger,
        spelling: Spelling,
        grant: &Arc<Grant>,
        is_renewable: bool,
    ) -> Value {
        let consent = &grant.consent;
        let scopes = consent.scopes.as_ref().map(|scopes| scopes.join(" "));
        let mut answer = json!({
            spelling.of("access_token"): ledger.access(grant, self.lifetime),
            spelling.of("token_type"): "Bearer",
            spelling.of("expires_in"): self.lifetime.as_secs(),
            "scope": scopes.unwrap_or_else(|| self.scopes.clone()),
            "userType": consent.kind(),
            "companyId": consent.company,
            "userId": "sandbox-user",
        });
        if is_renewable {
            answer[spelling.of("refresh_token")] = ledger.refresh(grant).into();
        }
        match &consent.place {
            Place::Location(id) => answer["locationId"] = id.as_str().into(),
            Place::Agency(locations) => {
                answer["isBulkInstallation"] = true.into();
                answer["approvedLocations"] = json!(locations);
                answer[APPROVES_ALL] = locations.is_empty().into();
            }
        }
        answer
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A moment of the sandbox's clock as a text.
    fn moment(&self, at: Instant) -> String {
        let (time, start) = self.started;
        let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH);
        let start_at = since_1970.unwrap_or_default();
        let at = start_at + at.saturating_duration_since(start);
        moment::text(u64::try_from(at.as_millis()).unwrap_or(u64::MAX))
    }
}

/// The field that says that an agency approved every location.
const APPROVES_ALL: &str = "approveAllLocations";

/// Refuses a request for tokens of another kind than was agreed to.
fn check_kind(fields: &Fields, consent: &Consent) -> Result<(), Refusal> {
    match fields.find("user_type") {
        Some(kind) if kind != consent.kind() => Err(fields.invalid("user_type")),
        _ => Ok(()),
    }
}
