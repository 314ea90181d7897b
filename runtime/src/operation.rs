//! What is known of an operation before it is called.

pub(crate) mod handle;
pub(crate) mod paging;

use std::fmt;

use self::paging::Paging;

/// An operation of the API, as its documentation describes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// The operationId of the documentation.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with `{names}` where values go.
    pub path: &'static str,
    /// Value of the `Version` header.
    pub version: Option<&'static str>,
    /// Headers that are always the same.
    pub headers: &'static [(&'static str, &'static str)],
    /// Scopes of which the token needs one.
    pub scopes: &'static [&'static str],
    /// Whether the operation takes no token, and none is sent.
    pub anonymous: bool,
    /// Ways to authorise that the operation takes.
    pub auth: &'static [AuthMethod],
    /// Kinds of token that the operation takes; empty if that is not known.
    pub tokens: &'static [TokenKind],
    /// Whether sending the call twice does no more than sending it once, although its method does not promise so.
    pub idempotent: bool,
    /// How it hands out a list in pages, if it does.
    pub paging: Option<&'static Paging>,
    /// Whether the documentation advises against the operation.
    pub deprecated: bool,
}

impl Operation {
    /// An operation of which nothing is known, to start from.
    pub const NONE: Self = Self {
        id: "",
        method: Method::Get,
        path: "/",
        version: None,
        headers: &[],
        scopes: &[],
        anonymous: false,
        auth: &[],
        tokens: &[],
        idempotent: false,
        paging: None,
        deprecated: false,
    };

    /// Whether sending the call twice does no more than sending it once, by its method or by what is known of it.
    pub fn is_idempotent(&self) -> bool {
        self.idempotent || matches!(self.method, Method::Get | Method::Put | Method::Delete)
    }
}

impl fmt::Display for Operation {
    /// Shows method and path, for example `GET /contacts/{contactId}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// An HTTP method that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// Returns the method as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether calls usually have a body.
    pub(crate) fn takes_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    pub(crate) fn to_http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Post => http::Method::POST,
            Self::Put => http::Method::PUT,
            Self::Patch => http::Method::PATCH,
            Self::Delete => http::Method::DELETE,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A way to authorise a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthMethod {
    /// An access token of an app.
    OAuth,
    /// A token of a private integration, `pit-...`.
    PrivateIntegration,
}

impl AuthMethod {
    /// Returns the way in the API's words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OAuth => "oauth",
            Self::PrivateIntegration => "private-integration",
        }
    }
}

impl fmt::Display for AuthMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whose token a call takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A sub-account's, which the API also calls a location.
    SubAccount,
    /// An agency's, which the API also calls a company.
    Agency,
}

impl TokenKind {
    /// Returns the kind in the API's words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SubAccount => "sub-account",
            Self::Agency => "agency",
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
