//! Who waits is called.

use std::future::poll_fn;
use std::task::Poll;
use std::thread;

use super::wait;

#[test]
fn a_call_is_not_lost_where_others_park_the_thread() {
    let mut is_called = false;
    let outcome = wait(poll_fn(|context| {
        if is_called {
            return Poll::Ready(7);
        }
        is_called = true;
        context.waker().wake_by_ref();
        // As a lock or a channel may, that somebody waits for while polling.
        thread::park();
        Poll::Pending
    }));
    assert!(matches!(outcome, Ok(7)));
}
