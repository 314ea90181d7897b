//! What an app asks to be allowed to do.

use std::fmt;

/// A scope, such as `contacts.readonly`.
///
/// ```
/// use highlevel_runtime::auth::Scope;
///
/// assert_eq!(Scope::new("contacts.readonly").as_str(), "contacts.readonly");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(&'static str);

impl Scope {
    /// Names a scope as the API's documentation does.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<&'static str> for Scope {
    fn from(name: &'static str) -> Self {
        Self(name)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
