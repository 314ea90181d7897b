//! The model to token streams, one per output file. Everything is decided before: here it is only written down.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::model::{Api, Area, Generation};

mod area;
mod client;
mod docs;
mod enums;
mod forms;
mod imports;
pub mod manifest;
mod name;
mod operation;
mod params;
mod setters;
mod structs;
mod tables;
mod types;
mod unions;
mod v3;

/// The Rust files of the crate, by path.
pub fn emit(api: &Api, front_page: Option<&str>) -> BTreeMap<String, TokenStream> {
    let mut files = BTreeMap::from([("src/lib.rs".to_owned(), client::file(api, front_page))]);
    if api
        .areas
        .iter()
        .any(|area| area.generation == Generation::V3)
    {
        files.insert("src/v3.rs".to_owned(), v3::file(api));
    }
    for area in &api.areas {
        let path = path(area);
        files.insert(format!("{path}.rs"), area::file(area));
        files.insert(format!("{path}/types.rs"), types::file(area));
    }
    files
}

fn path(area: &Area) -> String {
    let module = area.module.as_str();
    match area.generation {
        Generation::V2 => format!("src/{module}"),
        Generation::V3 => format!("src/v3/{module}"),
    }
}

/// The areas of one generation.
fn of(api: &Api, generation: Generation) -> impl Iterator<Item = &Area> {
    api.areas
        .iter()
        .filter(move |area| area.generation == generation)
}
