//! `cargo xtask release`.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::Args;
use highlevel_codegen::diff::{Diff as Changes, next_version};

use crate::api::LISTING;
use crate::diff::{Side, compare};
use crate::{files, git, paths, report};

/// The packages that are published, those that others need first.
const PACKAGES: [&str; 4] = [
    "highlevel-runtime",
    "highlevel-codegen",
    "highlevel-sandbox",
    "highlevel",
];

/// The file with what changed, newest first.
const CHANGELOG: &str = "CHANGELOG.md";

/// What a release is held against.
#[derive(Args)]
pub struct Release {
    /// Writes the version and the changelog; without it nothing is written. Nothing is ever published or tagged.
    #[arg(long)]
    write: bool,
    /// The revision of the last release; the newest tag if none is named.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Leaves out the steps that compile: the packages, their documentation, and the licences and advisories.
    #[arg(long)]
    quick: bool,
}

impl Release {
    /// Says what the next release would be, and whether it could be made.
    ///
    /// # Errors
    /// Which step failed; no file is written then.
    pub fn run(&self) -> Result<(), String> {
        let root = paths::root();
        let (version, section) = self.next(&root)?;
        report::line(format_args!("{section}"));
        if !git::is_clean(&root) {
            report::line(format_args!(
                "note: the work tree has changes that are in no commit"
            ));
        }
        execute(&root, &["xtask", "codegen", "--check"])?;
        execute(&root, &["xtask", "api", "--check"])?;
        if !self.quick {
            checks(&root)?;
        }
        if self.write {
            write(&root, &version, &section)?;
            report::line(format_args!(
                "next: `cargo xtask codegen`, read the diff, commit, tag v{version}, and publish"
            ));
        } else {
            report::line(format_args!(
                "nothing is written; `--write` writes the version {version} and {CHANGELOG}"
            ));
        }
        Ok(())
    }

    /// The next version, and its section of the changelog.
    fn next(&self, root: &Path) -> Result<(String, String), String> {
        let since = self.since.clone().or_else(|| git::newest_tag(root));
        let Some(since) = since else {
            let version = env!("CARGO_PKG_VERSION").to_owned();
            return Ok((
                version.clone(),
                format!("## {version}\n\nThe first release.\n"),
            ));
        };
        let old = Side::read("old", &since, root)?;
        let new = Side::folder("new", &root.join("spec"))?;
        let mut changes = compare(&old, &new)?;
        beside_the_specification(root, &since, &mut changes)?;
        let bump = changes.bump().unwrap_or_default();
        let version = next_version(&old.version, bump)
            .ok_or_else(|| format!("error: `{}` is no version of three numbers", old.version))?;
        let section = match changes.bump() {
            Some(_) => changes.changelog(&old.version),
            None => format!("## {version}\n\nThe specification is as it was.\n"),
        };
        Ok((version, section))
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
            "note: {} of runtime/src changed since {since}; {LISTING} lists what is generated, not what `highlevel` \
             takes from the runtime, such as `Client` and `Error`: read `git diff {since} -- runtime/src`, and raise the \
             version further if it breaks users",
            report::count(files, "file")
        ));
    }
    Ok(())
}

/// Packages that build by themselves, documentation as docs.rs builds it, licences and advisories.
fn checks(root: &Path) -> Result<(), String> {
    let mut package = vec!["package", "--allow-dirty"];
    for name in PACKAGES {
        package.extend(["--package", name]);
    }
    execute(root, &package)?;
    for name in PACKAGES {
        execute(
            root,
            &["doc", "--no-deps", "--all-features", "--package", name],
        )?;
    }
    let has_deny = Command::new("cargo").args(["deny", "--version"]).output();
    if has_deny.is_ok_and(|output| output.status.success()) {
        execute(root, &["deny", "check"])
    } else {
        report::line(format_args!(
            "cargo-deny is not installed: licences and advisories are not checked"
        ));
        Ok(())
    }
}

fn execute(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let shown = arguments.join(" ");
    report::line(format_args!("== cargo {shown}"));
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .map_err(|error| format!("error: cargo could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "error: `cargo {shown}` ended with {status}; nothing is written"
        ))
    }
}

/// Writes the version into the workspace's manifest, and the section into the changelog.
fn write(root: &Path, version: &str, section: &str) -> Result<(), String> {
    let manifest = root.join("Cargo.toml");
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| report::disk(path, &error));
    let raised = with_version(&read(&manifest)?, env!("CARGO_PKG_VERSION"), version);
    let changelog = root.join(CHANGELOG);
    let before = if changelog.exists() {
        read(&changelog)?
    } else {
        String::new()
    };
    let text = with_section(&before, section);
    for (path, text) in [(&manifest, raised), (&changelog, text)] {
        files::replace(path, &text).map_err(|error| report::disk(path, &error))?;
    }
    Ok(())
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

/// The changelog with one more section on top.
fn with_section(before: &str, section: &str) -> String {
    const HEAD: &str = "# Changelog\n";
    let rest = before.strip_prefix(HEAD).unwrap_or(before).trim_start();
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
    }
}
