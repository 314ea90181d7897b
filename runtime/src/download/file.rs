//! Files that are there whole or not at all.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::{File, rename};
use tokio::io::AsyncWriteExt;
use tokio::task::spawn_blocking;

use super::transfer::Transfer;
use crate::error::Error;

/// Writes a transfer to a file, which takes its name once all bytes are there.
pub(super) async fn save(mut transfer: Transfer, path: &Path) -> Result<u64, Error> {
    if transfer.position() > 0 {
        let text = "the start of the file was read already: only a whole one can be saved";
        let error = io::Error::from(io::ErrorKind::InvalidInput);
        return Err(transfer.file_error(text.to_owned(), error));
    }
    let (mut file, unfinished) = match create(path).await {
        Ok(created) => created,
        Err(error) => return Err(failed(&transfer, path, error)),
    };
    while let Some(chunk) = transfer.chunk().await? {
        if let Err(error) = file.write_all(&chunk).await {
            return Err(failed(&transfer, path, error));
        }
    }
    match finish(file, unfinished, path).await {
        Ok(()) => Ok(transfer.position()),
        Err(error) => Err(failed(&transfer, path, error)),
    }
}

/// Makes an empty file beside the one that is to be.
async fn create(path: &Path) -> io::Result<(File, Unfinished)> {
    let path = path.to_owned();
    // If nobody waits for it any more, the file is dropped where it is made, and so removed.
    let (file, unfinished) = spawn_blocking(move || create_beside(&path)).await??;
    Ok((File::from_std(file), unfinished))
}

fn create_beside(path: &Path) -> io::Result<(std::fs::File, Unfinished)> {
    if path.file_name().is_none() {
        let text = "the path names no file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    // Without the name of the other, which may be as long as names can be.
    let beside = path.with_file_name(format!(".{:016x}.part", fastrand::u64(..)));
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let unfinished = Unfinished(Some(beside));
    // Whoever may not read what is there now may not read what replaces it.
    if let Ok(replaced) = std::fs::metadata(path) {
        file.set_permissions(replaced.permissions())?;
    }
    Ok((file, unfinished))
}

/// Lets the file take its name.
async fn finish(mut file: File, mut unfinished: Unfinished, path: &Path) -> io::Result<()> {
    file.flush().await?;
    file.sync_all().await?;
    drop(file);
    if let Some(beside) = &unfinished.0 {
        rename(beside, path).await?;
    }
    unfinished.0 = None;
    Ok(())
}

fn failed(transfer: &Transfer, path: &Path, error: io::Error) -> Error {
    let text = format!("the file {} cannot be written: {error}", path.display());
    transfer.file_error(text, error)
}

/// A file that is removed unless it got its name, also when nobody waits for it any more.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // There is nobody to tell, and nothing that was there before is lost.
            let _ = std::fs::remove_file(path);
        }
    }
}
