//! What the generated crate consists of, in our words: plain data with every name decided.
//!
//! The Rust emitter, the sandbox's routes and every report read this and nothing earlier.

mod operation;
mod paging;
mod types;

use crate::diagnostic::Place;
pub use crate::load::Generation;
use crate::names::Name;

pub use operation::{Answer, AuthMethod, Body, Method, Operation, Parameter, TokenKind};
pub use paging::{Cursor, CursorSource, Next, Paging, Step};
pub use types::{Enum, Field, Item, Location, Presence, Struct, Tags, Type, Union, Variant};

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
