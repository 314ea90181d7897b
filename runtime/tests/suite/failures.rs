//! Servers that do not answer.

use std::error::Error as _;
use std::time::Duration;

use highlevel_runtime::retry::RetryPolicy;
use highlevel_runtime::{Client, ErrorKind};
use tokio::net::TcpListener;

use crate::server::{Server, TOKEN};
use crate::types::{SearchParams, SendMessageBody, Things};

#[tokio::test]
async fn slow_servers() {
    let server = Server::stalling("").await;
    let client = server.client();
    let things = Things { client: &client };
    let post = things
        .send(&SendMessageBody::new("SMS", "c"))
        .timeout(Duration::from_millis(100));
    let error = post.await.expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "POST /conversations/messages: no answer within 100ms"
    );
    assert!(error.is_timeout() && !error.is_retryable());

    let server = Server::stalling("").await;
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&server.base_url)
        .timeout(Duration::from_millis(100))
        .retry(RetryPolicy::none())
        .build()
        .expect("settings that are right");
    let get = Things { client: &client }.get_thing("x", &SearchParams::new("l"));
    let error = get.await.expect_err("no answer");
    assert!(error.is_timeout() && error.is_retryable());
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_connection_that_does_not_open_in_time() {
    // It takes connections and never speaks TLS.
    leaks::start();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    let client = Client::builder()
        .token(TOKEN)
        .base_url(format!("https://{address}"))
        .retry(RetryPolicy::none())
        .build()
        .expect("settings that are right");
    let things = Things { client: &client };
    let post = || things.send(&SendMessageBody::new("SMS", "c"));
    let moment = Duration::from_millis(100);
    for post in [post().timeout(moment), post().attempt_timeout(moment)] {
        let error = post.await.expect_err("no connection");
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(
            error.to_string(),
            "POST /conversations/messages: the server could not be reached: there was no connection before the time was over"
        );
        assert!(error.is_timeout() && error.is_retryable() && !error.may_have_arrived());
    }
}

#[tokio::test]
async fn nobody_listens() {
    leaks::start();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    drop(listener);
    let client = Client::builder()
        .token(TOKEN)
        .base_url(format!("http://{address}"))
        .retry(RetryPolicy::none())
        .build()
        .expect("settings that are right");
    let error = Things { client: &client }
        .get_thing("x", &SearchParams::new("somebody@example.com"))
        .await
        .expect_err("no server");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_retryable() && error.status().is_none());
    assert!(
        error
            .to_string()
            .contains("the server could not be reached: Connection refused"),
        "{error}"
    );
    let mut source = error.source();
    while let Some(cause) = source {
        assert!(
            !format!("{cause} {cause:?}").contains("somebody"),
            "{cause:?}"
        );
        source = cause.source();
    }
}

#[tokio::test]
async fn servers_that_hang_up() {
    let server = Server::raw("").await;
    let client = server.client();
    let error = Things { client: &client }
        .send(&SendMessageBody::new("SMS", "c"))
        .await
        .expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_retryable());
    assert!(error.source().is_some());
}
