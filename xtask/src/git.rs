//! What git says: revisions, tags, and the texts of a revision.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use highlevel_codegen::{Source, is_source};

use crate::manifest;

/// What `git` prints for these arguments; none where it fails.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim_end().to_owned())
}

/// The newest tag of a version that the work tree descends from; other tags are no releases.
pub fn newest_tag(folder: &Path) -> Option<String> {
    git(
        folder,
        &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"],
    )
}

/// The commit that a revision names; none where there is no such revision.
pub fn commit(folder: &Path, revision: &str) -> Option<String> {
    // A name that starts with a hyphen would be an option.
    let name = format!("{revision}^{{commit}}");
    git(
        folder,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ],
    )
}

/// The version of the packages in a commit.
pub fn version(folder: &Path, commit: &str) -> Option<String> {
    manifest::version(&text(folder, commit, "Cargo.toml")?)
}

/// The text of a file in a commit; none where it is not there.
pub fn text(folder: &Path, commit: &str, path: &str) -> Option<String> {
    git(folder, &["show", &format!("{commit}:{path}")])
}

/// How many files below a path differ between a commit and the work tree; none where git does not say.
pub fn changed(folder: &Path, commit: &str, path: &str) -> Option<usize> {
    let names = git(folder, &["diff", "--name-only", commit, "--", path])?;
    Some(names.lines().count())
}

/// Whether nothing in the work tree differs from the last commit.
pub fn is_clean(folder: &Path) -> bool {
    git(folder, &["status", "--porcelain"]).is_some_and(|text| text.is_empty())
}

/// The documents below a folder of a commit, by name.
///
/// # Errors
/// Where git cannot be run, or says something else than it should.
pub fn sources(root: &Path, commit: &str, folder: &str) -> Result<Vec<Source>, String> {
    let listed = git(
        root,
        &["ls-tree", "-r", "-z", "--name-only", commit, "--", folder],
    )
    .ok_or_else(|| format!("error: git cannot list {commit}"))?;
    let names: Vec<&str> = listed.split('\0').filter(|name| is_source(name)).collect();
    let objects: String = names
        .iter()
        .map(|name| format!("{commit}:{name}\n"))
        .collect();
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("error: git could not be started: {error}"))?;
    let asks = child.stdin.take().map(|mut input| {
        // What git does not read it does not answer, which is noticed below.
        std::thread::spawn(move || drop(input.write_all(objects.as_bytes())))
    });
    let output = child
        .wait_with_output()
        .map_err(|error| format!("error: git: {error}"))?;
    asks.map(std::thread::JoinHandle::join);
    texts(&output.stdout, &names)
        .ok_or_else(|| format!("error: git does not give the documents of {commit}"))
}

/// The texts in what `cat-file --batch` prints: `<object> blob <size>`, the text, a line's end.
fn texts(mut output: &[u8], names: &[&str]) -> Option<Vec<Source>> {
    let mut sources = Vec::new();
    for name in names {
        let end = output.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(&output[..end]).ok()?;
        let size: usize = head.rsplit(' ').next()?.parse().ok()?;
        let text = output.get(end + 1..end + 1 + size)?;
        sources.push(Source::new(*name, String::from_utf8_lossy(text)));
        output = output.get(end + 2 + size..)?;
    }
    Some(sources)
}
