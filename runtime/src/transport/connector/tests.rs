//! Which way connections go.

use std::time::Duration;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_service::Service;

use super::{Connector, Failure};
use crate::transport::tls::Tls;

/// Takes one connection, and answers what comes with a refusal; gives back what came.
async fn proxy() -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut received = Vec::new();
        while !received.ends_with(b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut received).await.expect("bytes"), 0);
        }
        let refusal = b"HTTP/1.1 503 Service Unavailable\r\n\r\n";
        stream.write_all(refusal).await.expect("an open connection");
        String::from_utf8(received).expect("text")
    });
    (address, received)
}

/// Opens a connection where a proxy is named for everything.
async fn connect(proxy: &str, server: &str) -> Result<(), Failure> {
    let proxies = Matcher::builder().all(proxy).no("excepted.example").build();
    let tls = Tls::new(false).expect("settings that are right");
    let mut connector = Connector::new(tls, proxies, Duration::from_secs(10));
    let server: Uri = server.parse().expect("an address");
    connector.call(server).await.map(drop)
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn encrypted_connections_go_through_the_proxy() {
    let (address, received) = proxy().await;
    let proxy = format!("http://jo:miller@{address}");
    let outcome = connect(&proxy, "https://api.example/contacts").await;
    assert_eq!(
        outcome.expect_err("refused").to_string(),
        "tunnel error: unsuccessful"
    );
    let received = received.await.expect("a request");
    assert!(
        received.starts_with("CONNECT api.example:443 HTTP/1.1\r\n"),
        "{received}"
    );
    // jo:miller
    assert!(
        received
            .to_ascii_lowercase()
            .contains("\r\nproxy-authorization: basic am86bwlsbgvy\r\n"),
        "{received}"
    );
}

#[tokio::test]
async fn servers_nearby_are_reached_without_it() {
    let server = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = server.local_addr().expect("an address");
    let outcome = connect("http://127.0.0.1:1", &format!("http://{address}/")).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_proxy_of_another_kind_is_refused() {
    for proxy in ["https://127.0.0.1:1", "socks5://127.0.0.1:1"] {
        let outcome = connect(proxy, "https://api.example/").await;
        let text = outcome.expect_err("refused").to_string();
        assert!(
            text.starts_with("the proxy that the environment names is no `http://` address"),
            "{text}"
        );
    }
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn what_is_excepted_is_reached_without_it() {
    let outcome = connect("socks5://127.0.0.1:1", "https://excepted.example/").await;
    let text = outcome.expect_err("there is no such server").to_string();
    assert!(!text.contains("proxy"), "{text}");
}
