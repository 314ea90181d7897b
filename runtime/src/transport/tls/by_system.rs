//! TLS by the library of the system.

use native_tls::TlsConnector;

use super::not_set_up;
use crate::error::Error;

/// Connections of this kind, encrypted where the address asks for it.
pub(in crate::transport) type Secured<T> = hyper_tls::HttpsConnector<T>;

/// How connections are encrypted.
pub(in crate::transport) struct Tls(TlsConnector);

impl Tls {
    /// Whether an `https` address can be reached.
    pub(in crate::transport) const IS_THERE: bool = true;

    /// Sets TLS up, whether calls go to an `https` address or not.
    pub(in crate::transport) fn new(_secure: bool) -> Result<Self, Error> {
        TlsConnector::new().map(Self).map_err(not_set_up)
    }

    /// Encrypts what a connector opens.
    pub(in crate::transport) fn over<T>(&self, connector: T) -> Secured<T> {
        (connector, self.0.clone().into()).into()
    }
}
