//! Calls for programs that are not asynchronous: one runtime in the background carries all of them.

use std::future::Future;
use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Why nobody can wait here.
pub(crate) enum Refusal {
    /// The thread belongs to an async runtime, whose other tasks would stand still.
    InsideRuntime,
    /// The system gave no thread.
    NoRuntime(io::Error),
}

/// Runs a future to its end on the thread that asks.
///
/// # Errors
///
/// Inside an async runtime, or if there can be none in the background.
pub(crate) fn wait<F: Future>(future: F) -> Result<F::Output, Refusal> {
    if Handle::try_current().is_ok() {
        return Err(Refusal::InsideRuntime);
    }
    let runtime = runtime().map_err(Refusal::NoRuntime)?;
    Ok(runtime.block_on(future))
}

fn runtime() -> io::Result<&'static Runtime> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    // One thread is enough: it only moves bytes while others wait.
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("highlevel")
        .enable_all()
        .build()?;
    // If another thread was faster, its runtime serves, and this one goes.
    Ok(RUNTIME.get_or_init(|| runtime))
}
