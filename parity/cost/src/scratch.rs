//! The workspace in which everything is compiled.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use highlevel_codegen::{Generation, Manifest, Options, Source, Spec};

use crate::table::Table;
use crate::{derived, positional, program};

/// What was written.
pub struct Scratch {
    /// The folder of the workspace.
    pub folder: PathBuf,
    /// How many dated operations there are.
    pub operations: usize,
    /// How many of them progenitor takes.
    pub taken: usize,
    lines: [usize; 3],
}

impl Scratch {
    /// Counts the lines of each crate.
    pub fn lines(&self, table: &mut Table) {
        let [ours, derived, positional] = self.lines.map(|lines| lines as f64);
        let (all, taken) = (self.operations as f64, self.taken as f64);
        let ours_each = (ours / all, "lines/operation");
        table.row(
            "generated, dated areas",
            ours_each,
            (derived / all, "derive"),
            "",
        );
        table.row(
            "generated, dated areas",
            ours_each,
            (positional / taken, "progenitor"),
            "",
        );
    }
}

/// Writes the workspace: three clients, two programs that call them, and one that decodes and encodes.
///
/// # Errors
/// Where a crate cannot be generated or written.
pub fn write(
    folder: &Path,
    root: &Path,
    sources: &[Source],
    spec: &Spec,
) -> Result<Scratch, String> {
    let options = Options {
        manifest: Manifest::Standalone,
        ..Options::default()
    };
    let output = highlevel_codegen::generate(sources, &options)
        .map_err(|faults| highlevel_codegen::render(&faults, sources, false))?;
    let mut ours = output.files;
    // It belongs to this workspace instead.
    let manifest = ours.get("Cargo.toml").cloned().unwrap_or_default();
    ours.insert(
        "Cargo.toml".to_owned(),
        manifest.replace("[workspace]\n", ""),
    );
    let (mut reference, taken) = positional::files(spec);
    let mut derived = derived::files(spec)?;
    let lines = [
        lines(&ours, "src/v3"),
        lines(&derived, "none"),
        lines(&reference, "none"),
    ];
    let features = features(spec);
    derived.insert(
        "Cargo.toml".to_owned(),
        manifest_of("derived", &features, DERIVED),
    );
    reference.insert(
        "Cargo.toml".to_owned(),
        manifest_of("positional", &features, POSITIONAL),
    );
    let runtime = root.join("runtime");
    let workspace = BTreeMap::from([(
        "Cargo.toml".to_owned(),
        format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"highlevel\", \"derived\", \"positional\", \
             \"program-highlevel\", \"program-derived\", \"codec\"]\n\n\
             [patch.crates-io]\nhighlevel-runtime = {{ path = {runtime:?} }}\n"
        ),
    )]);
    let crates = [
        ("", workspace),
        ("highlevel", ours),
        ("derived", derived),
        ("positional", reference),
        ("program-highlevel", program::calls(spec, "highlevel")),
        ("program-derived", program::calls(spec, "derived")),
        ("codec", program::codec()),
    ];
    for (name, files) in crates {
        for (path, text) in files {
            write_file(&folder.join(name).join(path), &text)?;
        }
    }
    // The same versions as everywhere else.
    let lock = folder.join("Cargo.lock");
    fs::copy(root.join("Cargo.lock"), &lock)
        .map_err(|error| format!("{}: {error}", lock.display()))?;
    let areas = spec.api.areas.iter();
    let areas = areas.filter(|area| area.generation == Generation::V2);
    Ok(Scratch {
        folder: folder.to_owned(),
        operations: areas.map(|area| area.operations().count()).sum(),
        taken,
        lines,
    })
}

const DERIVED: &str = r#"reqwest = { version = "0.13.5", default-features = false, features = ["form", "json", "multipart", "query"] }
serde = { version = "1.0.229", features = ["derive"] }
serde_json = "1.0.154"
"#;

const POSITIONAL: &str = r#"progenitor-client = "0.15.1"
reqwest = { version = "0.13.5", default-features = false, features = ["json", "query"] }
serde = { version = "1.0.229", features = ["derive"] }
serde_json = "1.0.154"
"#;

/// The dated areas.
fn features(spec: &Spec) -> Vec<&str> {
    let areas = spec.api.areas.iter();
    let areas = areas.filter(|area| area.generation == Generation::V2);
    areas.map(|area| area.wire.as_str()).collect()
}

fn manifest_of(name: &str, features: &[&str], dependencies: &str) -> String {
    let lines: String = features
        .iter()
        .map(|feature| format!("{feature} = []\n"))
        .collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [features]\nv2 = {features:?}\n{lines}\n[dependencies]\n{dependencies}"
    )
}

/// The lines of Rust, without a part.
fn lines(files: &BTreeMap<String, String>, without: &str) -> usize {
    let files = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let files = files.filter(|(path, _)| !path.starts_with(without));
    files.map(|(_, text)| text.lines().count()).sum()
}

/// Writes a file, unless it has this text already, so that what does not change is not compiled again.
fn write_file(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}
