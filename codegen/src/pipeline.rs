//! The stages, one after the other.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::format::HEADER;
use crate::load::{self, Document, Parsed};
use crate::model::Api;
use crate::timings::{Stage, Stopwatch};
use crate::{Options, Source, Spec, emit, format, lower, normalise, overlay, parallel, read};

/// Reads what is sound of a specification; gives everything that is wrong with it too, in the order of the files.
pub fn read_all(sources: &[Source], stopwatch: &Stopwatch) -> (Spec, Vec<Diagnostic>) {
    let texts: Vec<&Source> = sources.iter().collect();
    let parsed = stopwatch.time(Stage::Load, || load::parse(&texts));
    read_parsed(sources, parsed, stopwatch)
}

/// Reads what is sound of texts that have been parsed.
pub fn read_parsed(
    sources: &[Source],
    parsed: Vec<Parsed>,
    stopwatch: &Stopwatch,
) -> (Spec, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let load::Loaded {
        mut documents,
        overlays,
        pages,
    } = stopwatch.time(Stage::Load, || {
        load::load(sources, parsed, &mut diagnostics)
    });
    let allowances = stopwatch.time(Stage::Overlay, || {
        overlay::apply(&mut documents, overlays, &mut diagnostics)
    });
    let api = lower_all(&documents, stopwatch, &mut diagnostics);
    let spec = Spec {
        documents,
        api,
        pages,
        allowances,
    };
    (spec, diagnostics.finish(()).err().unwrap_or_default())
}

/// What the crate consists of, by the documents as all layers leave them.
pub fn lower_all(
    documents: &[Document],
    stopwatch: &Stopwatch,
    diagnostics: &mut Diagnostics,
) -> Api {
    let lowered = parallel::map(documents, |document| {
        let mut found = Diagnostics::default();
        let mut document = document.clone();
        stopwatch.time(Stage::Normalise, || {
            normalise::normalise(&mut document.tree, &mut found)
        });
        let openapi = stopwatch.time(Stage::Read, || read::read(&mut document.tree, &mut found));
        let area = stopwatch.time(Stage::Lower, || {
            openapi.and_then(|openapi| lower::lower(&document, &openapi, &mut found))
        });
        (area, found)
    });
    let mut api = Api::default();
    for (area, found) in lowered {
        diagnostics.append(found);
        if let Some((area, skipped)) = area {
            api.areas.push(area);
            api.skipped.extend(skipped);
        }
    }
    api.scopes = lower::scopes::scopes(&api.areas, diagnostics);
    api
}

/// The specification, where nothing is wrong with it.
pub fn sound((spec, faults): (Spec, Vec<Diagnostic>)) -> Result<Spec, Vec<Diagnostic>> {
    if faults.is_empty() {
        Ok(spec)
    } else {
        Err(faults)
    }
}

/// The files of the crate that are no Rust.
pub fn plain(spec: &Spec, options: &Options) -> BTreeMap<String, String> {
    let manifest = emit::manifest::manifest(&spec.api, options.manifest);
    let plain = [
        ("Cargo.toml", manifest.as_str()),
        ("rustfmt.toml", "disable_all_formatting = true\n"),
    ];
    let mut files: BTreeMap<_, _> = plain
        .map(|(path, text)| (path.to_owned(), format!("# {HEADER}\n\n{text}")))
        .into();
    files.insert(
        "OPERATIONS.md".to_owned(),
        format!(
            "<!-- {HEADER} -->\n\n{}",
            emit::operations::table(&spec.api)
        ),
    );
    files
}

/// The texts of these Rust files.
pub fn formatted(
    spec: &Spec,
    jobs: &[emit::File<'_>],
    stopwatch: &Stopwatch,
) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let mut files = BTreeMap::new();
    let mut diagnostics = Diagnostics::default();
    let texts = parallel::map(jobs, |file| {
        let tokens = stopwatch.time(Stage::Emit, || file.emit(&spec.api, &spec.pages));
        stopwatch.time(Stage::Format, || format::format(tokens))
    });
    for (file, text) in jobs.iter().zip(texts) {
        let path = file.path();
        match text {
            Ok(text) => drop(files.insert(path, text)),
            Err(error) => diagnostics.push(
                Diagnostic::new(
                    &Place::whole(&path),
                    format!("what would be written is no Rust: {error}"),
                )
                .help("this is a fault of the generator"),
            ),
        }
    }
    diagnostics.finish(files)
}
