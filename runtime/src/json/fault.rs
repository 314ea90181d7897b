//! What is wrong with a value, and where: never the value itself, which may be personal data.

use std::error::Error;
use std::fmt;

use jiter::{JiterError, JiterErrorType};

/// A value that could not be decoded or encoded, with the JSON path that leads to it.
///
/// The path is put together while the fault travels outwards, so that the happy path pays nothing.
pub struct Fault(Box<Details>);

struct Details {
    problem: Problem,
    /// Innermost step first.
    steps: Vec<Step>,
}

/// One step of a JSON path.
pub(crate) enum Step {
    Field(&'static str),
    Index(usize),
    /// A key of a map: whatever the user stored, so its text is not kept.
    Key,
}

enum Problem {
    Missing,
    Mismatch {
        expected: &'static str,
        found: &'static str,
    },
    Syntax {
        reason: String,
        offset: usize,
    },
    Depth,
    NotFinite,
    NotText(&'static str),
}

impl Fault {
    /// A required field that is absent or `null`.
    pub(crate) fn missing(field: &'static str) -> Self {
        Self::new(Problem::Missing).within(Step::Field(field))
    }

    /// A value of another kind than the field takes.
    pub(crate) fn mismatch(expected: &'static str, found: &'static str) -> Self {
        Self::new(Problem::Mismatch { expected, found })
    }

    /// More nesting than anything the API answers with.
    pub(crate) fn depth() -> Self {
        Self::new(Problem::Depth)
    }

    /// A number that JSON cannot hold.
    pub(crate) fn not_finite() -> Self {
        Self::new(Problem::NotFinite)
    }

    /// A value that has no text form for a query, a header or a form.
    pub(crate) fn not_text(found: &'static str) -> Self {
        Self::new(Problem::NotText(found))
    }

    /// Puts one step in front of the path.
    #[cold]
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// Returns the JSON path, for example `messages[3].contactId`; empty for the value as a whole.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Field(name) => separated(&mut path, name),
                Step::Key => separated(&mut path, "*"),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    #[cold]
    fn new(problem: Problem) -> Self {
        Self(Box::new(Details {
            problem,
            steps: Vec::new(),
        }))
    }
}

impl From<JiterError> for Fault {
    #[cold]
    fn from(error: JiterError) -> Self {
        let reason = match error.error_type {
            JiterErrorType::JsonError(kind) => kind.to_string(),
            JiterErrorType::WrongType { expected, .. } => format!("expected {expected}"),
        };
        Self::new(Problem::Syntax {
            reason,
            offset: error.index,
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        let place = if path.is_empty() { "the value" } else { &path };
        match &self.0.problem {
            Problem::Missing => write!(f, "{place} is missing"),
            Problem::Mismatch { expected, found } => {
                write!(f, "{place}: expected {expected}, found {found}")
            }
            Problem::Syntax { reason, offset } => {
                write!(f, "{place}: the JSON is broken at byte {offset}: {reason}")
            }
            Problem::Depth => write!(f, "{place}: nested more than 128 levels deep"),
            Problem::NotFinite => write!(f, "{place}: the number is infinite or not a number"),
            Problem::NotText(found) => {
                write!(
                    f,
                    "{place}: expected text, a number, true or false, or a list of them, found {found}"
                )
            }
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({self})")
    }
}

impl Error for Fault {}

fn separated(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
