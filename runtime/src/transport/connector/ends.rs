//! When an attempt has to be over for which a connection is opened: so it is known then that nothing was sent.

use std::future::Future;

use tokio::time::Instant;

tokio::task_local! {
    /// When the attempt has to be over for which a connection is opened.
    static ENDS: Instant;
}

/// When the attempt has to be over that a request belongs to: an extension of the request.
#[derive(Clone, Copy)]
pub(crate) struct Ends(pub(crate) Instant);

/// Sends a request; if a connection is opened for it, by this time at the latest.
pub(in crate::transport) async fn by<F: Future>(ends: Option<Ends>, sending: F) -> F::Output {
    match ends {
        Some(Ends(at)) => ENDS.scope(at, sending).await,
        None => sending.await,
    }
}

/// When it has to be over for which a connection is opened now.
pub(super) fn current() -> Option<Instant> {
    ENDS.try_get().ok()
}
