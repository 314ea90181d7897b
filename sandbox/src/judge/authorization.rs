//! Rule 2: a bearer token.

use axum::http::header::AUTHORIZATION;

use crate::refusal::Refusal;
use crate::request::Request;

/// Refuses a request whose bearer token is missing, empty, or not the expected one.
pub fn check(request: &Request, expected: Option<&str>) -> Result<(), Refusal> {
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
    match (token.trim(), expected) {
        ("", _) => refuse("the bearer token is empty"),
        (token, Some(expected)) if token != expected => refuse("the bearer token is unknown"),
        _ => Ok(()),
    }
}
