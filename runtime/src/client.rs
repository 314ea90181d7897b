//! The client: what all calls share.

mod access;
pub(crate) mod builder;
pub(crate) mod deadline;
mod execute;
mod series;
mod settings;
mod trace;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use self::builder::ClientBuilder;
use self::trace::Server;
use crate::auth::Tokens;
use crate::auth::credentials::Credentials;
use crate::call::Call;
use crate::error::Error;
use crate::json::secret::Secret;
use crate::limit::RateLimiter;
use crate::operation::{Method, Operation};
use crate::paging::Listed;
use crate::paging::list_call::ListCall;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::transport::Transport;

/// The HighLevel API, with a token. Cheap to clone: clones share connections.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    transport: Arc<dyn Transport>,
    /// Without a slash at its end.
    base_url: String,
    server: Server,
    credentials: Credentials,
    user_agent: HeaderValue,
    timeout: Option<Duration>,
    attempt_timeout: Duration,
    lenient: bool,
    limiter: Option<Box<dyn RateLimiter>>,
    retry: RetryPolicy,
    /// What the calls share whose policy has no budget of its own.
    budget: RetryBudget,
}

impl Client {
    /// Makes a client with a token of a private integration (`pit-...`) or an access token.
    ///
    /// # Errors
    ///
    /// If the token is empty or cannot be sent as a header.
    pub fn new(token: impl Into<Secret<String>>) -> Result<Self, Error> {
        Self::builder().token(token).build()
    }

    /// Makes a client with other settings than the usual ones.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Returns the tokens of the app that the client was made with; none if it was given a token.
    ///
    /// ```no_run
    /// # use highlevel_runtime::{Client, Error};
    /// # use highlevel_runtime::auth::{App, Code};
    /// # async fn example(app: App, code: Code) -> Result<(), Error> {
    /// let client: Client = Client::builder().oauth(app).build()?;
    /// if let Some(tokens) = client.tokens() {
    ///     tokens.exchange(&code).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn tokens(&self) -> Option<&Tokens> {
        self.0.credentials.tokens()
    }

    /// Starts a call of something that the crate has no method for, with the same token, limits and repetitions as any
    /// other call.
    ///
    /// The path may have `{names}`, whose values [`Call::path`] puts in. A path that is written in the program is shown
    /// in errors and logs; one that is put together at run time may hold personal data, and is shown as `/{path}`. The
    /// call asks for version `2021-07-28`; [`Call::version`] changes that.
    ///
    /// The answer is what the call is awaited for: a [`Value`](crate::Value), a type of the API, [`Json`](crate::Json)
    /// of a type of your own, [`Bytes`](bytes::Bytes), or nothing at all, `()`.
    ///
    /// ```no_run
    /// # use highlevel_runtime::{Client, Error, Method, Value};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let tags: Value = client
    ///     .request(Method::Post, "/contacts/{contactId}/tags")
    ///     .path("contactId", "sx6wyHhbFdRXh302LLNR")
    ///     .body_json(&serde_json::json!({ "tags": ["regular"] }))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request<T>(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call<T> {
        Call::described(self.clone(), method, path.into(), ())
    }

    /// Starts a call of an operation.
    #[doc(hidden)]
    pub fn call<T>(&self, operation: &'static Operation) -> Call<T> {
        Call::new(self.clone(), operation, ())
    }

    /// Starts a call of an operation that hands out a list; `items` takes the items out of an answer.
    #[doc(hidden)]
    pub fn list<T, Item>(
        &self,
        operation: &'static Operation,
        items: fn(T) -> Vec<Item>,
    ) -> ListCall<T, Item> {
        Call::new(self.clone(), operation, Listed::new(items))
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.0.user_agent
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.0.timeout
    }

    pub(crate) fn retry(&self) -> &RetryPolicy {
        &self.0.retry
    }

    /// Whether a limiter holds calls back.
    pub(crate) fn is_limited(&self) -> bool {
        self.0.limiter.is_some()
    }

    pub(crate) fn budget(&self) -> &RetryBudget {
        &self.0.budget
    }

    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.0.attempt_timeout
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}
