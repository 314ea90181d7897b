//! The settings of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::{Client, Shared, settings};
use crate::auth::App;
use crate::auth::credentials::Credentials;
use crate::error::Error;
use crate::json::secret::Secret;
use crate::limit::{RateLimiter, SlidingWindow};
use crate::retry::{RetryBudget, RetryPolicy};
use crate::transport::{CONNECT_TIMEOUT, HttpTransport, Transport};

/// The settings of a client, from [`Client::builder`].
///
/// ```
/// use std::time::Duration;
///
/// use highlevel_runtime::Client;
///
/// let client = Client::builder().token("pit-0123").timeout(Duration::from_secs(20)).build()?;
/// # Ok::<(), highlevel_runtime::Error>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C = Client> {
    authorisation: Authorisation,
    base_url: String,
    connect_timeout: Duration,
    timeout: Option<Duration>,
    attempt_timeout: Duration,
    user_agent: String,
    transport: Option<Arc<dyn Transport>>,
    lenient: bool,
    limiter: Option<Box<dyn RateLimiter>>,
    retry: RetryPolicy,
    client: PhantomData<fn() -> C>,
}

/// What calls are authorised with.
#[derive(Debug)]
enum Authorisation {
    Token(Secret<String>),
    App(Box<App>),
}

impl<C> ClientBuilder<C> {
    /// Starts with the usual settings; only the token is missing.
    pub fn new() -> Self {
        Self {
            authorisation: Authorisation::Token(Secret::new(String::new())),
            base_url: "https://services.leadconnectorhq.com".to_owned(),
            connect_timeout: CONNECT_TIMEOUT,
            timeout: None,
            attempt_timeout: Duration::from_secs(60),
            user_agent: concat!("highlevel-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            transport: None,
            lenient: false,
            limiter: Some(Box::new(SlidingWindow::new())),
            retry: RetryPolicy::standard(),
            client: PhantomData,
        }
    }

    /// Sets the token: one of a private integration (`pit-...`) or an access token, without `Bearer`.
    pub fn token(mut self, token: impl Into<Secret<String>>) -> Self {
        self.authorisation = Authorisation::Token(token.into());
        self
    }

    /// Takes the tokens of an app instead of one token: each call is sent with that of the sub-account or agency it
    /// is about, and they renew themselves.
    pub fn oauth(mut self, app: App) -> Self {
        self.authorisation = Authorisation::App(Box::new(app));
        self
    }

    /// Sends calls elsewhere than to `https://services.leadconnectorhq.com`; a path in front of all paths is kept.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Limits how long opening a connection may take; 10 seconds without this. An HTTP client or a transport of your
    /// own keeps its own limit.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Limits one attempt of a call, from opening the connection to the last byte of the answer; 60 seconds without
    /// this. [`Call::attempt_timeout`](crate::Call::attempt_timeout) sets it for one call.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Limits a whole call: waits, all attempts and the last byte of the answer. Without this, attempts are limited
    /// and their number is. [`Call::timeout`](crate::Call::timeout) sets it for one call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sends calls with a [`transport`](crate::transport) of your own: a wrapper, a client of reqwest with its TLS, proxies
    /// and connections, or no network at all.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Holds calls back by a limiter of your own, or by the usual one with other settings; a clone of it can be asked
    /// how much is left. Without this, a [`SlidingWindow`] keeps to what the API documents.
    ///
    /// ```
    /// use highlevel_runtime::Client;
    /// use highlevel_runtime::limit::{Resource, SlidingWindow};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), highlevel_runtime::Error> {
    /// let limiter = SlidingWindow::new().wait_for_daily_limit(true);
    /// let client = Client::builder().token("pit-0123").rate_limiter(limiter.clone()).build()?;
    /// assert_eq!(limiter.state(&Resource::token("pit-0123")).remaining, 100);
    /// # Ok(())
    /// # }
    /// ```
    pub fn rate_limiter(mut self, limiter: impl RateLimiter) -> Self {
        self.limiter = Some(Box::new(limiter));
        self
    }

    /// Sends calls as they come, and leaves it to the API to refuse them.
    pub fn no_rate_limit(mut self) -> Self {
        self.limiter = None;
        self
    }

    /// Sets how often calls are attempted, and how long they wait in between;
    /// [`Call::retry`](crate::Call::retry) does so for one call. See [`retry`](crate::retry) for what is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Goes on when an answer lacks a field that the API promises: the field is left blank (empty text, zero, false,
    /// an empty list), and a [`tracing`] warning names the operation and the field.
    ///
    /// Without this, such an answer is an error of [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    pub fn lenient_answers(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// If a setting is wrong: [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), with what would be
    /// right.
    pub fn build(self) -> Result<C, Error>
    where
        C: From<Client>,
    {
        self.client().map(C::from)
    }

    fn client(self) -> Result<Client, Error> {
        let user_agent = settings::user_agent(&self.user_agent)?;
        let (base_url, server) = settings::base_url(&self.base_url)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(HttpTransport::with(
                base_url.starts_with("https:"),
                self.connect_timeout,
            )?),
        };
        let credentials = match self.authorisation {
            Authorisation::Token(token) => {
                Credentials::fixed(settings::authorization(token.expose())?)
            }
            Authorisation::App(app) => {
                Credentials::of_app(*app, Arc::clone(&transport), &base_url, user_agent.clone())
            }
        };
        Ok(Client(Arc::new(Shared {
            transport,
            base_url,
            server,
            credentials,
            user_agent,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            lenient: self.lenient,
            limiter: self.limiter,
            retry: self.retry,
            budget: RetryBudget::default(),
        })))
    }
}

impl<C> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    /// Shows times and switches; the base URL was not checked yet and may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("authorisation", &self.authorisation)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("user_agent", &self.user_agent)
            .field("lenient_answers", &self.lenient)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
