//! Embeds the specification: writes a file that names every document and includes its text.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The endings of documents, in small letters as the generator wants them: it would refuse a file that is embedded.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = specification()?;
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();

    let mut code = String::from("&[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let below = file.strip_prefix(&folder)?.components();
        let parts: Vec<_> = below
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let name = format!("spec/{}", parts.join("/"));
        let path = file.to_str().ok_or("a path is not UTF-8")?;
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("spec.rs"), code)?;
    Ok(())
}

/// The copy in a published package, or the folder of the repository where links are not followed.
fn specification() -> Result<PathBuf, Box<dyn Error>> {
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let folder = ["spec", "../spec"]
        .map(|name| here.join(name))
        .into_iter()
        .find(|folder| folder.is_dir())
        .ok_or("there is no specification: neither `spec/` nor `../spec/` is a folder")?;
    Ok(folder.canonicalize()?)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if name == "crate.md" || ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            files.push(path);
        }
    }
    Ok(())
}
