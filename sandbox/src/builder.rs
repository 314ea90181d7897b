//! The settings of a sandbox.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use highlevel_codegen::Source;

use crate::catalog::Catalog;
use crate::embedded;
use crate::error::Error;
use crate::gate::Gate;
use crate::limit::{Limiter, RateLimit};
use crate::oauth::{self, App, Oauth};
use crate::sandbox::Sandbox;
use crate::script;
use crate::server::Server;
use crate::state::State;

/// The settings of a sandbox, from [`Sandbox::builder`].
#[derive(Clone, Default)]
#[must_use]
pub struct Builder {
    token: Option<String>,
    port: u16,
    sources: Option<Vec<Source>>,
    apps: Vec<App>,
    token_lifetime: Option<Duration>,
    rate_limit: Option<RateLimit>,
    list_length: Option<usize>,
}

impl Builder {
    /// Accepts this bearer token alone, and those of apps; every other one is answered with the documented 401.
    /// Without this and without an app, any token does that is not empty.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Listens on this port of 127.0.0.1. Without this, or with 0, on one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Speaks for this specification, instead of the one that the crate was built with.
    ///
    /// ```
    /// use highlevel_sandbox::{Sandbox, Source};
    ///
    /// # async fn start() -> Result<(), highlevel_sandbox::Error> {
    /// let tags = r#"
    /// openapi: 3.0.3
    /// info: { title: Tags, version: "1.0" }
    /// paths:
    ///   /tags/{tagId}:
    ///     delete:
    ///       operationId: delete-tag
    ///       responses: { "204": { description: The tag is gone. } }
    /// "#;
    /// let sandbox = Sandbox::builder()
    ///     .spec(vec![Source::new("spec/v2/tags.yaml", tags)])
    ///     .start()
    ///     .await?;
    /// sandbox.answer_next("delete-tag", 404, "application/json", r#"{"message":"no such tag"}"#)?;
    /// # Ok(())
    /// # }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    /// # runtime.block_on(start()).expect("the sandbox starts");
    /// ```
    pub fn spec(mut self, sources: Vec<Source>) -> Self {
        self.sources = Some(sources);
        self
    }

    /// Registers an OAuth app. The endpoints for tokens then work for it, and no token is taken that they did not
    /// give out, except that of [`token`](Self::token).
    ///
    /// ```no_run
    /// use highlevel_sandbox::Sandbox;
    ///
    /// # async fn start() -> Result<(), highlevel_sandbox::Error> {
    /// let sandbox = Sandbox::builder().oauth_app("client-id", "client-secret").start().await?;
    /// let code = sandbox.authorize("location-id")?;
    /// // ... the client under test exchanges the code at `{url}/oauth/token` ...
    /// # assert!(!code.is_empty());
    /// # Ok(())
    /// # }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    /// # runtime.block_on(start()).expect("the sandbox starts");
    /// ```
    pub fn oauth_app(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        self.apps.push(App {
            id: client_id.into(),
            secret: client_secret.into(),
        });
        self
    }

    /// How long an access token lasts. Without this, 86,399 seconds, as the API documents it.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = Some(lifetime);
        self
    }

    /// Limits the requests of each token's location or company; of a token that is none of an app, its own. Without
    /// this, nothing is limited.
    ///
    /// ```no_run
    /// use highlevel_sandbox::{RateLimit, Sandbox};
    ///
    /// let limit = RateLimit { max: 2, ..RateLimit::default() };
    /// let sandbox = Sandbox::builder().rate_limit(limit).in_process();
    /// # assert!(sandbox.is_ok());
    /// ```
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Gives every list that pages so many items, unless [`Script::list_length`](crate::Script::list_length) says
    /// another number. Without both, a list is what the document shows, whatever page is asked for.
    pub fn list_length(mut self, length: usize) -> Self {
        self.list_length = Some(length);
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// Where the port is taken, the token or an app's id or secret is empty, or the specification is faulty.
    pub async fn start(self) -> Result<Sandbox, Error> {
        let port = self.port;
        Server::start(port, || self.state())
            .await
            .map(Sandbox::listening)
    }

    /// Makes a sandbox without a port and a thread, for [`Sandbox::handle`]. Its time is that of whoever calls it.
    ///
    /// # Errors
    /// Where the token or an app's id or secret is empty, or the specification is faulty.
    pub fn in_process(self) -> Result<Sandbox, Error> {
        self.state().map(Sandbox::without_port)
    }

    fn state(self) -> Result<State, Error> {
        let token = match self.token.as_deref().map(str::trim) {
            Some("") => return Err(Error::empty_token()),
            token => token.map(str::to_owned),
        };
        let is_empty = |app: &App| app.id.is_empty() || app.secret.is_empty();
        if self.apps.iter().any(is_empty) {
            return Err(Error::empty_app());
        }
        let catalog = match self.sources {
            Some(sources) => Arc::new(Catalog::new(&sources)?),
            None => embedded::catalog()?,
        };
        let lifetime = self.token_lifetime.unwrap_or(oauth::LIFETIME);
        let has_apps = !self.apps.is_empty();
        let gate = Gate {
            token,
            oauth: has_apps.then(|| Oauth::new(self.apps, lifetime, catalog.scopes())),
            limiter: self.rate_limit.map(Limiter::new),
        };
        let scripts = self.list_length.map(script::every_list).unwrap_or_default();
        Ok(State::new(catalog, gate, scripts))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sources = self.sources.as_ref();
        f.debug_struct("Builder")
            .field("token", &self.token.as_ref().map(|_| "[redacted]"))
            .field("port", &self.port)
            .field("documents", &sources.map(Vec::len))
            .field("apps", &self.apps.len())
            .field("token_lifetime", &self.token_lifetime)
            .field("rate_limit", &self.rate_limit)
            .field("list_length", &self.list_length)
            .finish()
    }
}
