//! Positions in a list.

use std::fmt;
use std::str::FromStr;

use form_urlencoded::{Serializer, parse};

use super::parameter;
use crate::call::prepared::Prepared;
use crate::error::Error;
use crate::json::locate::is_value;

/// A place in a list, to go on from later: [`Pages::position`](super::Pages::position),
/// [`Items::position`](super::Items::position).
///
/// `Display` and `FromStr` turn it into text and back. The text may hold ids and dates of items.
///
/// ```
/// use highlevel_runtime::paging::Position;
///
/// let position: Position = "operation=get-contacts&at=200&seen=200".parse()?;
/// assert_eq!(position.to_string(), "operation=get-contacts&at=200&seen=200");
/// assert!("page 2".parse::<Position>().is_err());
/// # Ok::<(), highlevel_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Position {
    operation: String,
    /// Values of the parameters that ask for the page, as JSON; none at the start.
    pub(super) at: Vec<String>,
    /// How many items came before the page, if that is known.
    pub(super) seen: Option<u64>,
    /// How many items of the page were taken.
    pub(super) skip: u64,
}

impl Position {
    pub(super) fn new(operation: &str, at: Vec<String>, seen: Option<u64>) -> Self {
        Self {
            operation: operation.to_owned(),
            at,
            seen,
            skip: 0,
        }
    }

    /// The same page, of which some items were taken.
    pub(super) fn within(&self, skip: u64) -> Self {
        Self {
            skip,
            ..self.clone()
        }
    }

    /// Lets a call ask for this page.
    pub(super) fn set(&self, prepared: &mut Prepared) -> Result<(), String> {
        let operation = &prepared.operation;
        if operation.id != self.operation {
            return Err(format!(
                "the position is one of {}, not of {}",
                self.operation, operation.id
            ));
        }
        if self.at.is_empty() {
            return Ok(());
        }
        let parameters = operation.paging.map(|paging| paging.next.parameters());
        let parameters = parameters.unwrap_or_default();
        if parameters.len() != self.at.len() {
            return Err("the position is one of another way to count pages: start anew".to_owned());
        }
        for (parameter, value) in parameters.into_iter().zip(&self.at) {
            parameter::set(prepared, parameter, value)?;
        }
        Ok(())
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pairs = Serializer::new(String::new());
        pairs.append_pair("operation", &self.operation);
        for value in &self.at {
            pairs.append_pair("at", value);
        }
        if let Some(seen) = self.seen {
            pairs.append_pair("seen", &seen.to_string());
        }
        if self.skip > 0 {
            pairs.append_pair("skip", &self.skip.to_string());
        }
        f.write_str(&pairs.finish())
    }
}

impl FromStr for Position {
    type Err = Error;

    /// # Errors
    ///
    /// If the text is not what `Display` gave: [`ErrorKind::Request`](crate::ErrorKind::Request).
    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).ok_or_else(|| {
            Error::argument(
                "the position cannot be read: give it as `Position::to_string` wrote it",
            )
        })
    }
}

impl fmt::Debug for Position {
    /// Shows the operation; what else is there may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Position")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

fn read(text: &str) -> Option<Position> {
    let mut position = Position::new("", Vec::new(), None);
    for (name, value) in parse(text.as_bytes()) {
        match &*name {
            "operation" if position.operation.is_empty() => position.operation = value.into_owned(),
            "at" if is_value(value.as_bytes()) => position.at.push(value.into_owned()),
            "seen" => position.seen = Some(value.parse().ok()?),
            "skip" => position.skip = value.parse().ok()?,
            _ => return None,
        }
    }
    (!position.operation.is_empty()).then_some(position)
}
