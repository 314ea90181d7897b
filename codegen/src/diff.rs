//! Compares two specifications: what changed, in words, and what it does to whom.
//!
//! Each change is judged three times.
//!
//! - On the wire, for a caller who goes on sending and reading what the old documents say: [`Wire`], by the categories
//!   of oasdiff. What narrows a request or widens an answer breaks; what a tolerant client survives is a risk.
//! - At compile time, for a user of the crate: whether code that used what is concerned still compiles. That is read
//!   off the emitted files (`surface.rs`), and held against rustc by the tests.
//! - For the version of the crate, from the two: [`Bump`]. What does not compile any more is major. What is new, or what
//!   the crate sends or says otherwise, is minor, also where the API breaks callers of the old version: a version of
//!   the crate promises what compiles, not what a server does. Words alone are a patch.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Api, Area, Generation};
use crate::{Source, Spec};

mod answers;
mod areas;
mod format;
mod items;
mod listings;
mod member;
mod members;
mod metadata;
mod operations;
mod paging;
mod sides;
mod surface;
mod tags;
mod types;
mod usage;
mod values;
mod version;
mod words;

pub(crate) use operations::identity;
pub use version::next_version;

use surface::Surface;

/// What a change does to callers who do not change anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// Nothing.
    #[default]
    Fine,
    /// Some may notice it.
    Risky,
    /// Their requests are refused, or they cannot read the answer.
    Breaks,
}

/// The part of the version that has to be raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Words alone.
    #[default]
    Patch,
    /// Something is new, or sent otherwise.
    Minor,
    /// Code that compiled does not compile any more.
    Major,
}

impl Bump {
    /// The part as a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The area, as `v2/contacts`.
    pub area: String,
    /// The operation, as `POST /contacts`, or the type, as `type Contact`; empty where it is the area itself.
    pub subject: String,
    /// What changed, in words.
    pub text: String,
    /// What it does on the wire.
    pub wire: Wire,
    /// Whether code that used it does not compile any more.
    pub compile: bool,
    /// The part of the version that it raises.
    pub bump: Bump,
    /// Where it stands in the new documents, or stood in the old ones.
    pub place: Place,
}

/// What changed between two specifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The changes, by area, operations before types.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The part of the version that has to be raised; none where nothing changed.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(|change| change.bump).max()
    }

    /// What the changes do on the wire, together.
    #[must_use]
    pub fn wire(&self) -> Wire {
        let wire = self.changes.iter().map(|change| change.wire).max();
        wire.unwrap_or_default()
    }

    /// Whether code that used everything does not compile any more.
    #[must_use]
    pub fn breaks_compile(&self) -> bool {
        self.changes.iter().any(|change| change.compile)
    }
}

/// Why two specifications cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unequal {
    /// The old one is faulty.
    Old(Vec<Diagnostic>),
    /// The new one is faulty.
    New(Vec<Diagnostic>),
    /// Both are.
    Both(Vec<Diagnostic>, Vec<Diagnostic>),
    /// They have no generation in common: the generations of the old one, and of the new one.
    Generations(Vec<Generation>, Vec<Generation>),
}

/// Reads and compares two specifications.
///
/// # Errors
/// Where one of them is faulty, or they have no generation in common.
pub fn diff(old: &[Source], new: &[Source]) -> Result<Diff, Unequal> {
    let (old, new) = sides::read(old, new)?;
    compare(&old, &new)
}

/// Compares two specifications that have been read.
///
/// # Errors
/// Where they have no generation in common.
pub fn compare(old: &Spec, new: &Spec) -> Result<Diff, Unequal> {
    sides::check_generations(&old.documents, &new.documents)?;
    let mut found = Found::new(old, new);
    areas::compare(&mut found);
    Ok(found.finish())
}

/// What users of the crate can name, by module: to be committed, so that a review sees it change.
///
/// What follows from the rest is left out: the traits, the setter of a field, and the variants for what is not known.
#[must_use]
pub fn listing(spec: &Spec) -> String {
    let mut surface = surface::of_root(&spec.api);
    for of_area in crate::parallel::map(&spec.api.areas, |area| surface::of_area(&spec.api, area)) {
        surface.extend(of_area);
    }
    surface::listing(&surface::telling(surface))
}

/// What users can name of a crate that is written by hand, such as the runtime, as [`listing`] lists what is generated:
/// its files are named by their paths, which start with this folder.
///
/// ```
/// use highlevel_codegen::{Source, diff::listing_by_hand};
///
/// let sources = [
///     Source::new("src/lib.rs", "mod call;\npub use call::Call;\n"),
///     Source::new("src/call.rs", "pub struct Call(u8);\nimpl Call { pub fn wait(self) {} }\n"),
/// ];
/// let listing = listing_by_hand("client", "src/", &sources).expect("it is Rust");
/// assert_eq!(listing, "[client]\nCall: struct\nCall::wait(self)\n");
/// ```
///
/// # Errors
/// Where a file is no Rust.
pub fn listing_by_hand(name: &str, folder: &str, sources: &[Source]) -> Result<String, Diagnostic> {
    Ok(surface::listing(&surface::by_hand::of_crate(
        name, folder, sources,
    )?))
}

/// The changes found so far, and the two sides.
struct Found<'s> {
    old: &'s Api,
    new: &'s Api,
    /// Areas whose documents say the same.
    same: Vec<(Generation, String)>,
    changes: Vec<(Change, Vec<String>)>,
    /// What is being compared: the area and the operation or type.
    area: String,
    subject: String,
}

/// What a change does, before the compiler's view of it is known.
struct Judged {
    wire: Wire,
    bump: Bump,
    /// The keys of the surface that it accounts for.
    keys: Vec<String>,
}

impl<'s> Found<'s> {
    fn new(old: &'s Spec, new: &'s Spec) -> Self {
        Self {
            old: &old.api,
            new: &new.api,
            same: sides::same(&old.documents, &new.documents),
            changes: Vec::new(),
            area: String::new(),
            subject: String::new(),
        }
    }

    fn is_same(&self, area: &Area) -> bool {
        let is_it = |(generation, wire): &(Generation, String)| {
            (*generation, wire) == (area.generation, &area.wire)
        };
        self.same.iter().any(is_it)
    }

    /// Adds a change of what is being compared.
    fn push(&mut self, place: &Place, text: impl Into<String>, judged: Judged) {
        let change = Change {
            area: self.area.clone(),
            subject: self.subject.clone(),
            text: text.into(),
            wire: judged.wire,
            compile: false,
            bump: judged.bump,
            place: place.clone(),
        };
        self.changes.push((change, judged.keys));
    }

    /// Holds the changes against the surfaces: a change that lost a key breaks users, and a lost key that no change
    /// accounts for is a change of its own.
    fn finish(self) -> Diff {
        // What an area that is only on the new side has, nobody can lose.
        let is_old = |area: &Area| {
            let mut areas = self.old.areas.iter();
            areas.any(|old| (old.generation, &old.wire) == (area.generation, &area.wire))
        };
        let old = self.surface(self.old, |_| true);
        let new = self.surface(self.new, is_old);
        let mut broken: BTreeMap<&str, bool> = surface::broken(&old, &new)
            .map(|key| (key, false))
            .collect();
        let mut changes = Vec::new();
        for (mut change, keys) in self.changes {
            for key in keys {
                for (lost, claimed) in &mut broken {
                    if covers(&key, lost) {
                        change.compile = true;
                        *claimed = true;
                    }
                }
            }
            change.bump = match (change.compile, change.wire) {
                (true, _) => Bump::Major,
                (false, Wire::Fine) => change.bump,
                (false, _) => change.bump.max(Bump::Minor),
            };
            changes.push(change);
        }
        let unclaimed = broken.into_iter().filter(|(_, claimed)| !claimed);
        changes.extend(unclaimed.map(|(key, _)| lost(key, &old, &new)));
        if !changes
            .iter()
            .any(|change: &Change| change.bump > Bump::Patch)
        {
            changes.extend(surface::added(&old, &new).map(gained));
        }
        changes.sort_by(|one, other| areas::rank(one).cmp(&areas::rank(other)));
        Diff { changes }
    }

    /// What users can name of the areas that may have changed.
    fn surface(&self, api: &Api, is_wanted: impl Fn(&Area) -> bool) -> Surface {
        let areas: Vec<&Area> = api
            .areas
            .iter()
            .filter(|area| !self.is_same(area) && is_wanted(area))
            .collect();
        let mut surface = surface::of_root(api);
        for of_area in crate::parallel::map(&areas, |area| surface::of_area(api, area)) {
            surface.extend(of_area);
        }
        surface
    }
}

/// Whether a lost key belongs to the key of a change: it is that key, or something of what that key names.
fn covers(key: &str, lost: &str) -> bool {
    if let Some(module) = key.strip_suffix("::*") {
        let lost = lost.strip_prefix("mod ").unwrap_or(lost);
        return lost
            .strip_prefix(module)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    }
    match key.strip_suffix('*') {
        Some(item) => lost.strip_prefix(item).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with("::")
                || rest.starts_with('.')
                || rest.starts_with(": ")
        }),
        None => key == lost,
    }
}

/// The change that a lost key is by itself.
fn lost(key: &str, old: &Surface, new: &Surface) -> Change {
    let before = old.get(key).map(String::as_str).unwrap_or_default();
    let text = match new.get(key) {
        None => format!("`{key}` is gone"),
        Some(after) => format!("`{key}` was `{before}` and is `{after}`"),
    };
    Change {
        area: String::new(),
        subject: "the crate".to_owned(),
        text,
        wire: Wire::Fine,
        compile: true,
        bump: Bump::Major,
        place: Place::default(),
    }
}

/// The change that a new key is where nothing else says so.
fn gained(key: &str) -> Change {
    Change {
        area: String::new(),
        subject: "the crate".to_owned(),
        text: format!("`{key}` is new"),
        wire: Wire::Fine,
        compile: false,
        bump: Bump::Minor,
        place: Place::default(),
    }
}

#[cfg(test)]
mod tests;
