//! Reads the documents of a specification from disk, named as the generator's command names them.

use std::fs;
use std::path::{Path, PathBuf};

use highlevel_codegen::Source;

/// The endings of documents.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// The documents below a folder, by name; `seen` is told every folder and file that they came from.
pub fn read(folder: &Path, name: &str, seen: fn(&Path)) -> Result<Vec<Source>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files, seen)?;
    files.sort();
    files.iter().for_each(|file| seen(file));
    files
        .iter()
        .map(|file| source(folder, name, file))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, seen: fn(&Path)) -> Result<(), String> {
    seen(folder);
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, files, seen)?;
        } else if is_document(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

fn source(folder: &Path, name: &str, file: &Path) -> Result<Source, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let below = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Ok(Source::new(format!("{name}/{}", parts.join("/")), text))
}
