//! The changes: each an edit of the base specification, and what a person says of it.

use highlevel_codegen::diff::Bump;
use highlevel_codegen::diff::Wire;

mod answers;
mod areas;
mod bodies;
mod lists;
mod operations;
mod parameters;
mod types;

/// A change of the base specification.
pub struct Case {
    /// Its name, a Rust identifier.
    pub name: &'static str,
    /// The edits: document, text, and what stands there instead.
    pub edits: &'static [Edit],
    /// What it does on the wire.
    pub wire: Wire,
    /// Whether a program that used everything does not compile any more.
    pub compile: bool,
    /// The part of the version that it raises; none where nothing changed.
    pub bump: Option<Bump>,
    /// A part of what is said of it.
    pub says: &'static str,
}

/// An edit of a document.
pub enum Edit {
    /// Replaces a text that stands there once.
    Replace(&'static str, &'static str, &'static str),
    /// Adds a document.
    Add(&'static str, &'static str),
    /// Removes a document.
    Remove(&'static str),
    /// Renames a document.
    Rename(&'static str, &'static str),
}

pub const PETS: &str = "spec/v2/pets.yaml";
pub const TOYS: &str = "spec/v2/toys.yaml";
pub const SHOPS: &str = "spec/v2/shops.yaml";
pub const V3: &str = "spec/v3/pets.yaml";

/// A change that is major, because users do not compile any more.
pub const fn breaks(
    name: &'static str,
    wire: Wire,
    edits: &'static [Edit],
    says: &'static str,
) -> Case {
    Case {
        name,
        edits,
        wire,
        compile: true,
        bump: Some(Bump::Major),
        says,
    }
}

/// A change that adds something.
pub const fn adds(
    name: &'static str,
    wire: Wire,
    edits: &'static [Edit],
    says: &'static str,
) -> Case {
    Case {
        name,
        edits,
        wire,
        compile: false,
        bump: Some(Bump::Minor),
        says,
    }
}

/// A change of words.
pub const fn words(
    name: &'static str,
    wire: Wire,
    edits: &'static [Edit],
    says: &'static str,
) -> Case {
    let bump = Some(match wire {
        Wire::Fine => Bump::Patch,
        Wire::Risky | Wire::Breaks => Bump::Minor,
    });
    Case {
        name,
        edits,
        wire,
        compile: false,
        bump,
        says,
    }
}

/// Every change.
pub fn all() -> Vec<&'static Case> {
    [
        operations::CASES,
        parameters::CASES,
        bodies::CASES,
        answers::CASES,
        types::CASES,
        areas::CASES,
        lists::CASES,
    ]
    .into_iter()
    .flatten()
    .collect()
}
