//! Checks of the settings: each refusal says what is wrong and what would be right, and never shows the setting.

use http::HeaderValue;
use url::Url;

use super::trace::Server;
use crate::error::Error;

/// Makes the value of the `Authorization` header.
pub(super) fn authorization(token: &str) -> Result<HeaderValue, Error> {
    check_token(token).map_err(|text| Error::configuration(text, None))?;
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| Error::configuration("the token cannot be sent as a header", None))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Makes the value of the `User-Agent` header.
pub(super) fn user_agent(user_agent: &str) -> Result<HeaderValue, Error> {
    match HeaderValue::from_str(user_agent) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(Error::configuration(
            "the user agent is empty or not visible ASCII: give it as `my-app/1.0`",
            None,
        )),
    }
}

/// Checks the base URL and returns it without a slash at its end, and the server that it names.
pub(super) fn base_url(text: &str) -> Result<(String, Server), Error> {
    let url = parse_base_url(text).map_err(|text| Error::configuration(text, None))?;
    let server = Server {
        address: url.host_str().unwrap_or_default().to_owned(),
        port: url.port_or_known_default().unwrap_or_default(),
    };
    Ok((url.as_str().trim_end_matches('/').to_owned(), server))
}

fn check_token(token: &str) -> Result<(), &'static str> {
    if token.is_empty() {
        return Err(
            "the token is empty: give a private integration token (`pit-...`) or an access token",
        );
    }
    if token.contains(['\r', '\n']) {
        return Err("the token holds a line break: trim what was read from a file or a variable");
    }
    if token.trim() != token {
        return Err("the token has blanks around it: trim what was read from a file or a variable");
    }
    if token
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
    {
        return Err("the token begins with `Bearer`: give it without that word");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("the token holds a character that no token has: only visible ASCII is allowed");
    }
    Ok(())
}

fn parse_base_url(text: &str) -> Result<Url, &'static str> {
    const SCHEME: &str = "the base URL does not begin with `https://` or `http://`";
    if !text.contains("://") {
        return Err(SCHEME);
    }
    let url = Url::parse(text).map_err(
        |_| "the base URL cannot be parsed: give it as `https://host` or `https://host/path`",
    )?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(SCHEME);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "the base URL holds a user name or a password: only the token authorises calls",
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL has a query or a fragment: give scheme, host and path alone");
    }
    Ok(url)
}
