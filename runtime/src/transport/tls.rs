//! TLS, by what the features say.

#[cfg_attr(feature = "rustls", path = "tls/by_rustls.rs")]
#[cfg_attr(
    all(feature = "native-tls", not(feature = "rustls")),
    path = "tls/by_system.rs"
)]
#[cfg_attr(
    not(any(feature = "rustls", feature = "native-tls")),
    path = "tls/none.rs"
)]
mod chosen;

pub(super) use self::chosen::{Secured, Tls};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn not_set_up(error: impl std::error::Error + Send + Sync + 'static) -> crate::error::Error {
    crate::error::Error::configuration("TLS could not be set up", Some(error.into()))
}
