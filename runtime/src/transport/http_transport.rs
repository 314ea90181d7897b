//! The transport over the network, by hyper.

#[cfg(test)]
mod tests;

use std::env;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use hyper::body::Incoming;
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::body::Body;
use super::connector::{self, Connector};
use super::error::TransportError;
use super::proxies;
use super::tls::Tls;
use super::{Request, Response, Sending, Transport};
use crate::error::Error;

/// How long opening a connection may take when nobody says otherwise.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(90);

/// Sends requests over the network, by HTTP/1.1; what a client uses when it is given nothing else. Clones share
/// connections.
///
/// Calls to an `https` address go through the proxy that `HTTPS_PROXY` or `ALL_PROXY` names, unless `NO_PROXY` excepts
/// the server. They are refused if that is no `http` proxy.
#[derive(Clone)]
pub struct HttpTransport(Client<Connector, Body>);

impl HttpTransport {
    /// Makes a transport with the TLS of the features that are on. Opening a connection may take 10 seconds.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up: [`ErrorKind::Configuration`](crate::ErrorKind::Configuration).
    pub fn new() -> Result<Self, Error> {
        Self::with(true, CONNECT_TIMEOUT)
    }

    /// `secure` says whether calls go to an `https` address.
    pub(crate) fn with(secure: bool, connect_timeout: Duration) -> Result<Self, Error> {
        let (tls, proxies) = (
            Tls::new(secure)?,
            proxies::named(|name| env::var(name).ok()),
        );
        Ok(Self::over(Connector::new(tls, proxies, connect_timeout)))
    }

    fn over(connector: Connector) -> Self {
        let mut client = Client::builder(TokioExecutor::new());
        client.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        Self(client.build(connector))
    }
}

impl Transport for HttpTransport {
    fn send(&self, mut request: Request) -> Sending<'_> {
        let ends = request.extensions_mut().remove();
        let sending = self.0.request(request);
        Box::pin(async move {
            let response = connector::by(ends, sending).await;
            response.map(answered).map_err(failed)
        })
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

fn answered(response: http::Response<Incoming>) -> Response {
    response.map(|body| Body::received(body, broken))
}

fn failed(error: legacy::Error) -> TransportError {
    let (timed_out, unsupported) = (
        is_due_to(&error, io::ErrorKind::TimedOut),
        is_due_to(&error, io::ErrorKind::Unsupported),
    );
    let failed = match (error.is_connect(), unsupported) {
        (true, true) => TransportError::refused(error),
        (true, false) => TransportError::connect(error),
        (false, _) => TransportError::interrupted(error),
    };
    failed.timed_out_if(timed_out)
}

fn broken(error: hyper::Error) -> TransportError {
    let timed_out = is_due_to(&error, io::ErrorKind::TimedOut);
    TransportError::interrupted(error).timed_out_if(timed_out)
}

/// Whether something of this kind is behind an error.
fn is_due_to(error: &(dyn StdError + 'static), kind: io::ErrorKind) -> bool {
    let mut source = Some(error);
    while let Some(error) = source {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|error| error.kind() == kind) {
            return true;
        }
        source = error.source();
    }
    false
}
