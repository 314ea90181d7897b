//! The types that operations send and receive.

use super::{Doc, Name, Place};

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
