//! The documents and the model that the proofs are about.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use highlevel_codegen::model::Area;
use highlevel_codegen::{Generation, Source, Spec};
use serde_json::Value;

/// The effective documents as JSON by generation and area, and the model.
#[derive(Debug)]
pub struct Api {
    pub(super) documents: BTreeMap<String, Value>,
    spec: Spec,
}

impl Api {
    /// Reads the specification that this package was built with.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read() -> Result<Self, String> {
        let texts: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/proof/spec.rs"));
        let sources: Vec<Source> = texts
            .iter()
            .map(|(path, text)| Source::new(*path, *text))
            .collect();
        let spec = highlevel_codegen::read(&sources)
            .map_err(|faults| highlevel_codegen::render(&faults, &sources, false))?;
        let documents = spec.documents.iter().map(|document| {
            let name = format!("{}/{}", document.generation.folder(), document.area);
            (name, document.tree.to_json())
        });
        Ok(Self {
            documents: documents.collect(),
            spec,
        })
    }

    /// How many operations a generation has.
    #[must_use]
    pub fn count(&self, generation: Generation) -> usize {
        let areas = self.spec.api.areas.iter();
        areas
            .filter(|area| area.generation == generation)
            .map(|area| area.operations().count())
            .sum()
    }

    /// The effective documents of a generation, for a sandbox that knows no other: some operations of both have the
    /// same method, path and version.
    pub(super) fn sources(&self, generation: Generation) -> Vec<Source> {
        let below = format!("{}/", generation.folder());
        let documents = self.documents.iter();
        documents
            .filter(|(name, _)| name.starts_with(&below))
            .map(|(name, document)| Source::new(format!("spec/{name}.json"), document.to_string()))
            .collect()
    }

    pub(super) fn area(&self, document: &str) -> Option<&Area> {
        let mut areas = self.spec.api.areas.iter();
        areas.find(|area| document == format!("{}/{}", area.generation.folder(), area.wire))
    }
}

/// The specification, read once.
///
/// # Panics
/// Where it is faulty, which the build script would have said.
pub fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| Api::read().unwrap_or_else(|faults| panic!("{faults}")))
}
