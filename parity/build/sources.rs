//! Reads the documents of a specification from disk, named as the generator's command names them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use highlevel_codegen::{Source, is_source};

/// The documents below a folder, by name; `seen` is told every folder and file that they came from.
pub fn read(folder: &Path, name: &str, seen: fn(&Path)) -> Result<Vec<Source>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files, seen)?;
    files.sort();
    let named = files.iter().map(|file| (below(folder, file), file));
    named
        .filter(|(below, _)| is_source(below))
        .map(|(below, file)| {
            seen(file);
            let text = fs::read_to_string(file).map_err(|error| told(file, &error))?;
            Ok(Source::new(format!("{name}/{below}"), text))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, seen: fn(&Path)) -> Result<(), String> {
    seen(folder);
    for entry in fs::read_dir(folder).map_err(|error| told(folder, &error))? {
        let path = entry.map_err(|error| told(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, files, seen)?;
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

fn told(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
