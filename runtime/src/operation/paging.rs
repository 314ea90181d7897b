//! How a list comes in pages.

/// How an operation hands out a list in pages.
///
/// A parameter that begins with `/` is a JSON Pointer into the JSON body, any other a parameter of the query.
///
/// ```
/// use highlevel_runtime::paging::{Next, Paging};
///
/// static PAGING: Paging = Paging {
///     items: "/contacts",
///     size: Some("limit"),
///     next: Next::Offset("skip"),
///     more: None,
///     total: Some("/total"),
/// };
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Paging {
    /// JSON Pointer to the list in the answer; empty if the answer is the list.
    pub items: &'static str,
    /// Parameter that says how many items a page has at most.
    pub size: Option<&'static str>,
    /// How the next page is asked for.
    pub next: Next,
    /// JSON Pointer to what says whether another page follows: absent, `null`, `false` or empty if none does.
    pub more: Option<&'static str>,
    /// JSON Pointer to how many items there are in all pages.
    pub total: Option<&'static str>,
}

/// How the next page of a list is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// By the number of items to leave out.
    Offset(&'static str),
    /// By the number of the page.
    Page {
        /// Parameter that takes the number.
        parameter: &'static str,
        /// Number of the first page.
        first: u32,
    },
    /// By values of the page before.
    Cursor(&'static [Cursor]),
}

/// A value of a page that asks for the next one.
#[derive(Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Parameter that takes the value.
    pub parameter: &'static str,
    /// Where the value is.
    pub from: CursorSource,
}

/// Where a page holds a value that asks for the next one.
#[derive(Debug, PartialEq, Eq)]
pub enum CursorSource {
    /// At a JSON Pointer into the answer.
    Answer(&'static str),
    /// At a JSON Pointer into the last item of the page.
    LastItem(&'static str),
}

impl Next {
    /// The parameters that ask for a page.
    pub(crate) fn parameters(&self) -> Vec<&'static str> {
        match self {
            Self::Offset(parameter) | Self::Page { parameter, .. } => vec![parameter],
            Self::Cursor(cursors) => cursors.iter().map(|cursor| cursor.parameter).collect(),
        }
    }
}
