//! Transports: what carries requests to the server and brings its answers back.
//!
//! A client sends with [`HttpTransport`] unless [`ClientBuilder::transport`](crate::ClientBuilder::transport) gives it
//! another one: a wrapper that counts or records, or a server in the same process.
//!
//! ```
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicU64, Ordering};
//!
//! use highlevel_runtime::transport::{HttpTransport, Request, Sending, Transport};
//! use highlevel_runtime::Client;
//!
//! /// Counts what is sent.
//! struct Counting {
//!     inner: HttpTransport,
//!     sent: Arc<AtomicU64>,
//! }
//!
//! impl Transport for Counting {
//!     fn send(&self, request: Request) -> Sending<'_> {
//!         self.sent.fetch_add(1, Ordering::Relaxed);
//!         self.inner.send(request)
//!     }
//! }
//!
//! let sent = Arc::new(AtomicU64::new(0));
//! let transport = Counting { inner: HttpTransport::new()?, sent: Arc::clone(&sent) };
//! let client = Client::builder().token("pit-0123").transport(transport).build()?;
//! # Ok::<(), highlevel_runtime::Error>(())
//! ```

mod body;
mod connector;
mod error;
mod http_transport;
mod proxies;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod tls;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use self::body::Body;
pub(crate) use self::body::Collected;
pub(crate) use self::connector::Ends;
pub(crate) use self::error::Stage;
pub use self::error::TransportError;
pub(crate) use self::http_transport::CONNECT_TIMEOUT;
pub use self::http_transport::HttpTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest_transport::ReqwestTransport;

/// A request as it is sent: its address is whole, its headers hold the credentials.
pub type Request = http::Request<Body>;

/// An answer whose body was not read yet.
pub type Response = http::Response<Body>;

/// What [`Transport::send`] returns.
pub type Sending<'t> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 't>>;

/// Carries requests.
///
/// A transport sends a request once: it follows no redirects and repeats nothing, because only the client knows which
/// operations may be repeated. It needs no timeouts either; the client drops the future when time is over.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns the answer as soon as its head is there, whatever its status.
    ///
    /// # Errors
    ///
    /// If no answer came: which constructor of [`TransportError`] is used decides whether the call is sent again.
    fn send(&self, request: Request) -> Sending<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request) -> Sending<'_> {
        (**self).send(request)
    }
}
