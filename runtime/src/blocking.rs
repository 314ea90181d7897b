//! Calls for programs that are not asynchronous: one runtime in the background carries all of them.

#[cfg(test)]
mod tests;

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop;

/// More steps than a runtime lets a future make in one go; it is 128 in tokio.
const MANY_STEPS: usize = 4096;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Why nobody can wait here.
pub(crate) enum Refusal {
    /// The thread is polling for an async runtime, whose other tasks would stand still.
    InsideRuntime,
    /// The system gave no thread.
    NoRuntime(io::Error),
}

/// Runs a future to its end on the thread that asks.
///
/// # Errors
///
/// Inside a future that an async runtime polls, or if there can be no runtime in the background. Threads that a runtime
/// has set aside for blocking, and those that have only entered one, may wait.
pub(crate) fn wait<F: Future>(future: F) -> Result<F::Output, Refusal> {
    if Handle::try_current().is_ok() && is_polling() {
        return Err(Refusal::InsideRuntime);
    }
    let runtime = runtime().map_err(Refusal::NoRuntime)?;
    // Not `block_on`, which panics where tokio cannot tell that the thread may wait.
    let _entered = runtime.enter();
    let waiter = Arc::new(Waiter {
        thread: thread::current(),
        is_called: AtomicBool::new(false),
    });
    let waker = Waker::from(Arc::clone(&waiter));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return Ok(output),
            Poll::Pending => waiter.park(),
        }
    }
}

/// Whether this thread is inside a future that tokio polls.
///
/// Such a future may make only so many steps before it has to let others go on, which no other code has to do. One in
/// `tokio::task::unconstrained` has no such limit, and is not recognised.
fn is_polling() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    (0..MANY_STEPS).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(step) => {
            step.made_progress();
            false
        }
        Poll::Pending => true,
    })
}

/// The thread that waits.
struct Waiter {
    thread: Thread,
    /// A call that came while the thread was parked by others, in the midst of polling, is not lost.
    is_called: AtomicBool,
}

impl Waiter {
    /// Sleeps until the next call.
    fn park(&self) {
        while !self.is_called.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl Wake for Waiter {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_called.store(true, Ordering::Release);
        self.thread.unpark();
    }
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
