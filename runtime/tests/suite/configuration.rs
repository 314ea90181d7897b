//! Settings that are refused, with what would be right.

use highlevel_runtime::codegen::ClientBuilder;
use highlevel_runtime::{Client, ErrorKind};

#[test]
fn tokens() {
    for (token, expected) in [
        (
            "",
            "the token is empty: give a private integration token (`pit-...`) or an access token",
        ),
        (
            "pit-secret\n",
            "the token holds a line break: trim what was read from a file or a variable",
        ),
        (
            " pit-secret",
            "the token has blanks around it: trim what was read from a file or a variable",
        ),
        (
            "pit-secret ",
            "the token has blanks around it: trim what was read from a file or a variable",
        ),
        (
            "Bearer pit-secret",
            "the token begins with `Bearer`: give it without that word",
        ),
        (
            "pit secret",
            "the token holds a character that no token has: only visible ASCII is allowed",
        ),
        (
            "pit-sécret",
            "the token holds a character that no token has: only visible ASCII is allowed",
        ),
        (
            "pit\u{7}secret",
            "the token holds a character that no token has: only visible ASCII is allowed",
        ),
    ] {
        leaks::credential(token);
        let error = Client::new(token).expect_err("a token that is refused");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.operation().is_none() && !error.is_retryable());
    }
}

#[test]
fn base_urls() {
    const SCHEME: &str = "the base URL does not begin with `https://` or `http://`";
    const USER: &str =
        "the base URL holds a user name or a password: only the token authorises calls";
    const QUERY: &str = "the base URL has a query or a fragment: give scheme, host and path alone";
    for (base_url, expected) in [
        ("", SCHEME),
        ("services.leadconnectorhq.com", SCHEME),
        ("localhost:8080", SCHEME),
        ("ftp://host", SCHEME),
        ("https://host?key=pit-secret", QUERY),
        ("https://host/#x", QUERY),
        ("https://user:pit-secret@host", USER),
        (
            "https://ho st",
            "the base URL cannot be parsed: give it as `https://host` or `https://host/path`",
        ),
        (
            "https://",
            "the base URL cannot be parsed: give it as `https://host` or `https://host/path`",
        ),
    ] {
        let error = Client::builder()
            .token("t")
            .base_url(base_url)
            .build()
            .expect_err("a URL that is refused");
        assert_eq!(error.to_string(), expected, "{base_url}");
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[test]
fn user_agents() {
    for user_agent in ["", "a\nb"] {
        let error = Client::builder()
            .token("t")
            .user_agent(user_agent)
            .build()
            .expect_err("a user agent");
        assert_eq!(
            error.to_string(),
            "the user agent is empty or not visible ASCII: give it as `my-app/1.0`"
        );
    }
}

#[test]
fn a_client_of_another_type() {
    struct Wrapped(Client);
    impl From<Client> for Wrapped {
        fn from(client: Client) -> Self {
            Self(client)
        }
    }
    let builder: ClientBuilder<Wrapped> = ClientBuilder::default();
    let wrapped = builder
        .token("t")
        .base_url("http://127.0.0.1:1/")
        .build()
        .expect("settings that are right");
    assert_eq!(
        format!("{:?}", wrapped.0),
        r#"Client { base_url: "http://127.0.0.1:1", .. }"#
    );
}

#[cfg(feature = "rustls")]
#[test]
fn no_provider_is_installed_for_the_process() {
    Client::new("pit-1").expect("a client with the trust store of the system");
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn https_needs_tls() {
    let error = Client::new("pit-1").expect_err("no TLS");
    assert!(
        error
            .to_string()
            .starts_with("no TLS is compiled in: turn on the feature `rustls` or `native-tls`")
    );
    let plain = Client::builder()
        .token("pit-1")
        .base_url("http://127.0.0.1:1")
        .build();
    plain.expect("a client that needs no TLS");
}
