//! Compares two listings of what users can name: what the generator itself, not the specification, changed.

use std::collections::BTreeSet;

use super::{Bump, Change, Diff, Wire};
use crate::diagnostic::Place;

/// How many lines a change names.
const NAMED: usize = 6;

impl Diff {
    /// Adds what two listings tell apart, as [`listing`](super::listing) writes them, where that raises the version
    /// more than the changes do: a line that is gone or says something else is major, a new one is minor.
    ///
    /// ```
    /// use highlevel_codegen::diff::{Bump, Diff};
    ///
    /// let mut diff = Diff::default();
    /// diff.add_listings("[pets]\nPets\nPets::list(&self)\n", "[pets]\nPets\n");
    /// assert_eq!(diff.bump(), Some(Bump::Major));
    /// assert!(diff.changes[0].text.contains("`[pets] Pets::list(&self)`"));
    /// ```
    pub fn add_listings(&mut self, old: &str, new: &str) {
        let (old, new) = (lines(old), lines(new));
        let lost: Vec<&String> = old.difference(&new).collect();
        let gained: Vec<&String> = new.difference(&old).collect();
        for (lines, bump, what) in [
            (lost, Bump::Major, "gone, or reads otherwise"),
            (gained, Bump::Minor, "new, or reads otherwise"),
        ] {
            if !lines.is_empty() && self.bump() < Some(bump) {
                self.changes.push(change(&lines, bump, what));
            }
        }
    }
}

/// The lines, each with its module.
fn lines(listing: &str) -> BTreeSet<String> {
    let mut module = "";
    let mut lines = BTreeSet::new();
    for line in listing.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            module = line;
        } else {
            lines.insert(format!("{module} {line}"));
        }
    }
    lines
}

fn change(lines: &[&String], bump: Bump, what: &str) -> Change {
    let named: Vec<String> = lines
        .iter()
        .take(NAMED)
        .map(|line| format!("`{line}`"))
        .collect();
    let more = match lines.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Change {
        area: String::new(),
        subject: "the crate".to_owned(),
        text: format!("{}{more}: {what}", named.join(", ")),
        wire: Wire::Fine,
        compile: bump == Bump::Major,
        bump,
        place: Place::default(),
    }
}
