//! The settings of a sandbox.

use std::fmt;
use std::sync::Arc;

use highlevel_codegen::Source;

use crate::catalog::Catalog;
use crate::embedded;
use crate::error::Error;
use crate::sandbox::Sandbox;
use crate::server::Server;
use crate::state::State;

/// The settings of a sandbox, from [`Sandbox::builder`].
#[derive(Clone, Default)]
#[must_use]
pub struct Builder {
    token: Option<String>,
    port: u16,
    sources: Option<Vec<Source>>,
}

impl Builder {
    /// Accepts this bearer token alone; every other one is answered with the documented 401. Without this, any token
    /// does that is not empty.
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

    /// Starts the sandbox.
    ///
    /// # Errors
    /// Where the port is taken, the token is empty, or the specification is faulty.
    pub async fn start(self) -> Result<Sandbox, Error> {
        let Self {
            token,
            port,
            sources,
        } = self;
        let token = match token.as_deref().map(str::trim) {
            Some("") => return Err(Error::empty_token()),
            token => token.map(str::to_owned),
        };
        let state = move || {
            let catalog = match sources {
                Some(sources) => Arc::new(Catalog::new(&sources)?),
                None => embedded::catalog()?,
            };
            Ok(State::new(catalog, token))
        };
        Server::start(port, state).await.map(Sandbox::new)
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sources = self.sources.as_ref();
        f.debug_struct("Builder")
            .field("token", &self.token.as_ref().map(|_| "[redacted]"))
            .field("port", &self.port)
            .field("documents", &sources.map(Vec::len))
            .finish()
    }
}
