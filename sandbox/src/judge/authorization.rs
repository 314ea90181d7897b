//! Rule 2: a bearer token.

use http::header::AUTHORIZATION;

use crate::refusal::Refusal;
use crate::request::Request;

/// The bearer token of a request.
///
/// # Errors
/// Where it is missing or empty, or there are several.
pub fn bearer(request: &Request) -> Result<String, Refusal> {
    let refuse = |reason: &str| Err(Refusal::new(401, reason));
    let mut headers = request.headers.get_all(AUTHORIZATION).into_iter();
    let (header, None) = (headers.next(), headers.next()) else {
        return refuse("there is more than one Authorization header");
    };
    let Some(header) = header else {
        return refuse("there is no Authorization header");
    };
    let (scheme, token) = header
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return refuse("the Authorization header is not `Bearer <token>`");
    }
    match token.trim() {
        "" => refuse("the bearer token is empty"),
        token => Ok(token.to_owned()),
    }
}
