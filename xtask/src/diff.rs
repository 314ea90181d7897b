//! `cargo xtask diff`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use highlevel_codegen::diff::{Bump, Diff as Changes, Unequal, diff};
use highlevel_codegen::{Diagnostic, Generation, Source};

use crate::report::{self, count};
use crate::{git, manifest, paths, sources};

/// What to compare, and how to show it.
#[derive(Args)]
pub struct Diff {
    /// The old side: a folder with a specification, or a git revision; the newest tag if none is named.
    old: Option<String>,
    /// The new side: a folder or a revision; the work tree if none is named.
    new: Option<String>,
    /// How to show the changes.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Fails where the next version is of this kind, or of a heavier one.
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// A section of the changelog.
    Changelog,
    /// For a program.
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Patch,
    Minor,
    Major,
}

impl Diff {
    /// Compares the two sides and prints what changed.
    ///
    /// # Errors
    /// Where a side is not there or is faulty, which is said with the side's name, or a change is denied.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let Some(old) = self.old.clone().or_else(|| git::newest_tag(&root)) else {
            return self.without_tag();
        };
        let old = Side::read("old", &old, &root)?;
        let new = match &self.new {
            Some(new) => Side::read("new", new, &root)?,
            None => Side::folder("new", &root.join("spec"))?,
        };
        let changes = compare(&old, &new)?;
        let version = old.version.as_str();
        match self.format {
            Format::Text => report::put(format_args!("{}", changes.text(version))),
            Format::Markdown => report::put(format_args!("{}", changes.markdown(version))),
            Format::Changelog => report::put(format_args!("{}", changes.changelog(version))),
            Format::Json => report::line(format_args!("{}", changes.json(version))),
        }
        let denied = self.deny.map(|deny| match deny {
            Deny::Patch => Bump::Patch,
            Deny::Minor => Bump::Minor,
            Deny::Major => Bump::Major,
        });
        match (changes.bump(), denied) {
            (Some(bump), Some(denied)) if bump >= denied => Err(format!(
                "error: the changes are {}, which is denied",
                bump.as_str()
            )),
            _ => Ok(()),
        }
    }

    /// Says that nothing can be compared.
    ///
    /// # Errors
    /// Where something relies on the comparison: it would take this for an answer.
    fn without_tag(&self) -> Result<(), String> {
        if self.deny.is_some() || matches!(self.format, Format::Json) {
            return Err(
                "error: there is no tag to compare with\n  help: fetch the tags, or name a revision"
                    .to_owned(),
            );
        }
        report::line(format_args!(
            "there is no tag yet to compare with; name a folder or a revision"
        ));
        Ok(())
    }
}

/// Compares two sides.
///
/// # Errors
/// Where one is faulty, or they have nothing in common, in words that name the side.
pub fn compare(old: &Side, new: &Side) -> Result<Changes, String> {
    diff(&old.sources, &new.sources).map_err(|unequal| match unequal {
        Unequal::Old(faults) => old.faulty(&faults),
        Unequal::New(faults) => new.faulty(&faults),
        Unequal::Both(before, after) => format!("{}\n\n{}", old.faulty(&before), new.faulty(&after)),
        Unequal::Generations(before, after) => format!(
            "error: nothing can be compared: the old side ({}) describes {}, the new side ({}) {}\n  \
             help: name two specifications of one generation",
            old.name,
            generations(&before),
            new.name,
            generations(&after)
        ),
    })
}

fn generations(generations: &[Generation]) -> String {
    let names: Vec<&str> = generations
        .iter()
        .map(|generation| generation.folder())
        .collect();
    names.join(" and ")
}

/// The version of the repository that a specification belongs to; none where it is in none.
fn version(spec: &Path) -> Option<String> {
    let folders = [Some(spec), spec.parent()];
    let manifests = folders.into_iter().flatten();
    manifests
        .filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok())
        .find_map(|text| manifest::version(&text))
}

/// One side of a comparison.
pub struct Side {
    /// `old` or `new`.
    which: &'static str,
    /// What a person has named.
    name: String,
    pub sources: Vec<Source>,
    /// The version of the crate on this side.
    pub version: String,
}

impl Side {
    /// Reads a folder, or else a revision.
    ///
    /// # Errors
    /// Where there is neither, or no document in it.
    pub fn read(which: &'static str, name: &str, root: &Path) -> Result<Self, String> {
        let path = PathBuf::from(name);
        if path.is_dir() {
            let inner = path.join("spec");
            return Self::folder(which, if inner.is_dir() { &inner } else { &path });
        }
        let Some(commit) = git::commit(root, name) else {
            return Err(format!(
                "error: the {which} side: `{name}` is neither a folder nor a revision\n  \
                 help: `git tag` and `git log --oneline` list revisions"
            ));
        };
        let sources = git::sources(root, &commit, "spec")
            .map_err(|error| format!("{error}\n  in the {which} side ({name})"))?;
        if sources.is_empty() {
            return Err(format!(
                "error: the {which} side: `{name}` has no documents in `spec`"
            ));
        }
        let version = git::version(root, &commit);
        Ok(Self {
            which,
            name: name.to_owned(),
            sources,
            version: version.unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()),
        })
    }

    /// Reads a folder.
    ///
    /// # Errors
    /// Where it has no documents.
    pub fn folder(which: &'static str, folder: &Path) -> Result<Self, String> {
        let name = report::name(folder);
        let sources = sources::read(folder, &name)
            .map_err(|error| format!("{error}\n  in the {which} side ({name})"))?;
        Ok(Self {
            which,
            name,
            sources,
            version: version(folder).unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()),
        })
    }

    fn faulty(&self, faults: &[Diagnostic]) -> String {
        let shown = report::shown(faults, &self.sources);
        format!(
            "{shown}\n\n{} in the {} side ({}); nothing was compared",
            count(faults.len(), "fault"),
            self.which,
            self.name
        )
    }
}
