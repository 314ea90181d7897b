//! Reads the specification from disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use highlevel_codegen::{Source, is_source};

/// The documents below a folder, by name; hidden files and notes are passed over.
///
/// # Errors
/// Where the folder has no documents, or something cannot be read.
pub fn read(folder: &Path, name: &str) -> Result<Vec<Source>, String> {
    const HELP: &str =
        "help: a specification has `v2/<area>.yaml`, `v3/`, `vendor/` or `overlays/`";
    if let Err(error) = fs::read_dir(folder) {
        return Err(format!("{}\n  {HELP}", unreadable(folder, &error)));
    }
    let sources = read_some(folder, name, is_source)?;
    if sources.is_empty() {
        return Err(format!("error: {name}: no documents here\n  {HELP}"));
    }
    Ok(sources)
}

/// The files below a folder whose paths in it are wanted, by name; hidden ones never are, and no other is read.
///
/// # Errors
/// Where something cannot be read.
pub fn read_some(
    folder: &Path,
    name: &str,
    is_wanted: fn(&str) -> bool,
) -> Result<Vec<Source>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let wanted = files.iter().filter(|file| is_wanted(&below(folder, file)));
    wanted.map(|file| source(folder, name, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        if file_name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The path of a file in a folder, with `/` between folders.
fn below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn source(folder: &Path, name: &str, file: &Path) -> Result<Source, String> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let below = below(folder, file);
    Ok(match name {
        "" => Source::new(below, text),
        name => Source::new(format!("{name}/{below}"), text),
    })
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("error: {}: {error}", super::paths::shown(path))
}
