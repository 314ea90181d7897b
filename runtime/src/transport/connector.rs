//! Opening connections: to the server itself, or through the proxy that the environment names.

mod ends;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

pub(crate) use self::ends::Ends;
pub(super) use self::ends::by;
use super::tls::{Secured, Tls};

/// How often the system looks whether the other side of a quiet connection is still there, and how many times in vain.
const KEEPALIVE: (Duration, u32) = (Duration::from_secs(15), 3);

/// Opens connections. Cloned for every request, whether that needs one or not.
#[derive(Clone)]
pub(super) struct Connector(Arc<Ways>);

struct Ways {
    tcp: HttpConnector,
    tls: Tls,
    proxies: Matcher,
    timeout: Duration,
}

type Stream = <Secured<HttpConnector> as Service<Uri>>::Response;

type Failure = Box<dyn Error + Send + Sync>;

impl Connector {
    /// Makes a connector; opening a connection may take this long.
    pub(super) fn new(tls: Tls, proxies: Matcher, timeout: Duration) -> Self {
        let (interval, probes) = KEEPALIVE;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(!Tls::IS_THERE);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(interval));
        tcp.set_keepalive_interval(Some(interval));
        tcp.set_keepalive_retries(Some(probes));
        // Each of the server's addresses gets its share of the time.
        tcp.set_connect_timeout(Some(timeout));
        Self(Arc::new(Ways {
            tcp,
            tls,
            proxies,
            timeout,
        }))
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, Failure>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let ways = Arc::clone(&self.0);
        // Here, because a connection that is not waited for any more is opened in a task of its own.
        let ends = [ends::current(), Instant::now().checked_add(ways.timeout)];
        Box::pin(async move {
            let stream = ways.open(server);
            match ends.into_iter().flatten().min() {
                Some(at) => timeout_at(at, stream)
                    .await
                    .unwrap_or_else(|_| Err(out_of_time())),
                None => stream.await,
            }
        })
    }
}

impl Ways {
    async fn open(&self, server: Uri) -> Result<Stream, Failure> {
        // What is not encrypted is a server nearby, such as one for tests.
        let is_secure = server.scheme() == Some(&Scheme::HTTPS);
        match self.proxies.intercept(&server).filter(|_| is_secure) {
            Some(proxy) => connected(self.tls.over(self.tunnel(&proxy)?), server).await,
            None => connected(self.tls.over(self.tcp.clone()), server).await,
        }
    }

    fn tunnel(&self, proxy: &Intercept) -> Result<Tunnel<HttpConnector>, Failure> {
        let address = proxy.uri();
        if address.scheme() != Some(&Scheme::HTTP) {
            let text = "the proxy that the environment names is no `http://` address: other proxies need a transport \
                        of your own";
            return Err(io::Error::new(io::ErrorKind::Unsupported, text).into());
        }
        let tunnel = Tunnel::new(address.clone(), self.tcp.clone());
        Ok(match proxy.basic_auth() {
            Some(credentials) => tunnel.with_auth(credentials.clone()),
            None => tunnel,
        })
    }
}

async fn connected<C>(mut connector: C, server: Uri) -> Result<C::Response, Failure>
where
    C: Service<Uri, Error: Into<Failure>>,
{
    let ready = poll_fn(|context| connector.poll_ready(context)).await;
    ready.map_err(Into::into)?;
    connector.call(server).await.map_err(Into::into)
}

fn out_of_time() -> Failure {
    let text = "there was no connection before the time was over";
    io::Error::new(io::ErrorKind::TimedOut, text).into()
}
