//! What becomes of errors.

use std::error::Error;
use std::{fmt, io};

use super::{CONNECT_TIMEOUT, HttpTransport, is_due_to};
use crate::transport::connector::Connector;
use crate::transport::error::{Stage, TransportError};
use crate::transport::tls::Tls;
use crate::transport::{Request, Transport, proxies};

/// Sends a request where a proxy is named for everything.
async fn sent(proxy: &str, server: &'static str) -> TransportError {
    let proxies = proxies::named(|name| (name == "ALL_PROXY").then(|| proxy.to_owned()));
    let tls = Tls::new(false).expect("settings that are right");
    let transport = HttpTransport::over(Connector::new(tls, proxies, CONNECT_TIMEOUT));
    let mut request = Request::default();
    *request.uri_mut() = http::Uri::from_static(server);
    transport.send(request).await.expect_err("an error")
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_proxy_that_cannot_be_used_is_tried_once() {
    for proxy in ["socks5://127.0.0.1:1", "socks://127.0.0.1:1"] {
        let error = sent(proxy, "https://api.example/").await;
        assert_eq!(error.stage(), Stage::Refused, "{error:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_may_be_there_the_next_time() {
    let error = sent("", "http://127.0.0.1:1/").await;
    assert_eq!(error.stage(), Stage::Connect, "{error:?}");
}

#[test]
fn what_is_behind_an_error_is_found() {
    #[derive(Debug)]
    struct Outer(io::Error);
    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("outer")
        }
    }
    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }
    let error = Outer(io::ErrorKind::TimedOut.into());
    assert!(is_due_to(&error, io::ErrorKind::TimedOut));
    assert!(!is_due_to(&error, io::ErrorKind::Unsupported));
}
