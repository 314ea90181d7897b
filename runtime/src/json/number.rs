//! Numbers from their text, whether they stood in the JSON as a number or between quotes.

use serde_json::{Number, Value};

/// 2 to the 53rd: below it, `f64` holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// 2 to the 63rd, which `f64` holds exactly.
const BEYOND_I64: f64 = 9_223_372_036_854_775_808.0;

/// Reads a whole number: `5`, `5.0` and `5e0` are one; a refusal says what the text is instead.
pub(crate) fn whole(text: &str) -> Result<i64, &'static str> {
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    // Exact where a detour through f64 would round.
    if let Some((digits, fraction)) = text.split_once('.')
        && !fraction.is_empty()
        && fraction.bytes().all(|digit| digit == b'0')
        && let Ok(number) = digits.parse()
    {
        return Ok(number);
    }
    match decimal(text) {
        None => Err("text that is not a number"),
        Some(number) if number.fract() != 0.0 => Err("a number with a fraction"),
        Some(number) if number.abs() < EXACT => Ok(number as i64),
        Some(number) if number.abs() >= BEYOND_I64 => Err("a number beyond 64 bits"),
        Some(_) => Err("a number of too many digits for its fraction or exponent"),
    }
}

/// Reads a finite number.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Reads the number of a value that no type describes: whole numbers are kept exactly up to 64 bits, and what
/// `f64` cannot hold stays the text it was.
pub(crate) fn value(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>()
        && text != "-0"
    {
        return Value::from(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        return Value::from(number);
    }
    decimal(text)
        .and_then(Number::from_f64)
        .map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// Writes a number in its shortest form; whole ones without `.0`.
pub(crate) fn text(number: f64) -> String {
    number.to_string()
}
