//! The client: what all calls share, and the one place that sends them.

pub(crate) mod builder;
mod settings;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use tokio::time::{Instant, timeout_at};

use self::builder::ClientBuilder;
use crate::call::Call;
use crate::call::prepared::Prepared;
use crate::error::{Broken, Error};
use crate::json::secret::Secret;
use crate::operation::Operation;
use crate::reply::Reply;
use crate::transport::{Body, Collected, Transport};

/// The HighLevel API, with a token. Cheap to clone: clones share connections.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    transport: Box<dyn Transport>,
    /// Without a slash at its end.
    base_url: String,
    authorization: HeaderValue,
    user_agent: HeaderValue,
    timeout: Duration,
    lenient: bool,
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

    /// Starts a call of an operation.
    #[doc(hidden)]
    pub fn call<T>(&self, operation: &'static Operation) -> Call<T> {
        Call::new(self.clone(), operation)
    }

    /// Sends a call and reads the answer to its end, whatever its status.
    ///
    /// The one place for whatever sends a call again or holds it back: `prepared` builds its request as often as
    /// need be.
    pub(crate) async fn execute(&self, prepared: &Prepared) -> Result<Reply, Error> {
        let deadline = Deadline::new(prepared.timeout());
        let operation = prepared.operation;
        let request = match deadline.limit(prepared.to_http()).await {
            Some(request) => request?,
            None => return Err(Error::timeout(operation, deadline.timeout)),
        };
        let response = match deadline.limit(self.0.transport.send(request)).await {
            Some(response) => response.map_err(|error| Error::transport(operation, error))?,
            None => return Err(Error::timeout(operation, deadline.timeout)),
        };
        let (head, body) = response.into_parts();
        let (body, broken) = read_body(body, &deadline).await;
        let reply = Reply::new(operation, self.0.lenient, head.status, head.headers, body);
        match broken {
            Some(broken) => Err(Error::broken(reply, broken, prepared.authorization())),
            None => Ok(reply),
        }
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(crate) fn authorization(&self) -> &HeaderValue {
        &self.0.authorization
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.0.user_agent
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.0.timeout
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}

/// When a call has to be over.
struct Deadline {
    timeout: Duration,
    /// `None` if it lies beyond what the clock can say.
    at: Option<Instant>,
}

impl Deadline {
    fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            at: Instant::now().checked_add(timeout),
        }
    }

    /// Waits for a future; `None` when the time is over.
    async fn limit<F: Future>(&self, future: F) -> Option<F::Output> {
        match self.at {
            Some(at) => timeout_at(at, future).await.ok(),
            None => Some(future.await),
        }
    }
}

/// Reads what there is, and why it ended early if it did.
async fn read_body(mut body: Body, deadline: &Deadline) -> (Bytes, Option<Broken>) {
    let mut collected = Collected::default();
    let broken = loop {
        match deadline.limit(body.chunk()).await {
            Some(Ok(Some(chunk))) => collected.add(chunk),
            Some(Ok(None)) => break None,
            Some(Err(error)) => break Some(Broken::Connection(error)),
            None => break Some(Broken::Timeout(deadline.timeout)),
        }
    };
    (collected.finish(), broken)
}
