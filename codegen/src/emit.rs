//! The model to token streams, one per output file. Everything is decided before: here it is only written down.

use proc_macro2::TokenStream;

use crate::load::pages::{Pages, Topic};
use crate::model::{Api, Area, Generation};

mod area;
mod client;
mod docs;
mod enums;
mod forms;
mod guide;
mod imports;
pub mod manifest;
mod name;
mod operation;
pub mod operations;
mod paging;
mod params;
mod scopes;
mod setters;
mod structs;
mod tables;
mod types;
mod unions;
mod v3;

/// A Rust file of the crate.
pub enum File<'m> {
    /// The root.
    Root,
    /// The root of version `v3`.
    V3,
    /// The scopes.
    Scopes,
    /// The handle of an area and its operations.
    Area(&'m Area),
    /// The types of an area.
    Types(&'m Area),
    /// The start of the guide.
    Guide,
    /// A page of the guide.
    Topic(&'m Topic),
}

/// The Rust files of the crate.
pub fn files<'m>(api: &'m Api, pages: &'m Pages) -> Vec<File<'m>> {
    let mut files = vec![File::Root];
    if of(api, Generation::V3).next().is_some() {
        files.push(File::V3);
    }
    if !api.scopes.is_empty() {
        files.push(File::Scopes);
    }
    if pages.guide.is_some() {
        files.push(File::Guide);
        files.extend(pages.topics.iter().map(File::Topic));
    }
    files.extend(
        api.areas
            .iter()
            .flat_map(|area| [File::Area(area), File::Types(area)]),
    );
    files
}

impl File<'_> {
    /// The path in the crate.
    pub fn path(&self) -> String {
        let folder = |area: &Area| match area.generation {
            Generation::V2 => format!("src/{}", area.module.as_str()),
            Generation::V3 => format!("src/v3/{}", area.module.as_str()),
        };
        match self {
            Self::Root => "src/lib.rs".to_owned(),
            Self::V3 => "src/v3.rs".to_owned(),
            Self::Scopes => "src/scopes.rs".to_owned(),
            Self::Area(area) => format!("{}.rs", folder(area)),
            Self::Types(area) => format!("{}/types.rs", folder(area)),
            Self::Guide => "src/guide.rs".to_owned(),
            Self::Topic(topic) => format!("src/guide/{}.rs", topic.module.as_str()),
        }
    }

    /// Whether the file is about all areas.
    pub fn is_root(&self) -> bool {
        matches!(self, Self::Root | Self::V3 | Self::Scopes)
    }

    /// The tokens of the file.
    pub fn emit(&self, api: &Api, pages: &Pages) -> TokenStream {
        match self {
            Self::Root => client::file(api, pages),
            Self::V3 => v3::file(api),
            Self::Scopes => scopes::file(api),
            Self::Area(area) => area::file(area),
            Self::Types(area) => types::file(area),
            Self::Guide => guide::start(pages),
            Self::Topic(topic) => guide::page(topic),
        }
    }
}

/// The areas of one generation.
fn of(api: &Api, generation: Generation) -> impl Iterator<Item = &Area> {
    api.areas
        .iter()
        .filter(move |area| area.generation == generation)
}
