//! The folder in which a command finishes what it writes, so that it takes its place whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// `.<name>.staging`, beside what is replaced; only one run at a time has it.
pub struct Staging {
    pub folder: PathBuf,
    _lock: File,
}

impl Staging {
    /// Opens the folder beside this path.
    ///
    /// # Errors
    /// Where another run has it, or the disk refuses.
    pub fn open(beside: &Path) -> io::Result<Self> {
        let folder = folder(beside)?;
        fs::create_dir_all(&folder)?;
        let path = folder.join("lock");
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // A run that ends removes the folder, and with it the file that was just locked.
        let mark = process::id().to_string();
        let marked = lock
            .set_len(0)
            .and_then(|()| lock.write_all(mark.as_bytes()));
        marked.inspect_err(|_| drop(fs::remove_dir_all(&folder)))?;
        if fs::read_to_string(&path).ok() != Some(mark) {
            return Err(busy());
        }
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Whether a run left something beside this path that must be finished or undone.
    pub fn has(beside: &Path, name: &str) -> bool {
        folder(beside).is_ok_and(|folder| folder.join(name).exists())
    }
}

impl Drop for Staging {
    /// Clears up, unless the only copy of old files, or new ones of which some have taken their places, is here.
    fn drop(&mut self) {
        let is_needed = ["old", "ready"].map(|name| self.folder.join(name).exists());
        if is_needed == [false, false] {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn folder(beside: &Path) -> io::Result<PathBuf> {
    let name = beside
        .file_name()
        .ok_or_else(|| io::Error::other("this is no folder that could be replaced"))?;
    Ok(beside.with_file_name(format!(".{}.staging", name.to_string_lossy())))
}

fn busy() -> io::Error {
    io::Error::other("another run is writing it")
}
