//! The text forms of scalars and lists, for queries, headers and parts of a form.

use serde_json::Number;

use super::encode::Encode;
use super::fault::Fault;
use super::number;

/// Collects the text forms of one value.
#[derive(Default)]
pub struct Texts {
    values: Vec<String>,
    fault: Option<Fault>,
}

/// Returns the text forms: none for what is not set, several for a list.
pub(crate) fn texts(value: &dyn Encode) -> Result<Vec<String>, Fault> {
    let mut texts = Texts::default();
    value.texts(&mut texts);
    match texts.fault {
        Some(fault) => Err(fault),
        None => Ok(texts.values),
    }
}

impl Texts {
    /// Adds a text.
    pub fn add(&mut self, text: impl Into<String>) {
        self.values.push(text.into());
    }

    /// Adds a number in its shortest form; one that is infinite or no number is an error.
    pub fn decimal(&mut self, number: f64) {
        if number.is_finite() {
            self.add(number::text(number));
        } else {
            self.fail(Fault::not_finite());
        }
    }

    /// Refuses a value that has no text form.
    pub fn refuse(&mut self, found: &'static str) {
        self.fail(Fault::not_text(found));
    }

    pub(crate) fn number(&mut self, number: &Number) {
        match number.as_f64() {
            Some(decimal) if number.is_f64() => self.decimal(decimal),
            _ => self.add(number.to_string()),
        }
    }

    fn fail(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }
}
