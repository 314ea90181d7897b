//! The operations of a specification, and which of them a request means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use highlevel_codegen::{Document, Generation, Source, Spec};

use crate::error::Error;
use crate::rules::Rules;
use crate::view::View;

mod template;

use template::Template;

/// The operations of a specification.
#[derive(Debug)]
pub struct Catalog {
    operations: Vec<Operation>,
}

/// An operation: its route, and where its document says the rest.
#[derive(Debug)]
pub struct Operation {
    /// Its place among all operations.
    pub number: usize,
    /// Its id in the specification.
    pub id: String,
    /// The generation that it belongs to.
    pub generation: Generation,
    /// The area that it belongs to.
    pub area: String,
    method: &'static str,
    template: Template,
    version: Option<String>,
    document: Arc<Document>,
    pointer: String,
    rules: OnceLock<Result<Rules, String>>,
}

/// The operation that a request means, and the texts in the place of its placeholders.
#[derive(Debug)]
pub struct Found<'c> {
    /// The operation.
    pub operation: &'c Operation,
    /// The decoded text of each placeholder.
    pub placeholders: BTreeMap<String, String>,
}

impl Catalog {
    /// Reads a specification.
    ///
    /// # Errors
    /// Where it is faulty.
    pub fn new(sources: &[Source]) -> Result<Self, Error> {
        let Spec { documents, api, .. } =
            highlevel_codegen::read(sources).map_err(Error::specification)?;
        let documents: BTreeMap<_, _> = documents
            .into_iter()
            .map(|document| {
                let key = (document.generation, document.area.clone());
                (key, Arc::new(document))
            })
            .collect();
        let areas = api.areas.iter().filter_map(|area| {
            let document = documents.get(&(area.generation, area.wire.clone()))?;
            Some((area, document))
        });
        let operations = areas.flat_map(|(area, document)| {
            area.operations().map(|operation| Operation {
                number: 0,
                id: operation.id.clone(),
                generation: area.generation,
                area: area.wire.clone(),
                method: operation.method.as_str(),
                template: Template::new(&operation.path),
                version: operation.version.clone(),
                document: Arc::clone(document),
                pointer: operation.pointer.clone(),
                rules: OnceLock::new(),
            })
        });
        let numbered = operations.enumerate();
        let numbered = numbered.map(|(number, operation)| Operation {
            number,
            ..operation
        });
        Ok(Self {
            operations: numbered.collect(),
        })
    }

    /// Every operation.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Every scope that an operation wants, in the order of the alphabet, with a space between them.
    pub fn scopes(&self) -> String {
        let views = self.operations.iter().filter_map(Operation::view);
        let scopes: BTreeSet<&str> = views.flat_map(View::scopes).flatten().collect();
        let scopes: Vec<&str> = scopes.into_iter().collect();
        scopes.join(" ")
    }

    /// The operation that a request means: one of the generation that the `Version` header tells before others, a
    /// literal path before placeholders, the very version before another one.
    pub fn find(&self, method: &str, path: &str, version: Option<&str>) -> Option<Found<'_>> {
        let told = version.map(generation);
        let with_method = self
            .operations
            .iter()
            .filter(|operation| operation.method == method);
        let matching = with_method.filter_map(|operation| {
            let placeholders = operation.template.capture(path)?;
            Some(Found {
                operation,
                placeholders,
            })
        });
        // Of equals, `min_by_key` takes the first: the dated generation, in the order of the documents.
        matching.min_by_key(|Found { operation, .. }| {
            let exact = version.is_some() && operation.version.as_deref() == version;
            let fits = exact || told.is_none_or(|told| told == operation.generation);
            (!fits, operation.template.rank(), !exact)
        })
    }
}

impl Operation {
    /// What the document says of it.
    pub fn view(&self) -> Option<View<'_>> {
        View::new(&self.document.tree, &self.pointer)
    }

    /// What requests and answers have to be like; compiled when first needed.
    ///
    /// # Errors
    /// Where the document cannot be used to judge by: a pattern that is none, for example.
    pub fn rules(&self) -> Result<&Rules, &str> {
        let compiled = self.rules.get_or_init(|| {
            let view = self
                .view()
                .ok_or("the document has no such operation any more")?;
            Rules::compile(view)
        });
        compiled.as_ref().map_err(String::as_str)
    }
}

/// The generation that a `Version` header asks for.
fn generation(version: &str) -> Generation {
    if version == "v3" {
        Generation::V3
    } else {
        Generation::V2
    }
}
