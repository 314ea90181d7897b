//! TLS by rustls, with the ring provider and the trust store of the system.

use std::sync::Arc;

use super::not_set_up;
use crate::error::Error;

/// Connections of this kind, encrypted where the address asks for it.
pub(in crate::transport) type Secured<T> = hyper_rustls::HttpsConnector<T>;

/// How connections are encrypted.
pub(in crate::transport) struct Tls(Arc<rustls::ClientConfig>);

impl Tls {
    /// Whether an `https` address can be reached.
    pub(in crate::transport) const IS_THERE: bool = true;

    /// Sets TLS up; `secure` says whether calls go to an `https` address.
    pub(in crate::transport) fn new(secure: bool) -> Result<Self, Error> {
        let config = configuration(secure).map_err(not_set_up)?;
        Ok(Self(Arc::new(config)))
    }

    /// Encrypts what a connector opens.
    pub(in crate::transport) fn over<T>(&self, connector: T) -> Secured<T> {
        (connector, Arc::clone(&self.0)).into()
    }
}

/// A configuration of our own, because a library has no business installing a provider for the whole process.
fn configuration(secure: bool) -> Result<rustls::ClientConfig, rustls::Error> {
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
