//! Commands that write, killed at any moment: the old files are there, or the new ones.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Instant;

use crate::repository::{PETS, Repository, THEIRS};

/// How often a run is killed.
const ROUNDS: u32 = 40;

/// Files by path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A command that is about to write.
struct Writer<'w> {
    repository: &'w Repository,
    arguments: &'w [&'w str],
    /// What is saved once the command says that it waits for that.
    saved: Option<(&'w str, &'w str)>,
    before: Files,
}

impl<'w> Writer<'w> {
    fn new(repository: &'w Repository, arguments: &'w [&'w str]) -> Self {
        Self {
            repository,
            arguments,
            saved: None,
            before: files(repository.folder.path()),
        }
    }

    /// Puts back what was there at first, but for what a killed run has left for the next.
    fn reset(&self) {
        let root = self.repository.folder.path();
        for path in files(root)
            .keys()
            .filter(|path| !self.before.contains_key(*path))
        {
            fs::remove_file(root.join(path)).expect("it can be removed");
        }
        let there = files(root);
        for (path, text) in &self.before {
            if there.get(path) != Some(text) {
                fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
                // What is linked from elsewhere is not written through.
                let _ = fs::remove_file(root.join(path));
                fs::write(root.join(path), text).expect("a file");
            }
        }
    }

    /// Starts the command, as far as to where it has something to write.
    fn start(&self) -> Child {
        let mut command = self.repository.command(self.arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command can be started");
        if let Some((path, text)) = self.saved {
            let said = child.stdout.as_mut().expect("it is piped");
            let mut first = String::new();
            BufReader::new(said).read_line(&mut first).expect("a line");
            assert!(first.contains("watching"), "{first}");
            self.repository.put(path, text);
        }
        child
    }

    /// Kills the command at many moments, and looks at what is there then; at the end lets it run.
    fn survives(&self) {
        let mut child = self.start();
        let start = Instant::now();
        assert!(child.wait().expect("it ends").success());
        // Moments from the start of a run to well after its end, however fast this machine is.
        let step = start.elapsed() * 2 / ROUNDS;
        let root = self.repository.folder.path();
        let new = files(root);
        let mut old = self.before.clone();
        if let Some((path, text)) = self.saved {
            old.insert(PathBuf::from(path), text.into());
        }
        assert_ne!(old, new, "there is nothing to write");
        let mut seen = [0, 0];
        for round in 0..ROUNDS {
            self.reset();
            let mut run = self.start();
            thread::sleep(step * round);
            run.kill().expect("it can be killed");
            run.wait().expect("it ends");
            let mut there = files(root);
            if self.repository.path(".release.staging/ready").exists() {
                // Two files cannot take their places in one step, and the next run finishes that.
                self.repository.run(&["release", "--quick"]);
                there = files(root);
            }
            assert!(
                there == old || there == new,
                "round {round}: a mixture of {:?}",
                there.keys()
            );
            seen[usize::from(there == new)] += 1;
        }
        assert!(
            seen.iter().all(|times| *times > 0),
            "the kill never came at another moment: {seen:?}"
        );
        self.reset();
        assert!(self.start().wait().expect("it ends").success());
        assert_eq!(files(root), new);
        assert_eq!(staging(root), Vec::<PathBuf>::new());
    }
}

#[test]
fn codegen() {
    let repository = Repository::new();
    repository.succeed(&["codegen", "--out", "client"]);
    repository.put("spec/v2/pets.yaml", &renamed());
    Writer::new(&repository, &["codegen", "--out", "client"]).survives();
}

#[test]
fn watch() {
    let repository = Repository::new();
    repository.succeed(&["codegen", "--out", "client"]);
    let renamed = renamed();
    let arguments = ["watch", "--out", "client", "--times", "1"];
    let mut writer = Writer::new(&repository, &arguments);
    writer.saved = Some(("spec/v2/pets.yaml", &renamed));
    writer.survives();
}

#[test]
fn export() {
    let repository = Repository::new();
    repository.succeed(&["export", "exported"]);
    repository.put("spec/v2/pets.yaml", &renamed());
    repository.put("spec/v2/toys.yaml", &renamed());
    Writer::new(&repository, &["export", "exported"]).survives();
}

#[test]
fn import() {
    let repository = Repository::imported();
    repository.put("theirs/apps/games.json", THEIRS);
    repository.edit("theirs/apps/toys.json", "All.", "Every toy.");
    repository.edit(
        "theirs/apps/toys.json",
        "/toys\"",
        "/toys\": {}, \"/toys/new\"",
    );
    Writer::new(&repository, &["import", "theirs", "--force"]).survives();
}

#[test]
fn new_endpoint() {
    let repository = Repository::new();
    let drafted = |area: &'static str| {
        [
            "new",
            "endpoint",
            "--method",
            "get",
            "--path",
            "/pets/{petId}",
            "--id",
            "get-pet",
            "--new-area",
            "--area",
            area,
        ]
    };
    Writer::new(&repository, &drafted("pets")).survives();
    repository.put("spec/v2/pets.yaml", PETS);
    Writer::new(&repository, &drafted("animals")).survives();
}

#[test]
fn api() {
    let repository = Repository::new();
    repository.succeed(&["api"]);
    repository.put("spec/v2/pets.yaml", &renamed());
    Writer::new(&repository, &["api"]).survives();
}

#[test]
fn release() {
    let repository = Repository::released();
    Writer::new(&repository, &["release", "--quick", "--write"]).survives();
}

/// The document with another name in it.
fn renamed() -> String {
    PETS.replace("list-pets", "all-pets")
}

/// Every file below a folder but those of git, and what waits to be finished.
fn files(root: &Path) -> Files {
    let mut files = Files::new();
    collect(root, root, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == ".git" || name.ends_with(".staging") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let below = path.strip_prefix(root).expect("it is below");
            files.insert(below.to_path_buf(), fs::read(&path).expect("a file"));
        }
    }
}

/// The folders for staging that are left.
fn staging(folder: &Path) -> Vec<PathBuf> {
    let mut left = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".staging") {
            left.push(path);
        } else if path.is_dir() && name != ".git" {
            left.extend(staging(&path));
        }
    }
    left
}
