//! `cargo xtask release`.

use std::fs;
use std::path::Path;

use clap::Args;
use highlevel_codegen::diff::{Diff as Changes, next_version};

use crate::api::{Api, LISTING};
use crate::codegen::Codegen;
use crate::diff::{Side, compare};
use crate::swap::Files;
use crate::{files, git, manifest, paths, report};

mod checks;

/// The file with what changed, newest first.
const CHANGELOG: &str = "CHANGELOG.md";

/// What names the folder in which the version and the changelog wait for each other.
const STAGED: &str = "release";

/// What a release is held against.
#[derive(Args)]
pub struct Release {
    /// Writes the version and the changelog; without it nothing is written. Nothing is ever published or tagged.
    #[arg(long)]
    write: bool,
    /// The revision of the last release; the newest tag if none is named.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Leaves out what compiles or fetches: the packages, their documentation, the licences and advisories.
    #[arg(long)]
    quick: bool,
}

impl Release {
    /// Says what the next release would be, and whether it could be made.
    ///
    /// # Errors
    /// Which step failed, or could not be done; no file is written then.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let finished = files::finish(&root, &root.join(STAGED));
        if finished.map_err(|error| report::disk(&root, &error))? {
            report::line(format_args!(
                "note: a release that was interrupted is finished: read `git diff Cargo.toml {CHANGELOG}`"
            ));
        }
        let manifest = Manifest::read(&root)?;
        let (version, section) = self.next(&root, &manifest.version)?;
        report::line(format_args!("{section}"));
        if !git::is_clean(&root) {
            report::line(format_args!(
                "note: the work tree has changes that are in no commit; a release is made from a commit"
            ));
        }
        report::line(format_args!("== cargo xtask codegen --check"));
        Codegen::check().run()?;
        report::line(format_args!("== cargo xtask api --check"));
        Api::check().run()?;
        let unchecked = match self.quick {
            true => vec!["packages, their documentation, licences and advisories (--quick)"],
            false => checks::run(&root)?,
        };
        for what in &unchecked {
            report::line(format_args!("NOT checked: {what}"));
        }
        if self.write {
            write(&root, &manifest, &version, &section)?;
            report::line(format_args!(
                "Cargo.toml and {CHANGELOG}: version {version}\nnext: `cargo xtask codegen`, read the diff, commit with \
                 Cargo.lock, tag v{version}, and publish"
            ));
        } else {
            report::line(format_args!(
                "nothing is written; `--write` writes the version {version} and {CHANGELOG}"
            ));
        }
        Ok(())
    }

    /// The next version, and its section of the changelog.
    fn next(&self, root: &Path, version: &str) -> Result<(String, String), String> {
        let since = self.since.clone().or_else(|| git::newest_tag(root));
        let Some(since) = since else {
            return Ok((
                version.to_owned(),
                format!("## {version}\n\nThe first release.\n"),
            ));
        };
        let old = Side::read("old", &since, root)?;
        let new = Side::folder("new", &root.join("spec"))?;
        let mut changes = compare(&old, &new)?;
        beside_the_specification(root, &since, &mut changes)?;
        let bump = changes.bump().unwrap_or_default();
        let next = next_version(&old.version, bump)
            .ok_or_else(|| format!("error: `{}` is no version of three numbers", old.version))?;
        let section = match changes.bump() {
            Some(_) => changes.changelog(&old.version),
            None => format!("## {next}\n\nThe specification is as it was.\n"),
        };
        // A person may have raised it further.
        if numbers(version) <= numbers(&next) {
            return Ok((next, section));
        }
        report::line(format_args!(
            "note: Cargo.toml says {version} already; the changes since {since} ask for {next}"
        ));
        let section = section.replacen(&next, version, 1);
        Ok((version.to_owned(), section))
    }
}

/// The three numbers of a version, to be compared.
fn numbers(version: &str) -> Vec<u64> {
    let numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    numbers.collect()
}

/// The manifest of the workspace.
struct Manifest {
    text: String,
    version: String,
}

impl Manifest {
    fn read(root: &Path) -> Result<Self, String> {
        let path = root.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| report::disk(&path, &error))?;
        let version = manifest::version(&text)
            .ok_or_else(|| format!("error: {}: it names no version", paths::shown(&path)))?;
        Ok(Self { text, version })
    }
}

/// Adds what the generator changed, by the listing of what users can name; says what no listing covers.
fn beside_the_specification(root: &Path, since: &str, changes: &mut Changes) -> Result<(), String> {
    let commit = git::commit(root, since).unwrap_or_else(|| since.to_owned());
    let path = root.join(LISTING);
    match git::text(root, &commit, LISTING) {
        Some(old) => {
            let new = fs::read_to_string(&path).map_err(|error| report::disk(&path, &error))?;
            changes.add_listings(&old, &new);
        }
        None => report::line(format_args!(
            "note: {since} has no {LISTING}: what the generator changed is not compared"
        )),
    }
    if let Some(files @ 1..) = git::changed(root, &commit, "runtime/src") {
        report::line(format_args!(
            "note: {} of runtime/src changed since {since}; {LISTING} tells what can be named there, not what it does: \
             read `git diff {since} -- runtime/src`, and raise the version further if it breaks users",
            report::count(files, "file")
        ));
    }
    Ok(())
}

/// Writes the version into the workspace's manifest, and the section into the changelog.
fn write(root: &Path, manifest: &Manifest, version: &str, section: &str) -> Result<(), String> {
    let changelog = root.join(CHANGELOG);
    let before = if changelog.exists() {
        fs::read_to_string(&changelog).map_err(|error| report::disk(&changelog, &error))?
    } else {
        String::new()
    };
    let raised = with_version(&manifest.text, &manifest.version, version);
    let files = Files::from([
        (CHANGELOG.to_owned(), with_section(&before, section)),
        ("Cargo.toml".to_owned(), raised),
    ]);
    files::replace(root, &root.join(STAGED), &files).map_err(|error| report::disk(root, &error))
}

/// The manifest with another version of the workspace and of its members.
fn with_version(manifest: &str, old: &str, new: &str) -> String {
    let (of, to) = (
        format!("version = \"{old}\""),
        format!("version = \"{new}\""),
    );
    let lines = manifest.split_inclusive('\n').map(|line| {
        let is_ours = line.starts_with("version = ") || line.contains("path = ");
        if is_ours {
            line.replace(&of, &to)
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

/// The changelog with this section on top, instead of an earlier one for the same version.
fn with_section(before: &str, section: &str) -> String {
    const HEAD: &str = "# Changelog\n";
    let mut rest = before.strip_prefix(HEAD).unwrap_or(before).trim_start();
    let title = section.lines().next().unwrap_or_default();
    if rest.lines().next() == Some(title) {
        rest = rest
            .find("\n## ")
            .map_or("", |end| rest[end..].trim_start());
    }
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("\n{rest}")
    };
    format!("{HEAD}\n{}\n{rest}", section.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{with_section, with_version};

    #[test]
    fn the_version_of_our_packages_is_raised_and_no_other() {
        let manifest = "[workspace.package]\nversion = \"0.1.0\"\n[workspace.dependencies]\nhighlevel = { path = \"generated\", version = \"0.1.0\" }\nother = { version = \"0.1.0\" }\n";
        let raised = with_version(manifest, "0.1.0", "0.2.0");
        assert_eq!(raised.matches("0.2.0").count(), 2);
        assert!(raised.ends_with("other = { version = \"0.1.0\" }\n"));
    }

    #[test]
    fn the_newest_section_is_on_top() {
        let first = with_section("", "## 0.1.0\n\nThe first release.\n");
        assert_eq!(first, "# Changelog\n\n## 0.1.0\n\nThe first release.\n");
        let second = with_section(&first, "## 0.2.0\n\n- More.\n");
        assert_eq!(
            second,
            "# Changelog\n\n## 0.2.0\n\n- More.\n\n## 0.1.0\n\nThe first release.\n"
        );
        // A second run for the same release says it once.
        assert_eq!(with_section(&second, "## 0.2.0\n\n- More.\n"), second);
        assert_eq!(
            with_section(&first, "## 0.1.0\n\nThe first release.\n"),
            first
        );
    }
}
