//! Reads two specifications at once: what both say is read once, or not at all.

use std::collections::BTreeMap;

use super::Unequal;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::pages::Pages;
use crate::load::{self, Document, Generation, Parsed};
use crate::lower::{self, scopes};
use crate::pipeline;
use crate::timings::Stopwatch;
use crate::tree::{Entry, Node, Value};
use crate::{Source, Spec, overlay};

/// Reads both sides. Areas whose documents are the same are there without anything in them: those are not looked at any
/// further, faults in them included.
///
/// # Errors
/// Where one of them is faulty, or they have no generation in common.
pub fn read(old: &[Source], new: &[Source]) -> Result<(Spec, Spec), Unequal> {
    let (before, after) = parse(old, new);
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| Side::layered(old, before));
        let new = Side::layered(new, after);
        (old.join(), new)
    });
    let (old, new) = match old {
        Ok(old) => (old, new),
        // A stage that panicked has said so; there is nothing to compare then.
        Err(panic) => std::panic::resume_unwind(panic),
    };
    // What has no documents at all is told by its faults.
    if old.diagnostics.is_empty() && new.diagnostics.is_empty() {
        check_generations(&old.documents, &new.documents)?;
    }
    let same = same(&old.documents, &new.documents);
    match (old.lowered(&same), new.lowered(&same)) {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Err(old), Ok(_)) => Err(Unequal::Old(old)),
        (Ok(_), Err(new)) => Err(Unequal::New(new)),
        (Err(old), Err(new)) => Err(Unequal::Both(old, new)),
    }
}

/// What two sides have to have in common.
///
/// # Errors
/// Where they have no generation in common.
pub fn check_generations(old: &[Document], new: &[Document]) -> Result<(), Unequal> {
    let generations = |documents: &[Document]| {
        let mut all: Vec<Generation> = documents
            .iter()
            .map(|document| document.generation)
            .collect();
        all.dedup();
        all
    };
    let (before, after) = (generations(old), generations(new));
    if before.is_empty() || after.is_empty() || before.iter().any(|old| after.contains(old)) {
        return Ok(());
    }
    Err(Unequal::Generations(before, after))
}

/// Parses both sides, a text that both have once.
fn parse(old: &[Source], new: &[Source]) -> (Vec<Parsed>, Vec<Parsed>) {
    let known: BTreeMap<(&str, &str), usize> = old
        .iter()
        .enumerate()
        .map(|(index, source)| ((source.path.as_str(), source.text.as_str()), index))
        .collect();
    let same = |source: &Source| {
        known
            .get(&(source.path.as_str(), source.text.as_str()))
            .copied()
    };
    let mut texts: Vec<&Source> = old.iter().collect();
    texts.extend(new.iter().filter(|source| same(source).is_none()));
    let mut before = load::parse(&texts);
    let mut others = before.split_off(old.len()).into_iter();
    let after = new.iter().map(|source| match same(source) {
        Some(index) => before[index].clone(),
        None => others.next().unwrap_or_default(),
    });
    let after = after.collect();
    (before, after)
}

/// One side, as all layers leave its documents.
struct Side {
    documents: Vec<Document>,
    diagnostics: Diagnostics,
}

impl Side {
    fn layered(sources: &[Source], parsed: Vec<Parsed>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let mut loaded = load::load(sources, parsed, &mut diagnostics);
        overlay::apply(&mut loaded.documents, loaded.overlays, &mut diagnostics);
        Self {
            documents: loaded.documents,
            diagnostics,
        }
    }

    fn lowered(mut self, same: &[(Generation, String)]) -> Result<Spec, Vec<Diagnostic>> {
        let is_same = |document: &Document| {
            same.iter().any(|(generation, area)| {
                (*generation, area) == (document.generation, &document.area)
            })
        };
        let (same, mut documents): (Vec<Document>, Vec<Document>) =
            self.documents.into_iter().partition(is_same);
        let mut api = pipeline::lower_all(&documents, &Stopwatch::default(), &mut self.diagnostics);
        let mut untold = Diagnostics::default();
        // The roots are about all areas.
        let wanted = api.areas.iter().flat_map(scopes::of_area);
        let wanted = wanted.chain(same.iter().flat_map(scopes::of_document));
        api.scopes = scopes::constants(wanted, &mut untold);
        let empty = same
            .iter()
            .filter_map(|document| lower::empty(document, &mut untold));
        api.areas.extend(empty);
        api.areas.sort_by(|one, other| {
            (one.generation, &one.wire).cmp(&(other.generation, &other.wire))
        });
        documents.extend(same);
        self.diagnostics.finish(Spec {
            documents,
            api,
            pages: Pages::default(),
            allowances: Vec::new(),
        })
    }
}

/// The documents that say the same on both sides.
pub fn same(old: &[Document], new: &[Document]) -> Vec<(Generation, String)> {
    let is_pair = |one: &Document, other: &Document| {
        (one.generation, &one.area) == (other.generation, &other.area)
            && is_same(&one.tree, &other.tree)
    };
    let same = old
        .iter()
        .filter(|document| new.iter().any(|other| is_pair(document, other)));
    same.map(|document| (document.generation, document.area.clone()))
        .collect()
}

/// Whether two trees say the same in the same order: the order of a document is that of the crate.
pub fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(one), Value::Map(other)) => {
            let same =
                |((key, entry), (other_key, other)): ((&String, &Entry), (&String, &Entry))| {
                    key == other_key && is_same(&entry.node, &other.node)
                };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (one, other) => one == other,
    }
}
