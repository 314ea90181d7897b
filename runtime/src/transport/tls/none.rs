//! No TLS: only servers nearby can be reached.

use crate::error::Error;

/// Connections of this kind, as they are.
pub(in crate::transport) type Secured<T> = T;

/// How connections are encrypted: not at all.
pub(in crate::transport) struct Tls;

impl Tls {
    /// Whether an `https` address can be reached.
    pub(in crate::transport) const IS_THERE: bool = false;

    /// Says what is missing if calls go to an `https` address.
    pub(in crate::transport) fn new(secure: bool) -> Result<Self, Error> {
        if secure {
            let text = "no TLS is compiled in: turn on the feature `rustls` or `native-tls`, or bring a transport of \
                        your own with `ClientBuilder::transport`";
            return Err(Error::configuration(text, None));
        }
        Ok(Self)
    }

    /// Leaves a connector as it is.
    pub(in crate::transport) fn over<T>(&self, connector: T) -> Secured<T> {
        connector
    }
}
