//! Operations: what is sent where, and what comes back.

use super::{Doc, Name, Paging, Place, Struct, Type};

/// One method on one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// The `operationId`.
    pub id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: String,
    /// The JSON Pointer to it in the document.
    pub pointer: String,
    /// The method of the handle.
    pub name: Name,
    /// The static that holds what is known of it.
    pub constant: Name,
    /// What it does.
    pub doc: Doc,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The value of the `Version` header.
    pub version: Option<String>,
    /// Other headers whose value never changes.
    pub headers: Vec<(String, String)>,
    /// The scopes of which a token needs one.
    pub scopes: Vec<String>,
    /// Whether it is called without a token: its security requirements are an empty list.
    pub anonymous: bool,
    /// How a caller may prove who they are.
    pub auth: Vec<AuthMethod>,
    /// The kinds of token that are accepted; empty where that is not known.
    pub tokens: Vec<TokenKind>,
    /// Whether it may be sent twice without harm, although its method does not say so.
    pub idempotent: bool,
    /// The path parameters, in the order of the path.
    pub path_parameters: Vec<Parameter>,
    /// The struct of the query and header parameters.
    pub parameters: Option<Struct>,
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back.
    pub answer: Answer,
    /// The documented bodies of errors, by status.
    pub errors: Vec<(u16, Type)>,
    /// How the answers page, where they are parts of a list.
    pub paging: Option<Paging>,
}

/// The methods of HTTP that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The method as HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// How a caller proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// An OAuth access token.
    OAuth,
    /// A private integration token.
    PrivateIntegration,
}

/// What a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A sub-account, also called location.
    SubAccount,
    /// An agency, also called company.
    Agency,
}

impl TokenKind {
    /// The kind as the documentation names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SubAccount => "sub-account",
            Self::Agency => "agency",
        }
    }
}

/// A path parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// The placeholder in the path.
    pub wire: String,
    /// The argument.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// Its type: a text, a number or an enum.
    pub ty: Type,
}

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// A JSON value, which is always sent.
    Json(Type),
    /// A multipart form.
    Multipart(Name),
    /// A form as a browser sends it, `a=1&b=2`.
    Urlencoded(Name),
}

/// What an answer carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    Empty,
    /// What nobody has written down: nothing, or any JSON value.
    Undocumented,
    /// Bytes that are no JSON, such as a recording.
    Bytes,
    /// A JSON value.
    Json(Type),
}
