//! The texts in a body, each with its name, which is empty where it has none.

use serde_json::Value;

/// The texts of JSON, of a form of either kind, or else all of it.
pub fn of(content: &[u8]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    if let Ok(value) = serde_json::from_slice(content) {
        collect("", value, &mut texts);
        return texts;
    }
    let whole = String::from_utf8_lossy(content);
    if whole.starts_with("--") || whole.contains("\r\n--") {
        return parts(&whole);
    }
    let is_form =
        !whole.contains(char::is_whitespace) && whole.split('&').all(|pair| pair.contains('='));
    if is_form {
        return form_urlencoded::parse(content).into_owned().collect();
    }
    vec![(String::new(), whole.into_owned())]
}

/// The texts of a JSON value, at any depth.
fn collect(name: &str, value: Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => texts.push((name.to_owned(), text)),
        Value::Array(items) => {
            for item in items {
                collect(name, item, texts);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                collect(&name, field, texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The lines of the parts of a multipart form, without its boundaries; of a head, what is quoted in it.
fn parts(whole: &str) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for line in whole.lines().filter(|line| !line.starts_with("--")) {
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("content-disposition:") {
            let quoted = line.split('"').skip(1).step_by(2);
            texts.extend(quoted.map(|text| (String::new(), text.to_owned())));
        } else if !lower.starts_with("content-") {
            texts.push((String::new(), line.to_owned()));
        }
    }
    texts
}
