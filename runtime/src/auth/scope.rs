//! What an app asks to be allowed to do.

use std::borrow::Cow;
use std::fmt;

/// A scope, such as `contacts.readonly`.
///
/// ```
/// use highlevel_runtime::auth::Scope;
///
/// const CONTACTS: Scope = Scope::new("contacts.readonly");
/// assert_eq!(CONTACTS.as_str(), "contacts.readonly");
///
/// // From a setting.
/// let setting = "contacts.readonly contacts.write".to_owned();
/// let scopes: Vec<Scope> = setting.split(' ').map(|name| Scope::from(name.to_owned())).collect();
/// assert_eq!(scopes[0], CONTACTS);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// Names a scope as the API's documentation does.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Scope {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

impl From<String> for Scope {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
