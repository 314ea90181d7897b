//! Values for schemas that show none, and which names are those of ids.

use highlevel_codegen::tree::Node;
use serde_json::{Value, json};

/// The text that stands where a document shows no other.
pub const PLACEHOLDER: &str = "string";

/// A placeholder as a value.
pub fn one_text() -> Value {
    PLACEHOLDER.into()
}

/// The values of a type that are worth a try, the plainest first.
pub fn by_type(kind: &str, parts: &[&Node]) -> Vec<Value> {
    match kind {
        "string" => texts(parts),
        "integer" | "number" => numbers(parts),
        "boolean" => vec![json!(true), json!(false)],
        _ => vec![Value::Null],
    }
}

fn texts(parts: &[&Node]) -> Vec<Value> {
    let format = parts
        .iter()
        .find_map(|part| part.child("format")?.as_text());
    let text = match format {
        Some("date-time") => "2024-01-31T09:30:00.000Z",
        Some("date") => "2024-01-31",
        Some("time") => "09:30:00Z",
        Some("email") => "someone@example.com",
        Some("uri" | "url") => "https://example.com",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        _ => PLACEHOLDER,
    };
    let limit = |key| {
        parts
            .iter()
            .find_map(|part| part.child(key)?.to_json().as_u64())
    };
    let length = text.chars().count() as u64;
    // Nobody shows a text of more than this; one that has to be longer is not shown.
    let shortest = limit("minLength").unwrap_or(0).min(10_000);
    let longest = limit("maxLength").unwrap_or(length.max(shortest));
    let length = length.clamp(shortest.min(longest), longest);
    let fitted: String = text.chars().cycle().take(length as usize).collect();
    vec![fitted.into()]
}

fn numbers(parts: &[&Node]) -> Vec<Value> {
    let limits = ["minimum", "maximum", "multipleOf"].into_iter();
    let limits = limits.flat_map(|key| parts.iter().filter_map(move |part| part.child(key)));
    let limits: Vec<f64> = limits
        .filter_map(|limit| limit.to_json().as_f64())
        .collect();
    let near = limits
        .iter()
        .flat_map(|limit| [*limit, limit + 1.0, limit - 1.0])
        .map(whole_where_possible);
    [json!(0), json!(1)].into_iter().chain(near).collect()
}

/// A number without fraction is written without point.
fn whole_where_possible(number: f64) -> Value {
    let whole = number as i64;
    if whole as f64 == number {
        whole.into()
    } else {
        number.into()
    }
}

/// Whether a text of this name is an id: `id`, `_id`, `contactId`, `contact_id`, but not `paid`.
pub fn is_id(name: &str) -> bool {
    last_word(name).eq_ignore_ascii_case("id")
}

/// Whether a list of this name holds ids: `ids`, `contactIds`.
pub fn is_ids(name: &str) -> bool {
    last_word(name).eq_ignore_ascii_case("ids")
}

/// The last word of a name in any spelling: `contactID`, `contact-id` and `CONTACT_ID` end with `id`.
fn last_word(name: &str) -> &str {
    let mut start = 0;
    let mut before = None;
    for (index, character) in name.char_indices() {
        let begins = character.is_uppercase() && before.is_some_and(char::is_lowercase);
        if !character.is_alphanumeric() {
            start = index + character.len_utf8();
        } else if begins {
            start = index;
        }
        before = Some(character);
    }
    &name[start..]
}
