//! How the answers of a list page.

use super::{Name, Presence, Type};

/// How a list comes in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The JSON Pointer to the list in the answer.
    pub items: String,
    /// The parameter of the page size; one that begins with `/` is a JSON Pointer into the body, as everywhere here.
    pub size: Option<String>,
    /// How to ask for the next page.
    pub next: Next,
    /// The JSON Pointer to what says whether another page follows.
    pub more: Option<String>,
    /// The JSON Pointer to how many items there are on all pages.
    pub total: Option<String>,
    /// The type of an item.
    pub item: Type,
    /// The way to the list through the types of the answer.
    pub way: Vec<Step>,
    /// The ways in the other variants of a union, which may leave out the envelope that the pointer begins with.
    pub others: Vec<Vec<Step>>,
}

/// How to ask for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The parameter says how many items to leave out.
    Offset(String),
    /// The parameter counts pages.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
    /// The parameters repeat what the page before it said.
    Cursor(Vec<Cursor>),
}

impl Next {
    /// The key of `x-highlevel-paging` that says so.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Offset(_) => "offset",
            Self::Page { .. } => "page",
            Self::Cursor(_) => "cursor",
        }
    }
}

/// A parameter that repeats what the page before it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The parameter.
    pub parameter: String,
    /// Where its value is.
    pub from: CursorSource,
}

/// Where the value of a cursor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorSource {
    /// At a JSON Pointer in the answer.
    Answer(String),
    /// At a JSON Pointer in the last item of the list.
    LastItem(String),
}

/// A step on the way to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into a field of a struct.
    Field {
        /// The field.
        name: Name,
        /// Whether it may be missing, and how.
        presence: Presence,
    },
    /// Into a type of a union.
    Variant {
        /// The union.
        union: Name,
        /// The variant.
        variant: Name,
    },
}
