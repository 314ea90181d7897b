//! Errors in one line for people.

use std::fmt;

use http::StatusCode;

use super::refusal::Refusal;
use super::{Error, ErrorKind};
use crate::operation::Operation;

/// Longest text of the API that is shown; `Error::message` has all of it.
const SHOWN: usize = 500;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        let Some(status) = self.0.status.filter(|_| self.0.kind == ErrorKind::Status) else {
            return write_line(f, &self.0.text);
        };
        f.write_str(status.as_str())?;
        if let Some(reason) = status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        f.write_str(": ")?;
        write_line(f, &self.0.text)?;
        if let Some(refusal) = self.0.refusal {
            let end = if self.0.text.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            write!(f, "{end} {refusal}")?;
        }
        match self
            .operation()
            .and_then(|operation| needs(operation, status))
        {
            Some(needs) => write!(f, " (needs {needs})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("text", &format_args!("{self}"))
            .field("code", &self.0.explanation.code)
            .field("trace_id", &self.0.explanation.trace_id)
            .field("body_length", &self.0.body.len())
            .finish_non_exhaustive()
    }
}

/// What the operation wants of a token, if the API did not like the one it got.
fn needs(operation: &Operation, status: StatusCode) -> Option<String> {
    if !Refusal::is_one(status) {
        return None;
    }
    let scopes = match operation.scopes {
        [] => None,
        [scope] => Some(format!("scope {scope}")),
        scopes => Some(format!("scope {}", scopes.join(" or "))),
    };
    let tokens = match operation.tokens {
        [] => None,
        tokens => {
            let kinds: Vec<&str> = tokens.iter().map(|kind| kind.as_str()).collect();
            let article = if kinds[0].starts_with('a') { "an" } else { "a" };
            Some(format!("{article} {} token", kinds.join(" or ")))
        }
    };
    match (scopes, tokens) {
        (Some(scopes), Some(tokens)) => Some(format!("{scopes} and {tokens}")),
        (scopes, tokens) => scopes.or(tokens),
    }
}

/// Writes text on one line, and not more than a screen of it.
fn write_line(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut characters = text.chars();
    for character in characters.by_ref().take(SHOWN) {
        write!(
            f,
            "{}",
            if character.is_control() {
                ' '
            } else {
                character
            }
        )?;
    }
    if characters.next().is_some() {
        f.write_str("...")?;
    }
    Ok(())
}
