//! How a value may stand in a log.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

/// What an address keeps as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The value itself, and as it stands in JSON, in `Debug`, in JSON that is shown by `Debug`, in an address and in a form.
pub fn forms(value: &str) -> BTreeSet<String> {
    let json = unquoted(serde_json::Value::from(value).to_string());
    let form = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    BTreeSet::from([
        value.to_owned(),
        unquoted(format!("{value:?}")),
        unquoted(format!("{json:?}")),
        json,
        form,
        utf8_percent_encode(value, UNRESERVED).to_string(),
        percent_encode(value.as_bytes(), NON_ALPHANUMERIC).to_string(),
    ])
}

fn unquoted(mut text: String) -> String {
    text.pop();
    text.split_off(1)
}
