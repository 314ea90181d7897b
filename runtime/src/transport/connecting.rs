//! Opening a connection, which is over when the attempt is: so it is known then that nothing was sent.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::time::{Instant, timeout_at};
use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// When the attempt has to be over for which a connection is opened.
    static ENDS: Instant;
}

/// When the attempt has to be over that a request belongs to: an extension of the request.
#[derive(Clone, Copy)]
pub(crate) struct Ends(pub(crate) Instant);

/// Sends a request; if a connection is opened for it, by this time at the latest.
pub(super) async fn by<F: Future>(ends: Option<Ends>, sending: F) -> F::Output {
    match ends {
        Some(Ends(at)) => ENDS.scope(at, sending).await,
        None => sending.await,
    }
}

/// Limits the opening of connections to the time of those who wait for them.
#[derive(Clone, Copy)]
pub(super) struct InTime;

impl<S> Layer<S> for InTime {
    type Service = Connecting<S>;

    fn layer(&self, inner: S) -> Connecting<S> {
        Connecting(inner)
    }
}

/// Opens connections.
#[derive(Clone)]
pub(super) struct Connecting<S>(S);

type Connection<C> = Pin<Box<dyn Future<Output = Result<C, Failure>> + Send>>;

type Failure = Box<dyn Error + Send + Sync>;

impl<S, R> Service<R> for Connecting<S>
where
    S: Service<R, Error = Failure>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = Failure;
    type Future = Connection<S::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Connection<S::Response> {
        let connection = self.0.call(request);
        // Here, because a connection that is not waited for any more is opened in a task of its own.
        match ENDS.try_get() {
            Ok(at) => Box::pin(async move {
                timeout_at(at, connection)
                    .await
                    .unwrap_or_else(|_| Err(out_of_time()))
            }),
            Err(_) => Box::pin(connection),
        }
    }
}

fn out_of_time() -> Failure {
    let text = "there was no connection before the time was over";
    io::Error::new(io::ErrorKind::TimedOut, text).into()
}
