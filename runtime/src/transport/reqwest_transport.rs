//! The transport by reqwest, for those who have a client of it already.

use std::fmt;

use super::body::Body;
use super::error::TransportError;
use super::{Request, Response, Sending, Transport};

/// Sends requests with a `reqwest::Client` of your own: its TLS, proxies and connections.
///
/// Turn redirects off in it ([`reqwest::redirect::Policy::none`]): a `307` would send a message twice.
///
/// ```
/// use highlevel_runtime::Client;
/// use highlevel_runtime::transport::ReqwestTransport;
///
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
/// let client = Client::builder().token("pit-0123").transport(ReqwestTransport::from(http)).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(to_reqwest)).map_err(failed)?;
            let response = self.0.execute(request).await;
            response.map(answered).map_err(failed)
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn to_reqwest(body: Body) -> reqwest::Body {
    match body.into_whole() {
        Ok(bytes) => bytes.into(),
        Err(body) => reqwest::Body::wrap(body),
    }
}

fn answered(response: reqwest::Response) -> Response {
    let answer = http::Response::<reqwest::Body>::from(response);
    answer.map(|body| Body::received(body, failed))
}

fn failed(error: reqwest::Error) -> TransportError {
    // The query may hold personal data.
    let error = error.without_url();
    let timed_out = error.is_timeout();
    let failed = if error.is_builder() {
        TransportError::refused(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else {
        TransportError::interrupted(error)
    };
    failed.timed_out_if(timed_out)
}
