//! The directory: files that are replaced whole, and locks on them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use fs4::FileExt;

use super::lock::LockedFile;
use crate::auth::store::StoreError;

/// A directory of grants. For a `name` there are `name.json`, while it is written `name.tmp`, and `name.lock`.
pub(super) struct Disk {
    directory: PathBuf,
}

impl Disk {
    pub(super) fn open(directory: PathBuf) -> Result<Self, StoreError> {
        make_directory(&directory).map_err(|error| failed("make", &directory, error))?;
        let disk = Self { directory };
        disk.sweep()?;
        Ok(disk)
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.directory.join(format!("{name}.json"))
    }

    /// Reads a file to its end, without a lock: it is replaced whole.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &path, error)),
        };
        close_to_others(&path).map_err(|error| failed("keep others from reading", &path, error))?;
        Ok(Some(text))
    }

    /// Replaces a file, by its writer only. When this returns, the new text would survive a loss of power.
    pub(super) fn replace(&self, name: &str, text: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name);
        let draft = self.directory.join(format!("{name}.tmp"));
        write_draft(&draft, text)
            .and_then(|()| fs::rename(&draft, &path))
            .and_then(|()| sync_directory(&self.directory))
            .map_err(|error| {
                // It may be that there is none.
                let _ = fs::remove_file(&draft);
                failed("write", &path, error)
            })
    }

    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name);
        match fs::remove_file(&path).and_then(|()| sync_directory(&self.directory)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(failed("remove", &path, error))
            }
            _ => Ok(()),
        }
    }

    /// Waits to be the only writer in the directory, which never takes long. Ends when the file is dropped.
    pub(super) fn lock_writes(&self) -> Result<File, StoreError> {
        let path = self.directory.join("writes.lock");
        open_lock(&path)
            .and_then(|file| FileExt::lock(&file).map(|()| file))
            .map_err(|error| failed("lock", &path, error))
    }

    /// Takes the lock of a name if nobody has it.
    pub(super) fn try_lock(&self, name: &str) -> Result<Option<LockedFile>, StoreError> {
        let path = self.directory.join(format!("{name}.lock"));
        let locked =
            open_lock(&path).and_then(|file| LockedFile::try_new(file, &path, self.path(name)));
        locked.map_err(|error| failed("lock", &path, error))
    }

    /// Removes what killed writers left.
    fn sweep(&self) -> Result<(), StoreError> {
        let _writing = self.lock_writes()?;
        remove_drafts(&self.directory).map_err(|error| failed("clear", &self.directory, error))
    }
}

fn remove_drafts(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "tmp") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn write_draft(path: &Path, text: &[u8]) -> io::Result<()> {
    // Made anew, so that it is neither a link to elsewhere nor open to anybody.
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

fn open_lock(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true).create(true).truncate(false)).open(path)
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Takes the right to read a file from everybody but its owner.
#[cfg(unix)]
fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let mut permissions = match fs::metadata(path) {
        Ok(metadata) => metadata.permissions(),
        // Removed since it was read.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if permissions.mode() & 0o077 == 0 {
        return Ok(());
    }
    tracing::warn!(path = %path.display(), "others could read a file of tokens; now they cannot");
    permissions.set_mode(0o600);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn close_to_others(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a rename last. Only Unix has a way to, and only Unix needs one.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn failed(act: &str, path: &Path, error: io::Error) -> StoreError {
    StoreError::new(format!("could not {act} {}", path.display())).because(error)
}
