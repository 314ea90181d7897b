//! Judges a specification that is sound: what is missing in it, what contradicts itself, what will surprise a user.
//!
//! A rule is a file in `rules/`; beside it, `examples/<rule>/` has a document in which it fires and one in which it does
//! not. Rules read the effective documents, after all layers and before `normalise`, so that they see what was written.
//!
//! A finding that has to stay is allowed in an overlay, for the documents that the overlay names:
//!
//! ```yaml
//! x-allow:
//!   - rule: path-case
//!     target: $.paths['/oldPath']
//!     reason: The API calls it so.
//! ```
//!
//! The target is a JSONPath; everything below what it selects is allowed too. An allowance that silences nothing is a
//! finding of its own, [`NEEDLESS_ALLOW`]. What keeps a document from being read is [`INVALID`]: among other things
//! references that lead nowhere, an id that two operations of an area have, and values that do not fit their enum's type.

use std::collections::BTreeSet;
use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::load::Document;
use crate::model::Area;
use crate::{Source, Spec};

mod allow;
mod count;
mod format;
mod rules;
mod subject;

pub(crate) use allow::Allowance;
pub use count::{Counted, Words};
pub use rules::RULES;

use subject::Subject;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Users will notice it.
    Warning,
    /// It has to be mended, or allowed with a reason.
    Error,
}

impl Level {
    /// The level as a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that rules look for.
pub struct Rule {
    /// Its name, in small letters and hyphens.
    pub name: &'static str,
    /// How much a finding of it weighs.
    pub level: Level,
    /// What it finds and why that matters.
    pub about: &'static str,
    /// A document in which it fires.
    pub fires: &'static str,
    /// A document in which it does not.
    pub silent: &'static str,
    check: fn(&Subject<'_>, &mut Vec<Hit>),
}

/// The name under which a fault is shown that keeps the specification from being read.
pub const INVALID: &str = "invalid";

/// The name of the finding that an allowance silences nothing.
pub const NEEDLESS_ALLOW: &str = "needless-allow";

/// What a rule has found in a document.
struct Hit {
    /// The JSON Pointer to the node in the effective document.
    pointer: String,
    diagnostic: Diagnostic,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where it is, what stands there, and what would be right.
    pub diagnostic: Diagnostic,
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// The document, as `v2/contacts`; empty where it is of the specification as a whole.
    pub area: String,
}

/// The judgement on a specification.
#[derive(Clone, Debug, Default)]
pub struct Lint {
    /// What was found, in the order of the files.
    pub findings: Vec<Finding>,
    /// How many findings overlays allow.
    pub allowed: usize,
    /// What has words of ours, and what has none.
    pub words: Words,
}

impl Lint {
    /// The heaviest level of any finding.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|finding| finding.level).max()
    }

    /// How many findings there are of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let of_level = |finding: &&Finding| finding.level == level;
        self.findings.iter().filter(of_level).count()
    }
}

/// Judges a specification.
#[must_use]
pub fn lint(sources: &[Source]) -> Lint {
    match crate::read(sources) {
        Ok(spec) => judge(&spec),
        Err(faults) => Lint {
            findings: faults.into_iter().map(invalid).collect(),
            ..Lint::default()
        },
    }
}

/// Judges a specification that has been read.
#[must_use]
pub fn judge(spec: &Spec) -> Lint {
    let found = crate::parallel::map(&spec.documents, |document| judge_document(spec, document));
    let mut findings = BTreeSet::new();
    let mut allowed = 0;
    for (of_document, silenced) in found {
        findings.extend(of_document);
        allowed += silenced;
    }
    // What several areas take from one shared document is found once.
    let mut seen = BTreeSet::new();
    let first = |finding: &Finding| seen.insert((finding.rule, finding.diagnostic.clone()));
    Lint {
        findings: findings.into_iter().filter(first).collect(),
        allowed,
        words: Words::count(&spec.api),
    }
}

/// The findings in one document, and how many more are allowed.
fn judge_document(spec: &Spec, document: &Document) -> (Vec<Finding>, usize) {
    let subject = Subject::new(spec, document);
    let mut allowances = allow::Allowances::new(spec, document);
    let mut findings = Vec::new();
    for rule in RULES {
        let mut hits = Vec::new();
        (rule.check)(&subject, &mut hits);
        hits.retain(|hit| !allowances.allow(rule.name, &hit.pointer));
        findings.extend(hits.into_iter().map(|hit| Finding {
            diagnostic: hit.diagnostic,
            rule: rule.name,
            level: rule.level,
            area: subject.label.clone(),
        }));
    }
    let silenced = allowances.silenced();
    let needless = allowances.needless().map(|diagnostic| Finding {
        diagnostic,
        rule: NEEDLESS_ALLOW,
        level: Level::Error,
        area: subject.label.clone(),
    });
    findings.extend(needless);
    (findings, silenced)
}

fn invalid(diagnostic: Diagnostic) -> Finding {
    Finding {
        diagnostic,
        rule: INVALID,
        level: Level::Error,
        area: String::new(),
    }
}

/// The area that a document was lowered to.
fn area<'s>(spec: &'s Spec, document: &Document) -> Option<&'s Area> {
    spec.api
        .areas
        .iter()
        .find(|area| area.generation == document.generation && area.wire == document.area)
}

#[cfg(test)]
mod tests;
