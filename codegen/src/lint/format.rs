//! Findings as text: for a person, for a program, and for a pull request.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Finding, Level, Lint};
use crate::Source;
use crate::diagnostic::{Place, Rendered, render_as};

impl Lint {
    /// The findings with their lines, in colour if asked for.
    #[must_use]
    pub fn details(findings: &[&Finding], sources: &[Source], colour: bool) -> String {
        let rendered = findings.iter().map(|finding| {
            let kind = Rendered {
                level: finding.level,
                rule: Some(finding.rule),
            };
            render_as(&finding.diagnostic, kind, sources, colour)
        });
        rendered.collect::<Vec<_>>().join("\n\n")
    }

    /// How often each rule has fired, and where most.
    #[must_use]
    pub fn summary(&self, levels: &[Level]) -> String {
        let mut rules: BTreeMap<(std::cmp::Reverse<Level>, &str), BTreeMap<&str, usize>> =
            BTreeMap::new();
        for finding in self
            .findings
            .iter()
            .filter(|finding| levels.contains(&finding.level))
        {
            let areas = rules
                .entry((std::cmp::Reverse(finding.level), finding.rule))
                .or_default();
            *areas.entry(&finding.area).or_default() += 1;
        }
        let mut text = String::new();
        for ((level, rule), areas) in rules {
            let total: usize = areas.values().sum();
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "{:<8}{total:>6}  {rule:<20}  {}",
                level.0.as_str(),
                most(&areas)
            );
        }
        text
    }

    /// The findings as JSON, with the counts.
    #[must_use]
    pub fn json(&self) -> String {
        let words =
            |counted: super::Counted| json!({"all": counted.all, "described": counted.described});
        let report = json!({
            "findings": self.findings.iter().map(json).collect::<Vec<_>>(),
            "allowed": self.allowed,
            "counts": {
                "error": self.count(Level::Error),
                "warning": self.count(Level::Warning),
                "note": self.count(Level::Note),
            },
            "words": {
                "operations": words(self.words.operations),
                "schemas": words(self.words.schemas),
                "fields": words(self.words.fields),
            },
        });
        format!("{report:#}")
    }

    /// Findings as GitHub's workflow commands, which it shows at their lines.
    #[must_use]
    pub fn github(findings: &[&Finding]) -> String {
        findings.iter().map(|finding| github(finding)).collect()
    }
}

/// The areas with most findings.
fn most(areas: &BTreeMap<&str, usize>) -> String {
    const LISTED: usize = 3;
    let mut sorted: Vec<_> = areas.iter().collect();
    sorted.sort_by_key(|(area, count)| (std::cmp::Reverse(**count), **area));
    let listed = sorted
        .iter()
        .take(LISTED)
        .map(|(area, count)| match area.is_empty() {
            true => count.to_string(),
            false => format!("{area} {count}"),
        });
    let listed = listed.collect::<Vec<_>>().join(", ");
    match sorted.len().saturating_sub(LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

fn json(finding: &Finding) -> Value {
    let place = |place: &Place| {
        json!({
            "file": &*place.file,
            "line": place.line,
            "column": place.column,
            "width": place.width,
        })
    };
    let other = finding.diagnostic.other.as_deref();
    json!({
        "rule": finding.rule,
        "level": finding.level.as_str(),
        "area": finding.area,
        "place": place(&finding.diagnostic.place),
        "message": finding.diagnostic.message,
        "help": finding.diagnostic.help,
        "other": other.map(|(there, message)| json!({"place": place(there), "message": message})),
    })
}

fn github(finding: &Finding) -> String {
    let Finding {
        diagnostic,
        rule,
        level,
        ..
    } = finding;
    let command = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let place = &diagnostic.place;
    let message = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    format!(
        "::{command} file={},line={},col={},title={rule}::{}\n",
        escape(&place.file).replace(':', "%3A").replace(',', "%2C"),
        place.line.max(1),
        place.column.max(1),
        escape(&message),
    )
}

/// What would end a workflow command is written in percents.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
