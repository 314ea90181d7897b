//! Finds what was carried in what was logged.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;

use crate::encoded;
use crate::record::{LOG, VALUES};

/// What a search went through, and what it found.
#[derive(Debug, Default)]
pub struct Report {
    /// By package and test.
    pub totals: BTreeMap<(String, String), Totals>,
    /// What was found, at most one a line.
    pub hits: Vec<Hit>,
}

/// How much there was to search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many processes there were.
    pub processes: usize,
    /// How many lines they logged.
    pub lines: usize,
    /// How many different values they noted.
    pub values: usize,
}

/// A value in a line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The log.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What kind of value it is.
    pub kind: String,
    /// How the value stands there.
    pub found: String,
}

/// Searches the logs of every test in a folder for the values that it noted there.
///
/// # Errors
/// Where a file cannot be read, or is none of ours.
pub fn search(folder: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    for (test, Files { logs, values }) in files(folder)? {
        let needles = Needles::new(
            values
                .iter()
                .map(|(value, kind)| (kind.as_str(), value.as_str())),
        );
        let mut totals = Totals {
            processes: logs.len(),
            lines: 0,
            values: values.len(),
        };
        for log in logs {
            totals.lines += needles.all(&log, &mut report.hits)?;
        }
        report.totals.insert(test, totals);
    }
    Ok(report)
}

/// What the processes of a test wrote.
#[derive(Debug, Default)]
struct Files {
    logs: Vec<PathBuf>,
    /// Each value with its kind.
    values: BTreeMap<String, String>,
}

/// The files of a folder, by package and test.
fn files(folder: &Path) -> io::Result<BTreeMap<(String, String), Files>> {
    let mut tests: BTreeMap<_, Files> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let (test, ending) = parts(&path).ok_or_else(|| foreign(&path))?;
        let files = tests.entry(test).or_default();
        if ending == LOG {
            files.logs.push(path);
        } else {
            files.values.extend(noted(&path)?);
        }
    }
    for files in tests.values_mut() {
        files.logs.sort();
    }
    Ok(tests)
}

/// Package and test of a file, and whether it is a log.
fn parts(path: &Path) -> Option<((String, String), &str)> {
    let ending = path.extension()?.to_str()?;
    let mut names = path.file_stem()?.to_str()?.split('.');
    let test = (names.next()?.to_owned(), names.next()?.to_owned());
    [LOG, VALUES].contains(&ending).then_some((test, ending))
}

/// The values of a file, each with its kind.
fn noted(path: &Path) -> io::Result<Vec<(String, String)>> {
    let text = fs::read_to_string(path)?;
    let values = text.lines().map(|line| {
        let (kind, value) = line.split_once('\t')?;
        Some((serde_json::from_str(value).ok()?, kind.to_owned()))
    });
    let values: Option<_> = values.collect();
    values.ok_or_else(|| foreign(path))
}

fn foreign(path: &Path) -> io::Error {
    let reason = format!("{}: no test wrote this", path.display());
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Values, in every form in which they may stand in a log.
#[derive(Debug)]
pub struct Needles {
    automaton: AhoCorasick,
    forms: Vec<(String, String)>,
}

impl Needles {
    /// Searches for these values, each with its kind.
    pub fn new<'v>(values: impl Iterator<Item = (&'v str, &'v str)>) -> Self {
        let forms: BTreeMap<String, &str> = values
            .flat_map(|(kind, value)| {
                let forms = encoded::forms(value).into_iter();
                forms.map(move |form| (form, kind))
            })
            .collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(forms.keys())
            .expect("there are fewer values than an automaton takes");
        let forms = forms.into_iter();
        Self {
            automaton,
            forms: forms.map(|(form, kind)| (kind.to_owned(), form)).collect(),
        }
    }

    /// The first value in a line: its kind, and how it stands there.
    pub fn first(&self, line: &[u8]) -> Option<(&str, &str)> {
        let found = self.automaton.find(line)?;
        let (kind, form) = &self.forms[found.pattern().as_usize()];
        Some((kind, form))
    }

    /// Searches a log, and counts its lines.
    fn all(&self, path: &Path, hits: &mut Vec<Hit>) -> io::Result<usize> {
        let mut lines = 0;
        for line in BufReader::new(File::open(path)?).split(b'\n') {
            let line = line?;
            lines += 1;
            if let Some((kind, found)) = self.first(&line) {
                hits.push(Hit {
                    file: path.to_owned(),
                    line: lines,
                    kind: kind.to_owned(),
                    found: found.to_owned(),
                });
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests;
