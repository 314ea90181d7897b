//! A lock that is a file, and goes with what it was for.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};

/// A lock that was taken. It ends when this is dropped, and takes its file away if there is no grant that it is for: any
/// number of accounts may be asked for that are not installed, or not any more.
///
/// A file may only be removed by whoever has its lock, and a lock only counts on the file that has the name: who opened
/// one that was removed meanwhile has locked nothing.
pub(super) struct LockedFile {
    path: PathBuf,
    /// The file that it is for.
    grant: PathBuf,
    /// Ends the lock when it is closed, which is last.
    _file: File,
}

impl LockedFile {
    /// Locks a file that was opened by its path; none if somebody else has it, or it has another name or none by now.
    pub(super) fn try_new(file: File, path: &Path, grant: PathBuf) -> io::Result<Option<Self>> {
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if !is_at(&file, path)? {
            return Ok(None);
        }
        Ok(Some(Self {
            path: path.to_owned(),
            grant,
            _file: file,
        }))
    }
}

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Elsewhere there is no way to tell whether a file still has its name, so it stays.
        if cfg!(unix) && matches!(self.grant.try_exists(), Ok(false)) {
            // One that stays does no harm.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether a file is the one that a path leads to.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let named = match fs::metadata(path) {
        Ok(named) => named,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let opened = file.metadata()?;
    Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino()))
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}
