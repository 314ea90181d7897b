//! What the generated crate consists of, in our words: plain data with every name decided.
//!
//! The Rust emitter, the sandbox's routes and every report read this and nothing earlier.

use crate::diagnostic::Place;
pub use crate::load::Generation;
use crate::names::Name;

/// The whole API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The areas, by generation and name.
    pub areas: Vec<Area>,
    /// The scopes that the operations want, sorted.
    pub scopes: Vec<ScopeConstant>,
    /// What the documents hold and the crate does not.
    pub skipped: Vec<Skipped>,
}

/// A scope that operations want.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeConstant {
    /// The scope as tokens have it.
    pub wire: String,
    /// The constant.
    pub name: Name,
    /// The areas of the operations that want it, as their files are named.
    pub areas: Vec<String>,
}

/// Something of the documents that is not generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub what: String,
    /// Why it is not generated.
    pub reason: String,
}

/// One area of the API in one generation: a module with a handle.
#[derive(Clone, Debug)]
pub struct Area {
    /// The generation.
    pub generation: Generation,
    /// The area as its file is named; also its cargo feature, with `v3-` in front for version `v3`.
    pub wire: String,
    /// The module and the accessor of the client.
    pub module: Name,
    /// The handle's type.
    pub handle: Name,
    /// What the area is for.
    pub doc: Doc,
    /// The operations by tag, in the order of the document's tags.
    pub groups: Vec<Group>,
    /// The types, in the order of the document.
    pub types: Vec<Item>,
}

impl Area {
    /// The operations of every group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// The cargo feature that enables the area.
    #[must_use]
    pub fn feature(&self) -> String {
        match self.generation {
            Generation::V2 => self.wire.clone(),
            Generation::V3 => format!("v3-{}", self.wire),
        }
    }
}

/// The operations of one tag.
#[derive(Clone, Debug)]
pub struct Group {
    /// What the operations have in common.
    pub doc: Doc,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
}

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

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A whole number.
    Whole,
    /// A number that may have a fraction.
    Number,
    /// Any JSON value.
    Any,
    /// A string that is never shown.
    Secret,
    /// A part of a form that carries a file.
    File,
    /// A type of this area.
    Named {
        /// Its name.
        name: Name,
        /// Whether it is a string enum.
        is_enum: bool,
    },
    /// A list.
    List(Box<Type>),
    /// A map from texts.
    Map(Box<Type>),
    /// A value that may be `null` within a list or map.
    OrNull(Box<Type>),
}

/// A type of an area.
#[derive(Clone, Debug)]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// A string with known values.
    Enum(Enum),
    /// A form.
    Form(Struct),
    /// A value that can be of several types.
    Union(Union),
}

/// An object, a form, or the parameters of an operation.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// Whether requests carry it: then it has a constructor and setters.
    pub in_request: bool,
    /// The struct that names what is required, where that is too much for arguments.
    pub required: Option<Name>,
    /// Its fields, in the order of the document.
    pub fields: Vec<Field>,
}

impl Struct {
    /// Up to so many required fields are arguments of the constructor; more are named in a struct.
    pub const ARGUMENTS: usize = 3;

    /// The fields that have to be there.
    pub fn required_fields(&self) -> impl Iterator<Item = &Field> {
        let is_required = |field: &&Field| {
            matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable
            )
        };
        self.fields.iter().filter(is_required)
    }
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where it stands.
    pub place: Place,
    /// The key in JSON, or the name of the parameter.
    pub wire: String,
    /// The field and its setter.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// Whether the text is the field's own, and not that of its type.
    pub described: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The type of its value.
    pub ty: Type,
    /// Whether it has to be there.
    pub presence: Presence,
    /// Whether it holds its own struct, so that it needs a box.
    pub boxed: bool,
    /// Where it goes in a request.
    pub location: Location,
    /// The key beside it that tells which type of its union it is; that key has no field of its own.
    pub tag: Option<String>,
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has to be there.
    Required,
    /// It may be missing.
    Optional,
    /// It may be missing, and may be sent as `null`.
    Nullable,
    /// It has to be there, and may be `null`.
    RequiredNullable,
}

/// Where a field goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Into the body.
    Body,
    /// Into the query; a list is repeated.
    Query,
    /// Into the query; the items of a list are joined with commas.
    QueryComma,
    /// Into a header.
    Header,
}

/// A string with known values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// Its values, in the order of the document.
    pub variants: Vec<Variant>,
}

/// A value that can be of several types, told by what it looks like or by a key beside it.
#[derive(Clone, Debug)]
pub struct Union {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// Its types, each with the name of its variant, in the order of the document.
    pub variants: Vec<(Name, Type)>,
    /// What tells its types, if a key beside it does.
    pub tags: Option<Tags>,
}

/// What tells the types of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// The key beside the value.
    pub property: String,
    /// What stands there for each of the types, in their order.
    pub values: Vec<String>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Where it stands.
    pub place: Place,
    /// The value.
    pub wire: String,
    /// The variant.
    pub name: Name,
}

/// Text for a reader: paragraphs of Markdown without HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The paragraphs; the first says what the item is.
    pub paragraphs: Vec<String>,
}

impl Doc {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}
