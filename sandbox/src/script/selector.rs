//! Keys: which operations are meant.

use highlevel_codegen::Generation;

use crate::catalog::{Catalog, Operation};
use crate::error::Error;

/// Which operations are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// All of them.
    All,
    /// Those with this id, of any generation and area or of these.
    Id {
        /// The generation.
        generation: Option<Generation>,
        /// The area.
        area: Option<String>,
        /// The id.
        id: String,
    },
}

impl Selector {
    /// Reads a key: `*`, `send-a-new-message`, `v3:send-a-new-message`, `v2:voice-ai/create-action`.
    ///
    /// # Errors
    /// Where no operation is meant.
    pub fn new(catalog: &Catalog, key: &str) -> Result<Self, Error> {
        let selector = Self::read(key).ok_or_else(|| Error::unknown_operation(key))?;
        let is_known = catalog
            .operations()
            .iter()
            .any(|operation| selector.selects(operation));
        if is_known {
            Ok(selector)
        } else {
            Err(Error::unknown_operation(key))
        }
    }

    fn read(key: &str) -> Option<Self> {
        if key == "*" {
            return Some(Self::All);
        }
        let (generation, rest) = match key.split_once(':') {
            Some((folder, rest)) => {
                let mut generations = [Generation::V2, Generation::V3].into_iter();
                let generation = generations.find(|generation| generation.folder() == folder)?;
                (Some(generation), rest)
            }
            None => (None, key),
        };
        let (area, id) = match rest.split_once('/') {
            Some((area, id)) => (Some(area.to_owned()), id),
            None => (None, rest),
        };
        Some(Self::Id {
            generation,
            area,
            id: id.to_owned(),
        })
    }

    /// Whether this operation is meant.
    pub fn selects(&self, operation: &Operation) -> bool {
        match self {
            Self::All => true,
            Self::Id {
                generation,
                area,
                id,
            } => {
                operation.id == *id
                    && generation.is_none_or(|generation| generation == operation.generation)
                    && area.as_ref().is_none_or(|area| *area == operation.area)
            }
        }
    }
}
