//! The server: a thread with a runtime of its own, so that it neither needs nor disturbs the caller's.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::Body;
use axum::extract::{self, ConnectInfo};
use axum::response::Response;
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;

use crate::error::Error;
use crate::request;
use crate::state::State;

mod connection;
mod delivery;

use connection::{Acceptor, Breaker};

/// A running server; it stops when it is dropped, and its connections with it.
#[derive(Debug)]
pub struct Server {
    /// The port that it listens on.
    pub port: u16,
    /// What it knows and remembers.
    pub state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread reports once it listens.
type Started = Result<(u16, Arc<State>), Error>;

impl Server {
    /// Starts a server on this port, 0 for any; `state` runs in its thread.
    ///
    /// # Errors
    /// Where the state cannot be made or the port cannot be had.
    pub async fn start(
        port: u16,
        state: impl FnOnce() -> Result<State, Error> + Send + 'static,
    ) -> Result<Self, Error> {
        let (report, started) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("highlevel-sandbox".to_owned())
            .spawn(move || run(port, state, report, stopped))
            .map_err(Error::thread)?;
        let (port, state) = started.await.map_err(|_| Error::stopped())??;
        Ok(Self {
            port,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Whether the thread panicked is of no concern any more.
            let _ = thread.join();
        }
    }
}

/// Serves until `stopped` hears or loses its sender; leaving drops the runtime, and with it every connection.
fn run(
    port: u16,
    state: impl FnOnce() -> Result<State, Error>,
    report: oneshot::Sender<Started>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(report.send(Err(Error::thread(error)))),
    };
    let listening = state().and_then(|state| {
        let listening = runtime.block_on(listen(port));
        let (listener, port) = listening.map_err(|error| Error::listen(port, error))?;
        Ok((listener, port, Arc::new(state)))
    });
    let (listener, port, state) = match listening {
        Ok(listening) => listening,
        Err(error) => return drop(report.send(Err(error))),
    };
    let router = Router::new()
        .fallback(handle)
        .with_state(Arc::clone(&state))
        .into_make_service_with_connect_info::<Breaker>();
    runtime.spawn(async move { axum::serve(Acceptor(listener), router).await });
    if report.send(Ok((port, state))).is_ok() {
        // Both a message and its absence mean the end.
        let _ = runtime.block_on(stopped);
    }
}

async fn listen(port: u16) -> std::io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

async fn handle(
    extract::State(state): extract::State<Arc<State>>,
    ConnectInfo(breaker): ConnectInfo<Breaker>,
    request: extract::Request,
) -> Response {
    let (parts, body) = request.into_parts();
    match state.exchange(parts, request::read(body)).await {
        Some(outcome) => delivery::response(outcome, breaker).await,
        // The client is gone, or does not speak HTTP: nobody hears more than the status.
        None => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::BAD_REQUEST;
            response
        }
    }
}
