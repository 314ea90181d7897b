//! Replaces a folder of generated files: all of them or none, however the command ends.
//!
//! The new set is finished in `.<folder>.staging` beside the folder, then both change places in one step. Files that
//! did not change are hard links to the old ones, so that they keep their times and cargo does not build them again.
//! What the command does not own, such as `target/`, moves along.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::staging::Staging;

/// How many files were written, and how many that are no longer generated were removed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changed {
    pub written: usize,
    pub removed: usize,
}

/// A set of texts by path.
pub type Files = BTreeMap<String, String>;

/// A folder that a command writes.
pub struct Owned {
    /// What the command owns in the folder; everything else there is somebody's.
    pub entries: &'static [&'static str],
    /// A file, and a text in it by which a folder of this command is known.
    pub mark: (&'static str, &'static str),
}

impl Owned {
    /// The files of the command that are there.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn read(&self, out: &Path) -> io::Result<Files> {
        let mut files = Files::new();
        for owned in self.entries {
            let path = out.join(owned);
            if path.is_dir() {
                collect(&path, owned, &mut files)?;
            } else if path.exists() {
                files.insert((*owned).to_owned(), text(&path)?);
            }
        }
        Ok(files)
    }

    /// Makes the folder hold exactly these files.
    ///
    /// # Errors
    /// Where the folder is not one of this command, another run is under way, or the disk refuses; the folder is as
    /// it was.
    pub fn write(&self, out: &Path, files: &Files) -> io::Result<Changed> {
        if out.exists() && !out.is_dir() {
            return Err(io::Error::other("this is a file, and no folder"));
        }
        let staging = Staging::open(out)?;
        recover(&staging, self, out)?;
        self.refuse_foreign(out)?;
        let there = self.read(out)?;
        let differs = |(path, text): &(&String, &String)| there.get(*path) != Some(*text);
        let changed = Changed {
            written: files.iter().filter(differs).count(),
            removed: there
                .keys()
                .filter(|path| !files.contains_key(*path))
                .count(),
        };
        if changed != Changed::default() {
            let new = staging.folder.join("new");
            stage(&new, out, files, &there)?;
            exchange(&new, out, &staging.folder.join("old"))?;
            recover(&staging, self, out)?;
        }
        Ok(changed)
    }

    /// A folder that holds something of somebody else is left alone.
    fn refuse_foreign(&self, out: &Path) -> io::Result<()> {
        let (file, mark) = self.mark;
        let file = out.join(file);
        let is_ours = file.exists() && text(&file)?.contains(mark);
        let is_free = self.entries.iter().all(|owned| !out.join(owned).exists());
        if is_ours || is_free {
            return Ok(());
        }
        Err(io::Error::other(
            "this folder holds what this command did not write",
        ))
    }

    /// Moves what the command does not own from a replaced folder to the one that took its place.
    fn bring_home(&self, replaced: &Path, out: &Path) -> io::Result<()> {
        for entry in fs::read_dir(replaced)? {
            let name = entry?.file_name();
            let foreign = self.entries.iter().all(|owned| name != *owned);
            if foreign && !out.join(&name).exists() {
                fs::rename(replaced.join(&name), out.join(&name))?;
            }
        }
        Ok(())
    }
}

/// Writes the whole set to a folder of its own; what is there already, and says the same, is linked.
///
/// # Errors
/// Where the disk refuses.
pub fn stage(new: &Path, out: &Path, files: &Files, there: &Files) -> io::Result<()> {
    fs::create_dir_all(new)?;
    for (path, text) in files {
        let target = new.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        let linked =
            there.get(path) == Some(text) && fs::hard_link(out.join(path), &target).is_ok();
        if !linked {
            let mut file = File::create(&target)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
    }
    Ok(())
}

/// Lets two folders change places in one step, where the system can; in two steps otherwise.
fn exchange(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    if !out.exists() {
        return fs::rename(new, out);
    }
    match exchange_at_once(new, out) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) =>
        {
            fs::rename(out, old)?;
            fs::rename(new, out).or_else(|error| fs::rename(old, out).and(Err(error)))
        }
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_at_once(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_at_once(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Finishes or undoes what a run left that was killed, and brings home what is not generated.
fn recover(staging: &Staging, owned: &Owned, out: &Path) -> io::Result<()> {
    let (new, old) = (staging.folder.join("new"), staging.folder.join("old"));
    if !out.exists() && old.exists() {
        fs::rename(&old, out)?;
    }
    for replaced in [new, old] {
        if replaced.exists() {
            owned.bring_home(&replaced, out)?;
            fs::remove_dir_all(&replaced)?;
        }
    }
    Ok(())
}

/// Adds the files below a folder, by this name for it.
///
/// # Errors
/// Where something cannot be read.
pub fn collect(folder: &Path, name: &str, files: &mut Files) -> io::Result<()> {
    let entries: BTreeSet<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    for path in entries {
        let name = format!(
            "{name}/{}",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else {
            files.insert(name, text(&path)?);
        }
    }
    Ok(())
}

fn text(path: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}
