//! What a plain YAML scalar means: the core schema of YAML 1.2, and nothing that YAML 1.1 reads differently.

use crate::diagnostic::{Diagnostic, Place};
use crate::tree::Value;

/// The value of a plain scalar.
///
/// # Errors
/// Where YAML 1.1 and 1.2 read different values, or the number is too large to be kept.
pub fn plain(text: &str, place: &Place) -> Result<Value, Diagnostic> {
    match text {
        "" | "~" | "null" => Ok(Value::Null),
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        _ if is_ambiguous(text) => Err(Diagnostic::new(
            place,
            format!("`{text}` without quotes is no text to every YAML reader"),
        )
        .help(format!("write \"{text}\""))),
        _ if is_number(text) => number(text, place),
        _ => Ok(Value::Text(text.to_owned())),
    }
}

/// Whether the text is read as itself without quotes, as far as its meaning goes.
pub fn is_plain_text(text: &str) -> bool {
    matches!(plain(text, &Place::default()), Ok(Value::Text(_)))
}

/// Whether YAML 1.1, or YAML 1.2 with other capitals, reads something else than the text.
fn is_ambiguous(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "y", "yes", "n", "no", "on", "off", "true", "false", "null", ".inf", "-.inf", "+.inf",
        ".nan",
    ];
    let lower = text.to_ascii_lowercase();
    WORDS.contains(&lower.as_str()) || is_date(text) || is_odd_number(text)
}

/// `2021-04-15`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = matches!(parts.as_slice(), [year, month, day]
        if year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len()));
    let is_time = time
        .chars()
        .skip(1)
        .all(|c| c.is_ascii_digit() || ":.+-Zz ".contains(c));
    is_date && parts.into_iter().all(digits) && is_time
}

/// Octal, hexadecimal, binary and sexagesimal numbers, numbers with underscores or a plus sign, and those that start
/// or end with their point.
fn is_odd_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    if body.starts_with('.') || body.ends_with('.') {
        let digits = body.trim_matches('.');
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    if !body.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let only = |more: &str| {
        body.chars()
            .all(|c| c.is_ascii_hexdigit() || more.contains(c))
    };
    let is_based = body.len() > 1
        && body.starts_with('0')
        && !body.starts_with("0.")
        && !body.starts_with("0e")
        && only("xob_");
    let is_grouped = body.contains(['_', ':'])
        && body
            .chars()
            .all(|c| c.is_ascii_digit() || "_:.".contains(c));
    is_based || is_grouped || (text.starts_with('+') && is_number(body))
}

/// Whether the text is a number of JSON.
fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn number(text: &str, place: &Place) -> Result<Value, Diagnostic> {
    serde_json::from_str(text)
        .map(Value::Number)
        .map_err(|error| Diagnostic::new(place, format!("`{text}` is no number: {error}")))
}
