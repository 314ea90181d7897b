//! A comparison as text: for a terminal, for a pull request, for the changelog, for a program.

use std::fmt::Write;

use serde_json::json;

use super::words::plural;
use super::{Bump, Change, Diff, Wire};

/// What ends the text of a change that says nothing but this.
const REWORDED: &str = "is described in other words";

impl Change {
    /// Whether nothing but words changed.
    pub(crate) fn is_reworded(&self) -> bool {
        self.bump == Bump::Patch && self.text.ends_with(REWORDED)
    }
}

impl Diff {
    /// The changes for a terminal, and what they add up to; the version is the crate's before them.
    #[must_use]
    pub fn text(&self, version: &str) -> String {
        let mut text = String::new();
        for (area, changes) in self.areas() {
            put(
                &mut text,
                format_args!("{}\n", if area.is_empty() { "the crate" } else { area }),
            );
            let mut subject = "";
            for change in changes.iter().filter(|change| !change.is_reworded()) {
                if change.subject != subject {
                    put(&mut text, format_args!("  {}\n", change.subject));
                    subject = &change.subject;
                }
                let indent = if subject.is_empty() { "  " } else { "    " };
                put(
                    &mut text,
                    format_args!(
                        "{indent}{}{}\n",
                        change.text,
                        marks(change, "  [", ", ", "]")
                    ),
                );
            }
            if let Some(words) = reworded(&changes) {
                put(&mut text, format_args!("  {words}\n"));
            }
        }
        text + &self.verdict(version) + "\n"
    }

    /// The changes as Markdown, for a pull request.
    #[must_use]
    pub fn markdown(&self, version: &str) -> String {
        let mut text = format!("{}\n", self.verdict(version));
        for (area, changes) in self.areas() {
            put(
                &mut text,
                format_args!(
                    "\n### {}\n\n",
                    if area.is_empty() { "The crate" } else { area }
                ),
            );
            for change in changes.iter().filter(|change| !change.is_reworded()) {
                let subject = subject(change);
                put(
                    &mut text,
                    format_args!(
                        "- {subject}{}{}\n",
                        change.text,
                        marks(change, " (**", "**, **", "**)")
                    ),
                );
            }
            if let Some(words) = reworded(&changes) {
                put(&mut text, format_args!("- {words}\n"));
            }
        }
        text
    }

    /// A section of the changelog: what breaks users first, then what is new, then the rest.
    #[must_use]
    pub fn changelog(&self, version: &str) -> String {
        let next = self.next(version);
        let mut text = format!("## {next}\n");
        for (bump, title) in [
            (Bump::Major, "Breaking"),
            (Bump::Minor, "New"),
            (Bump::Patch, "Other"),
        ] {
            let changes: Vec<&Change> = self
                .changes
                .iter()
                .filter(|change| change.bump == bump && !change.is_reworded())
                .collect();
            let words = (bump == Bump::Patch)
                .then(|| reworded(&self.changes.iter().collect::<Vec<_>>()))
                .flatten();
            if changes.is_empty() && words.is_none() {
                continue;
            }
            put(&mut text, format_args!("\n### {title}\n\n"));
            for change in changes {
                let area = if change.area.is_empty() {
                    String::new()
                } else {
                    format!("{}: ", change.area)
                };
                put(
                    &mut text,
                    format_args!("- {area}{}{}\n", subject(change), change.text),
                );
            }
            if let Some(words) = words {
                put(&mut text, format_args!("- {words}\n"));
            }
        }
        text
    }

    /// The changes as JSON, every one of them.
    #[must_use]
    pub fn json(&self, version: &str) -> String {
        let changes = self.changes.iter().map(|change| {
            json!({
                "area": change.area,
                "subject": change.subject,
                "text": change.text,
                "wire": wire(change.wire),
                "compile": if change.compile { "breaks" } else { "fine" },
                "version": change.bump.as_str(),
                "place": {
                    "file": &*change.place.file,
                    "line": change.place.line,
                    "column": change.place.column,
                },
            })
        });
        let report = json!({
            "changes": changes.collect::<Vec<_>>(),
            "wire": wire(self.wire()),
            "compile": if self.breaks_compile() { "breaks" } else { "fine" },
            "version": self.bump().map(Bump::as_str),
            "next": self.next(version),
        });
        format!("{report:#}")
    }

    /// What the changes add up to, in a line.
    #[must_use]
    pub fn verdict(&self, version: &str) -> String {
        let Some(bump) = self.bump() else {
            return "nothing changed".to_owned();
        };
        let count =
            |holds: fn(&Change) -> bool| self.changes.iter().filter(|change| holds(change)).count();
        let compile = count(|change| change.compile);
        let wire = count(|change| change.wire == Wire::Breaks);
        let all = self.changes.len();
        format!(
            "{all} change{}: {}, {}; the next version is {} ({})",
            plural(all),
            breaks(compile, "code that uses the crate"),
            breaks(wire, "callers on the wire"),
            self.next(version),
            bump.as_str(),
        )
    }

    /// The version after the changes.
    fn next(&self, version: &str) -> String {
        let next = self
            .bump()
            .and_then(|bump| super::next_version(version, bump));
        next.unwrap_or_else(|| version.to_owned())
    }

    /// The changes of each area.
    fn areas(&self) -> Vec<(&str, Vec<&Change>)> {
        let mut areas: Vec<(&str, Vec<&Change>)> = Vec::new();
        for change in &self.changes {
            match areas.last_mut() {
                Some((area, changes)) if *area == change.area => changes.push(change),
                _ => areas.push((&change.area, vec![change])),
            }
        }
        areas
    }
}

/// Adds to a text, which cannot fail.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}

fn breaks(number: usize, whom: &str) -> String {
    match number {
        0 => format!("none breaks {whom}"),
        1 => format!("1 breaks {whom}"),
        _ => format!("{number} break {whom}"),
    }
}

fn reworded(changes: &[&Change]) -> Option<String> {
    let number = changes.iter().filter(|change| change.is_reworded()).count();
    match number {
        0 => None,
        1 => Some("1 item is described in other words".to_owned()),
        _ => Some(format!("{number} items are described in other words")),
    }
}

fn subject(change: &Change) -> String {
    match change.subject.as_str() {
        "" => String::new(),
        subject if subject.contains('`') || subject == "the crate" => format!("{subject}: "),
        subject => format!("`{subject}`: "),
    }
}

/// What a change breaks.
fn marks(change: &Change, before: &str, between: &str, after: &str) -> String {
    let compile = change.compile.then_some("breaks users");
    let wire = match change.wire {
        Wire::Fine => None,
        Wire::Risky => Some("risks the wire"),
        Wire::Breaks => Some("breaks the wire"),
    };
    let marks: Vec<&str> = compile.into_iter().chain(wire).collect();
    if marks.is_empty() {
        return String::new();
    }
    format!("{before}{}{after}", marks.join(between))
}

fn wire(wire: Wire) -> &'static str {
    match wire {
        Wire::Fine => "fine",
        Wire::Risky => "risky",
        Wire::Breaks => "breaks",
    }
}
