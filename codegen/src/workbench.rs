//! Generates again after an edit: only what depends on it is read, lowered and emitted once more.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::diff::{self, Diff};
use crate::emit;
use crate::load::pages::Pages;
use crate::load::{self, Document, Generation, Parsed};
use crate::lower;
use crate::model::{Api, Area};
use crate::pipeline;
use crate::timings::Stopwatch;
use crate::tree::Node;
use crate::{Diagnostic, Options, Output, Report, Source, Spec};

/// A specification that is being edited, and the crate that it makes.
#[derive(Debug)]
pub struct Workbench {
    options: Options,
    sources: Vec<Source>,
    /// What the texts hold.
    parsed: BTreeMap<String, Parsed>,
    spec: Spec,
    files: BTreeMap<String, String>,
}

/// What an edit has done.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The crate.
    pub output: Output,
    /// What changed for its users.
    pub changes: Diff,
    /// The areas that were generated again, as `v2/contacts`.
    pub areas: Vec<String>,
    /// The features of the crate that these areas are.
    pub features: Vec<String>,
}

impl Workbench {
    /// Generates everything.
    ///
    /// # Errors
    /// Everything that is wrong with the specification.
    pub fn new(sources: Vec<Source>, options: Options) -> Result<Self, Vec<Diagnostic>> {
        let parsed = load::parse(&sources.iter().collect::<Vec<_>>());
        let parsed: BTreeMap<String, Parsed> = sources
            .iter()
            .map(|source| source.path.clone())
            .zip(parsed)
            .collect();
        let (spec, faults) =
            pipeline::read_parsed(&sources, of(&sources, &parsed), &Stopwatch::default());
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut files = pipeline::plain(&spec, &options);
        files.extend(pipeline::formatted(
            &spec,
            &emit::files(&spec.api, &spec.pages),
            &Stopwatch::default(),
        )?);
        Ok(Self {
            options,
            sources,
            parsed,
            spec,
            files,
        })
    }

    /// The crate.
    #[must_use]
    pub fn output(&self) -> Output {
        Output {
            files: self.files.clone(),
            report: Report::new(&self.spec),
            timings: Vec::new(),
        }
    }

    /// Generates what depends on the texts that are not as they were.
    ///
    /// # Errors
    /// Everything that is wrong with the specification; the next edit is held against the last sound one.
    pub fn edit(&mut self, sources: Vec<Source>) -> Result<Edited, Vec<Diagnostic>> {
        let mut replaced = Vec::new();
        let touched = self.touched(&sources, &mut replaced);
        let some = touched.and_then(|areas| Some((self.some(&sources, &areas)?, areas)));
        if let Some(((some, files), areas)) = some {
            let before = self.part(&areas);
            self.sources = sources;
            self.merge(some);
            let changes = diff::compare(&before, &self.part(&areas)).unwrap_or_default();
            self.files.extend(files);
            self.roots()?;
            return Ok(self.edited(changes, areas.into_iter().collect()));
        }
        // What is wrong is told in full, and what everything shares changes everything.
        match Self::new(sources, self.options.clone()) {
            Ok(fresh) => {
                let changes = diff::compare(&self.spec, &fresh.spec).unwrap_or_default();
                *self = fresh;
                let areas = self.spec.documents.iter().map(Document::label).collect();
                Ok(self.edited(changes, areas))
            }
            Err(faults) => {
                self.parsed.extend(replaced);
                Err(faults)
            }
        }
    }

    fn edited(&self, changes: Diff, areas: Vec<String>) -> Edited {
        let all = self.spec.api.areas.iter();
        let edited = all
            .filter(|area| areas.contains(&format!("{}/{}", area.generation.folder(), area.wire)));
        Edited {
            output: self.output(),
            changes,
            features: edited.map(Area::feature).collect(),
            areas,
        }
    }

    /// Emits what is about all areas.
    fn roots(&mut self) -> Result<(), Vec<Diagnostic>> {
        let roots = emit::files(&self.spec.api, &self.spec.pages)
            .into_iter()
            .filter(emit::File::is_root);
        let roots = pipeline::formatted(
            &self.spec,
            &roots.collect::<Vec<_>>(),
            &Stopwatch::default(),
        )?;
        self.files.extend(roots);
        self.files
            .extend(pipeline::plain(&self.spec, &self.options));
        Ok(())
    }

    /// The areas that depend on what changed; none where that could be all of them.
    ///
    /// Takes in what the changed texts hold, and gives what they held before.
    fn touched(
        &mut self,
        sources: &[Source],
        replaced: &mut Vec<(String, Parsed)>,
    ) -> Option<BTreeSet<String>> {
        let old: BTreeMap<&str, &str> = self
            .sources
            .iter()
            .map(|source| (source.path.as_str(), source.text.as_str()))
            .collect();
        let paths: BTreeSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
        if old.len() != sources.len() || old.keys().any(|path| !paths.contains(path)) {
            return None;
        }
        let changed: Vec<&Source> = sources
            .iter()
            .filter(|source| old.get(&*source.path) != Some(&&*source.text))
            .collect();
        let mut areas = BTreeSet::new();
        for (source, parsed) in changed.iter().zip(load::parse(&changed)) {
            let before = self.parsed.insert(source.path.clone(), parsed)?;
            replaced.push((source.path.clone(), before));
        }
        for (path, before) in replaced {
            let after = self.parsed.get(path)?;
            for tree in [&before.0, &after.0] {
                areas.extend(of_document(path, tree.as_ref()?)?);
            }
        }
        self.with_dependents(areas)
    }

    /// The areas, and those that refer to a document of one; none where that could be all.
    ///
    /// Not those that an overlay names together with one of them: what it does to each depends on that one alone.
    fn with_dependents(&self, mut areas: BTreeSet<String>) -> Option<BTreeSet<String>> {
        let trees = self
            .parsed
            .iter()
            .filter_map(|(path, (tree, _))| Some((path, tree.as_ref()?)));
        let texts: Vec<_> = trees
            .map(|(path, tree)| (of_document(path, tree), referred(tree)))
            .collect();
        loop {
            let before = areas.len();
            for (of, referred) in &texts {
                let is_referred = |area: &String| {
                    area.split_once('/')
                        .is_some_and(|(_, stem)| referred.contains(stem))
                };
                if areas.iter().any(is_referred) {
                    areas.extend(of.as_ref()?.iter().cloned());
                }
            }
            if areas.len() == before {
                return Some(areas);
            }
        }
    }

    /// Reads and emits these areas alone; none where something is wrong, or more depends on them.
    fn some(
        &self,
        sources: &[Source],
        areas: &BTreeSet<String>,
    ) -> Option<(Spec, BTreeMap<String, String>)> {
        let is_needed = |source: &&Source| {
            let tree = self
                .parsed
                .get(&source.path)
                .and_then(|(tree, _)| tree.as_ref());
            tree.is_none_or(|tree| match of_document(&source.path, tree) {
                Some(of) => of.iter().any(|area| areas.contains(area)),
                None => true,
            })
        };
        let needed: Vec<Source> = sources.iter().filter(is_needed).cloned().collect();
        let mut parsed = of(&needed, &self.parsed);
        for (tree, _) in &mut parsed {
            tree.iter_mut().for_each(|tree| narrow(tree, areas));
        }
        let (some, faults) = pipeline::read_parsed(&needed, parsed, &Stopwatch::default());
        if !faults.is_empty() {
            return None;
        }
        let files = emit::files(&some.api, &some.pages)
            .into_iter()
            .filter(|file| !file.is_root());
        let files =
            pipeline::formatted(&some, &files.collect::<Vec<_>>(), &Stopwatch::default()).ok()?;
        Some((some, files))
    }

    /// These areas of the specification as it is, to be compared with what they were; the scopes are those of all areas.
    fn part(&self, wanted: &BTreeSet<String>) -> Spec {
        let documents = self.spec.documents.iter();
        let areas =
            self.spec.api.areas.iter().filter(|area| {
                wanted.contains(&format!("{}/{}", area.generation.folder(), area.wire))
            });
        Spec {
            documents: documents
                .filter(|document| wanted.contains(&document.label()))
                .cloned()
                .collect(),
            api: Api {
                areas: areas.cloned().collect(),
                scopes: self.spec.api.scopes.clone(),
                skipped: Vec::new(),
            },
            pages: Pages::default(),
            allowances: Vec::new(),
        }
    }

    /// Puts these areas in the place of those that the specification has.
    fn merge(&mut self, some: Spec) {
        let spec = &mut self.spec;
        spec.pages = some.pages;
        for document in some.documents {
            replace(&mut spec.documents, document, |one| {
                (one.generation, one.area.clone())
            });
        }
        let mut skipped = std::mem::take(&mut spec.api.skipped);
        let Api {
            areas,
            scopes: _,
            skipped: found,
        } = some.api;
        for area in areas {
            let prefix = |file: &str| {
                file.ends_with(&format!("/{}/{}.yaml", area.generation.folder(), area.wire))
            };
            skipped.retain(|skipped| !prefix(&skipped.place.file));
            replace(&mut spec.api.areas, area, |one: &Area| {
                (one.generation, one.wire.clone())
            });
        }
        skipped.extend(found);
        skipped.sort_by(|one, other| one.place.cmp(&other.place));
        skipped.dedup();
        spec.api.skipped = skipped;
        // Of all areas; a name that is taken is told by the next whole run.
        spec.api.scopes = lower::scopes::scopes(&spec.api.areas, &mut Diagnostics::default());
    }
}

/// What the texts hold.
fn of(sources: &[Source], parsed: &BTreeMap<String, Parsed>) -> Vec<Parsed> {
    let parsed = sources
        .iter()
        .map(|source| parsed.get(&source.path).cloned());
    parsed.map(Option::unwrap_or_default).collect()
}

/// Puts an item where the one with the same key is.
fn replace<T, K: PartialEq>(all: &mut [T], item: T, key: impl Fn(&T) -> K) {
    let wanted = key(&item);
    if let Some(there) = all.iter_mut().find(|there| key(there) == wanted) {
        *there = item;
    }
}

/// The areas that a text is about; none where that could be all.
fn of_document(path: &str, tree: &Node) -> Option<BTreeSet<String>> {
    let mut folders = path.rsplit('/');
    let (name, folder) = (folders.next()?, folders.next()?);
    if folder == "overlays" {
        let named = extended(tree);
        return (!named.is_empty()).then_some(named);
    }
    let generation = [Generation::V2, Generation::V3]
        .into_iter()
        .find(|one| one.folder() == folder)?;
    let has_paths = tree
        .child("paths")
        .and_then(Node::entries)
        .is_some_and(|paths| !paths.is_empty());
    let (stem, _) = name.rsplit_once('.')?;
    has_paths.then(|| BTreeSet::from([format!("{}/{stem}", generation.folder())]))
}

/// The documents that an overlay names.
fn extended(tree: &Node) -> BTreeSet<String> {
    let several = tree
        .child("x-extends")
        .and_then(Node::items)
        .unwrap_or_default();
    let all = tree.child("extends").into_iter().chain(several);
    all.filter_map(Node::as_text).map(str::to_owned).collect()
}

/// Lets an overlay name these areas alone.
fn narrow(tree: &mut Node, areas: &BTreeSet<String>) {
    let is_wanted = |area: &Node| area.as_text().is_none_or(|area| areas.contains(area));
    if let Some(several) = tree.child_mut("x-extends").and_then(Node::items_mut) {
        several.retain(is_wanted);
    }
    if tree.child("extends").is_some_and(|area| !is_wanted(area))
        && let Some(entries) = tree.entries_mut()
    {
        entries.shift_remove("extends");
    }
}

/// The names of the files that a text refers to, without folder and ending.
fn referred(tree: &Node) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    tree.walk(&mut |node| {
        let file = node.reference().and_then(|text| text.split_once('#'));
        let name = file.and_then(|(file, _)| file.rsplit('/').next());
        let stem = name.and_then(|name| name.rsplit_once('.'));
        names.extend(stem.map(|(stem, _)| stem.to_owned()));
    });
    names
}

#[cfg(test)]
mod tests;
