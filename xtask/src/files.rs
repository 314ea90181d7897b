//! Replaces a single file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Replaces a file in one step, and makes its folder where there is none.
///
/// # Errors
/// Where the disk refuses; the file is as it was then.
pub fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().map_or(Path::new("."), |folder| folder);
    fs::create_dir_all(folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // A hidden file is no document, should the command be interrupted here.
    let staged = folder.join(format!(".{name}.new"));
    let written = File::create(&staged).and_then(|mut staged| {
        staged.write_all(text.as_bytes())?;
        staged.sync_all()
    });
    written
        .and_then(|()| fs::rename(&staged, file))
        .inspect_err(|_| {
            // What is left over is written again by the next run.
            let _ = fs::remove_file(&staged);
        })
}
