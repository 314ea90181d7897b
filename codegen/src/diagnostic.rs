//! Places in the documents, and what is wrong there.

use std::fmt;
use std::sync::Arc;

use crate::Source;

mod render;
mod suggest;

pub use render::render;
pub(crate) use render::{Rendered, render_as};
pub(crate) use suggest::suggest;

/// A place in a document; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document's name, as the caller gave it.
    pub file: Arc<str>,
    /// The line; 0 is the document as a whole.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// How many characters of that line are meant.
    pub width: u32,
}

impl Place {
    /// The document as a whole.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

/// A fault of a document: where it is, what stands there, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where the fault is.
    pub place: Place,
    /// What stands there.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
    /// A second place that the fault involves, and what stands there.
    pub other: Option<Box<(Place, String)>>,
}

impl Diagnostic {
    /// A fault at a place.
    #[must_use]
    pub fn new(place: &Place, message: impl Into<String>) -> Self {
        Self {
            place: place.clone(),
            message: message.into(),
            help: None,
            other: None,
        }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn other(mut self, place: &Place, message: impl Into<String>) -> Self {
        self.other = Some(Box::new((place.clone(), message.into())));
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        if let Some((place, message)) = self.other.as_deref() {
            write!(f, "\n  {place}: {message}")?;
        }
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// The faults found so far; a stage adds to them and goes on with what is sound.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds several faults.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Adds what another part of the work has found.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Whether no fault was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the value where no fault was found, otherwise all faults in the order of the documents.
    ///
    /// # Errors
    /// The faults, where there are any.
    pub fn finish<T>(mut self, value: T) -> Result<T, Vec<Diagnostic>> {
        self.0.sort();
        self.0.dedup();
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }
}

/// The text of the document with this name.
fn text<'s>(sources: &'s [Source], file: &str) -> Option<&'s str> {
    let source = sources.iter().find(|source| source.path == file);
    source.map(|source| source.text.as_str())
}
