//! Replaces files that belong together: all of them or none, however the command ends.
//!
//! The texts are finished in `.<name>.staging` first. A single one then takes its place in one step. Several cannot:
//! they are marked as ready in one step, and where the run is killed before all are in their places, the next finishes.

use std::fs;
use std::io;
use std::path::Path;

use crate::staging::Staging;
use crate::swap::{self, Files};

/// Replaces files below a folder, in the order of their paths; makes the folders that are not there.
///
/// They wait beside the second path, where a run finds what the one before has left.
///
/// # Errors
/// Where another run is under way, or the disk refuses; the files are as they were then, or the next run finishes.
pub fn replace(folder: &Path, beside: &Path, files: &Files) -> io::Result<()> {
    let staging = Staging::open(beside)?;
    settle(&staging, folder)?;
    let new = staging.folder.join("new");
    swap::stage(&new.join("after"), folder, files, &Files::new())?;
    if files.len() == 1 {
        return put(&new, folder, files);
    }
    let there = files.keys().filter_map(|path| {
        let text = fs::read_to_string(folder.join(path)).ok()?;
        Some((path.clone(), text))
    });
    let there: Files = there.collect();
    swap::stage(&new.join("before"), folder, &there, &Files::new())?;
    fs::rename(&new, staging.folder.join("ready"))?;
    settle(&staging, folder)
}

/// Finishes what a killed run has begun; tells whether there was anything.
///
/// # Errors
/// Where another run is under way, or the disk refuses.
pub fn finish(folder: &Path, beside: &Path) -> io::Result<bool> {
    let is_begun = Staging::has(beside, "ready");
    if is_begun {
        settle(&Staging::open(beside)?, folder)?;
    }
    Ok(is_begun)
}

/// Puts what is ready into its place, unless somebody has edited it since, and clears away what is not.
fn settle(staging: &Staging, folder: &Path) -> io::Result<()> {
    let (new, ready) = (staging.folder.join("new"), staging.folder.join("ready"));
    if ready.join("after").exists() {
        let mut files = Files::new();
        swap::collect(&ready.join("after"), ".", &mut files)?;
        files.retain(|path, _| {
            let text = |file| fs::read(file).ok();
            text(folder.join(path)) == text(ready.join("before").join(path))
        });
        put(&ready, folder, &files)?;
    }
    remove(&ready)?;
    remove(&new)
}

fn put(staged: &Path, folder: &Path, files: &Files) -> io::Result<()> {
    for path in files.keys() {
        let target = folder.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::rename(staged.join("after").join(path), target)?;
    }
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
