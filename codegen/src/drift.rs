//! Holds a newer state of the vendor's documents against the specification: what would change, and which of our
//! corrections would not apply any more.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::diff::{self, Change, Diff, Unequal, identity};
use crate::import::Imported;
use crate::model::{Api, Operation};
use crate::pipeline;
use crate::timings::Stopwatch;
use crate::{Source, Spec, overlay};

/// What importing newer documents would do.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// What would change for users.
    pub changes: Diff,
    /// The actions of overlays that would stop applying.
    pub stopped: Stopped,
    /// Operations that our layer has and that the vendor's documents bring now.
    pub twins: Vec<Twin>,
}

/// Actions of overlays that would stop applying.
#[derive(Clone, Debug, Default)]
pub struct Stopped {
    /// Those that the vendor's documents make needless: they say it themselves now.
    pub obsolete: Vec<Diagnostic>,
    /// Those that could not be done any more.
    pub broken: Vec<Diagnostic>,
}

impl Stopped {
    /// Whether every action goes on applying.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.obsolete.is_empty() && self.broken.is_empty()
    }
}

/// Why nothing could be compared.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What is wrong with the documents.
    pub why: Unequal,
    /// The actions of overlays that would stop applying besides.
    pub stopped: Stopped,
}

impl From<Unequal> for Refused {
    fn from(why: Unequal) -> Self {
        Self {
            why,
            stopped: Stopped::default(),
        }
    }
}

/// An operation of ours that the vendor documents too.
#[derive(Clone, Debug)]
pub struct Twin {
    /// The area, as `v2/contacts`.
    pub area: String,
    /// Where ours stands; it goes on winning.
    pub operation: Operation,
    /// How the vendor's differs from ours.
    pub changes: Vec<Change>,
}

/// Compares the specification with what it would be after the import; `folder` is what the names of its texts start
/// with, such as `spec`.
///
/// # Errors
/// Where the specification, or what was imported, is faulty in other ways than overlays that stop applying; those are
/// told as well.
pub fn drift(sources: &[Source], imported: &Imported, folder: &str) -> Result<Drift, Refused> {
    let newer = replaced(sources, imported, folder);
    let (old, faults) = pipeline::read_all(sources, &Stopwatch::default());
    if !faults.is_empty() {
        return Err(Unequal::Old(faults).into());
    }
    let (new, faults) = pipeline::read_all(&newer, &Stopwatch::default());
    let overlays = format!("{folder}/overlays/");
    let (stopped, faults): (Vec<_>, Vec<_>) = faults
        .into_iter()
        .partition(|fault| fault.place.file.starts_with(&*overlays));
    let (obsolete, broken) = stopped.into_iter().partition(overlay::is_obsolete);
    let stopped = Stopped { obsolete, broken };
    if !faults.is_empty() {
        let why = Unequal::New(faults);
        return Err(Refused { why, stopped });
    }
    Ok(Drift {
        changes: diff::compare(&old, &new)?,
        stopped,
        twins: twins(sources, &newer, folder),
    })
}

/// The specification with the imported documents instead of those that it has.
#[must_use]
pub fn replaced(sources: &[Source], imported: &Imported, folder: &str) -> Vec<Source> {
    let vendor = format!("{folder}/vendor/");
    let kept = sources
        .iter()
        .filter(|source| !source.path.starts_with(&vendor))
        .cloned();
    let added = imported
        .files
        .iter()
        .map(|(path, text)| Source::new(format!("{folder}/{path}"), text.clone()));
    kept.chain(added).collect()
}

/// Operations of our layer that the vendor's has now and did not have before.
fn twins(old: &[Source], new: &[Source], folder: &str) -> Vec<Twin> {
    let vendor = format!("{folder}/vendor/");
    let of_vendor = |sources: &[Source]| {
        let sources: Vec<Source> = sources
            .iter()
            .filter(|source| source.path.starts_with(&vendor))
            .cloned()
            .collect();
        pipeline::read_all(&sources, &Stopwatch::default()).0
    };
    let overlays = format!("{folder}/overlays/");
    let own: Vec<Source> = old
        .iter()
        .filter(|source| !source.path.starts_with(&vendor) && !source.path.starts_with(&overlays))
        .cloned()
        .collect();
    let ours = pipeline::read_all(&own, &Stopwatch::default()).0;
    if ours.api.areas.is_empty() {
        return Vec::new();
    }
    let (before, after) = (of_vendor(old), of_vendor(new));
    let (before, after_all) = (operations(&before.api), operations(&after.api));
    let is_twin = |operation: &Operation, area: &str| {
        let key = (area.to_owned(), identity(operation));
        after_all.contains(&key) && !before.contains(&key)
    };
    let mut twins = Vec::new();
    for area in &ours.api.areas {
        let label = format!("{}/{}", area.generation.folder(), area.wire);
        for operation in area
            .operations()
            .filter(|operation| is_twin(operation, &label))
        {
            twins.push(Twin {
                area: label.clone(),
                operation: operation.clone(),
                changes: differences(&ours, &after, &label, operation),
            });
        }
    }
    twins
}

/// Area, method and path of every operation.
fn operations(api: &Api) -> BTreeSet<(String, String)> {
    let areas = api.areas.iter().flat_map(|area| {
        let label = format!("{}/{}", area.generation.folder(), area.wire);
        area.operations()
            .map(move |operation| (label.clone(), identity(operation)))
    });
    areas.collect()
}

/// How the vendor's operation differs from ours.
fn differences(ours: &Spec, theirs: &Spec, area: &str, operation: &Operation) -> Vec<Change> {
    let Ok(diff) = diff::compare(ours, theirs) else {
        return Vec::new();
    };
    let subject = format!("{} {}", operation.method.as_str(), operation.path);
    let of_operation = diff
        .changes
        .into_iter()
        .filter(|change| change.area == area && change.subject == subject);
    of_operation
        .filter(|change| !change.is_reworded())
        .collect()
}

#[cfg(test)]
mod tests;
