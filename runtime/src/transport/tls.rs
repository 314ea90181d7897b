//! The HTTP client that is used when the user brings none, and its TLS.

use std::time::Duration;

use reqwest::redirect::Policy;

use super::connecting::InTime;
use crate::error::Error;

/// Makes the HTTP client; `secure` says whether calls go to an `https` address.
pub(super) fn http_client(
    secure: bool,
    connect_timeout: Duration,
) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .connector_layer(InTime)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false);
    with_tls(builder, secure)?.build().map_err(|error| {
        Error::configuration("the HTTP client could not be made", Some(error.into()))
    })
}

#[cfg(feature = "rustls")]
fn with_tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
) -> Result<reqwest::ClientBuilder, Error> {
    let config = rustls_config(secure)
        .map_err(|error| Error::configuration("TLS could not be set up", Some(error.into())))?;
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn with_tls(
    builder: reqwest::ClientBuilder,
    _secure: bool,
) -> Result<reqwest::ClientBuilder, Error> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn with_tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
) -> Result<reqwest::ClientBuilder, Error> {
    if secure {
        let text = "no TLS is compiled in: turn on the feature `rustls` or `native-tls`, or bring an HTTP client \
                    with `ClientBuilder::http_client`";
        return Err(Error::configuration(text, None));
    }
    Ok(builder)
}

/// A configuration of our own, because a library has no business installing a provider for the whole process.
#[cfg(feature = "rustls")]
fn rustls_config(secure: bool) -> Result<rustls::ClientConfig, rustls::Error> {
    use std::sync::Arc;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let trusting = if secure {
        let verifier = rustls_platform_verifier::Verifier::new(provider)?;
        versions
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        // Nothing is encrypted, so the trust store, which may not even be there, is not read.
        versions.with_root_certificates(rustls::RootCertStore::empty())
    };
    let mut config = trusting.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
