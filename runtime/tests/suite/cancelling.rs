//! Calls that are given up, and calls that take too long.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use highlevel_runtime::transport::{Request, Sending, Transport};
use highlevel_runtime::{Client, ClientBuilder, ErrorKind};
use tokio::time::{Instant, timeout};

use crate::server::TOKEN;
use crate::transports::answer;
use crate::types::{SearchParams, SendMessageBody, Things};

const SECOND: Duration = Duration::from_secs(1);

/// Lets every first request wait for ever, and answers the others.
#[derive(Clone, Default)]
struct Stuck {
    sent: Arc<AtomicUsize>,
    given_up: Arc<AtomicUsize>,
}

/// Counts the requests that are given up.
struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Transport for Stuck {
    fn send(&self, request: Request) -> Sending<'_> {
        leaks::request(&request.into_parts().0, b"");
        let number = self.sent.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            if number == 0 {
                let _guard = Guard(Arc::clone(&self.given_up));
                pending::<()>().await;
            }
            Ok(answer(200, r#"{"messageId": "m"}"#))
        })
    }
}

impl Stuck {
    fn client(&self, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let builder = Client::builder().token(TOKEN).transport(self.clone());
        settings(builder).build().expect("settings that are right")
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_takes_nothing_with_it() {
    let stuck = Stuck::default();
    let client = stuck.client(|builder| builder);
    let things = Things { client: &client };
    let body = SendMessageBody::new("SMS", "c");
    drop(things.send(&body).into_future());
    assert_eq!(stuck.sent.load(Ordering::SeqCst), 0, "never polled");
    let given_up = timeout(SECOND, things.send(&body)).await;
    given_up.expect_err("nothing comes");
    assert_eq!(stuck.given_up.load(Ordering::SeqCst), 1);
    // The next call is none the worse for it.
    assert_eq!(things.send(&body).await.expect("an answer").message_id, "m");
    assert_eq!(
        stuck.sent.load(Ordering::SeqCst),
        2,
        "nothing is sent twice"
    );
}

#[tokio::test(start_paused = true)]
async fn whichever_limit_comes_first() {
    for (client_limits, call_limits, expected) in [
        ((None, None), (None, None), 60),
        ((Some(9), None), (None, None), 9),
        ((Some(9), Some(5)), (None, None), 5),
        ((Some(5), Some(9)), (None, None), 5),
        ((Some(5), Some(5)), (Some(7), Some(8)), 7),
        ((Some(5), Some(5)), (None, Some(4)), 4),
    ] {
        let client = Stuck::default().client(|mut builder| {
            if let Some(seconds) = client_limits.0 {
                builder = builder.attempt_timeout(SECOND * seconds);
            }
            if let Some(seconds) = client_limits.1 {
                builder = builder.timeout(SECOND * seconds);
            }
            builder
        });
        let mut call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
        if let Some(seconds) = call_limits.0 {
            call = call.attempt_timeout(SECOND * seconds);
        }
        if let Some(seconds) = call_limits.1 {
            call = call.timeout(SECOND * seconds);
        }
        let start = Instant::now();
        let error = call.await.expect_err("nothing comes");
        assert_eq!(start.elapsed(), SECOND * expected);
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.is_timeout() && error.may_have_arrived() && !error.is_retryable());
        assert_eq!(
            error.to_string(),
            format!("POST /conversations/messages: no answer within {expected}s")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn no_limit_is_too_long_for_the_clock() {
    let client = Stuck::default().client(|builder| builder.attempt_timeout(Duration::MAX));
    let call = Things { client: &client }.get_thing("x", &SearchParams::new("l"));
    let waited = timeout(SECOND * 1_000_000, call.timeout(Duration::MAX)).await;
    waited.expect_err("the call waits on");
}
