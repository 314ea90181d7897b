//! Addresses: percent-encoding of what users give, and the check that nothing changes it afterwards.

use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Puts a value where its name stands in a path.
pub(super) fn with_value(path: &str, name: &str, value: &str) -> Result<String, String> {
    let place = format!("{{{name}}}");
    if !path.contains(&place) {
        return Err(format!("the path has no place for {name}"));
    }
    if value.is_empty() {
        return Err(format!("{name} is empty: the path would be another one"));
    }
    if value == "." || value == ".." {
        return Err(format!(
            "{name} is a dot segment, which would change the path"
        ));
    }
    Ok(path.replace(&place, &encoded(value)))
}

/// Adds a name and its values, which are joined by commas, to a query.
pub(super) fn add_pair(query: &mut String, name: &str, values: &[impl AsRef<str>]) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(&encoded(name));
    query.push('=');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            query.push(',');
        }
        query.push_str(&encoded(value.as_ref()));
    }
}

/// Finds the value of a name in a query; the last one, if the name stands there more than once.
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    let name = encoded(name);
    let mut pairs = query.rsplit('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(other, _)| *other == name)?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// Takes a name out of a query.
pub(super) fn remove_pairs(query: &mut String, name: &str) {
    let start = format!("{}=", encoded(name));
    let pairs = query.split('&').filter(|pair| !pair.starts_with(&start));
    *query = pairs.collect::<Vec<_>>().join("&");
}

/// Joins base URL, path and query.
pub(super) fn joined(base_url: &str, path: &str, query: &str) -> Result<Uri, String> {
    if let Some((_, rest)) = path.split_once('{') {
        let name = rest.split('}').next().unwrap_or(rest);
        // Anything else may be a value that somebody put together with the path.
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let needed = if is_name {
            name
        } else {
            "a value for what stands in braces"
        };
        return Err(format!("the path still needs {needed}"));
    }
    if !path.starts_with('/') {
        return Err("the path does not begin with a slash".to_owned());
    }
    let mut text = format!("{base_url}{path}");
    if !query.is_empty() {
        text.push('?');
        text.push_str(query);
    }
    // A path that was tidied up would reach another operation.
    let is_plain = is_plain_path(path) && is_plain_query(query);
    if !is_plain && !Url::parse(&text).is_ok_and(|url| url.as_str() == text) {
        return Err("the address would not reach the server as it is written".to_owned());
    }
    Uri::try_from(text).map_err(|error| format!("the address cannot be sent: {error}"))
}

/// Whether nobody has a reason to tidy a path up: its segments begin as no dot segment does. Most do, and need no parser to
/// tell.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |segment: &str| {
        let begins_plain = !segment.starts_with(['.', '%']);
        begins_plain
            && segment
                .bytes()
                .all(|byte| byte == b'%' || is_unreserved(byte))
    };
    path.split('/').all(is_plain)
}

/// The same of a query.
fn is_plain_query(query: &str) -> bool {
    query
        .bytes()
        .all(|byte| matches!(byte, b'%' | b'&' | b'=' | b',') || is_unreserved(byte))
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
