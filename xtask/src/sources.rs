//! Reads the specification from disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use highlevel_codegen::Source;

/// The endings of documents.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// The documents below a folder, by name; hidden files and notes are passed over.
///
/// # Errors
/// Where the folder has no documents, or something cannot be read.
pub fn read(folder: &Path, name: &str) -> Result<Vec<Source>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(format!(
            "error: {name}: no documents here\n  help: a specification has `v2/<area>.yaml`, `v3/`, `vendor/` or `overlays/`"
        ));
    }
    files
        .iter()
        .map(|file| source(folder, name, file))
        .collect()
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
        } else if is_page(&path) || is_document(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// The pages of the crate's documentation: `crate.md`, `guide.md` and what is in `guide`.
fn is_page(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    match file_name.as_ref() {
        "crate.md" | "guide.md" => true,
        _ => folder == "guide" && path.extension().is_some_and(|ending| ending == "md"),
    }
}

/// Whether a file of this name is part of a specification; hidden files are not.
pub fn is_source(name: &str) -> bool {
    let path = Path::new(name);
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    !is_hidden && (is_page(path) || is_document(path))
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

fn source(folder: &Path, name: &str, file: &Path) -> Result<Source, String> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let below = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Ok(Source::new(format!("{name}/{}", parts.join("/")), text))
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("error: {}: {error}", super::paths::shown(path))
}
