//! The exported documents of the whole specification stand alone, and are the same each time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use highlevel_codegen::export::Audience;
use highlevel_codegen::{Source, export};
use openapiv3::OpenAPI;
use serde_json::{Map, Value};

/// What is exported for anybody.
static PLAIN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| exported(Audience::Anybody));

#[test]
fn every_document_stands_alone() {
    assert!(PLAIN.len() > 80, "{} documents", PLAIN.len());
    for (path, text) in PLAIN.iter() {
        let document: OpenAPI = serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("{path} is no OpenAPI 3.0: {error}"));
        assert!(!document.paths.paths.is_empty(), "{path} has no operation");
        let tree: Value = serde_json::from_str(text).expect("it is JSON");
        for reference in references(&tree) {
            let target = reference
                .strip_prefix('#')
                .and_then(|way| tree.pointer(way));
            assert!(target.is_some(), "{path}: {reference} leads nowhere");
        }
    }
}

#[test]
fn no_bearer_token_says_where_it_is_sent() {
    let mut schemes = 0;
    for (path, text) in PLAIN.iter() {
        let tree: Value = serde_json::from_str(text).expect("it is JSON");
        let all = tree["components"]["securitySchemes"].as_object();
        for (name, scheme) in all.into_iter().flatten() {
            assert_eq!(scheme["type"], "http", "{path}: {name}");
            assert_eq!(scheme.get("name"), None, "{path}: {name}");
            assert_eq!(scheme.get("in"), None, "{path}: {name}");
            schemes += 1;
        }
    }
    assert!(schemes > 80, "{schemes}");
}

#[test]
fn what_strict_validators_refuse_is_mended() {
    let mut defaults = 0;
    for (path, text) in PLAIN.iter() {
        let tree: Value = serde_json::from_str(text).expect("it is JSON");
        for schema in schemas(&tree) {
            let required = schema.get("required").and_then(Value::as_array);
            assert_ne!(required.map(Vec::len), Some(0), "{path}: {schema:?}");
            if let (Some(default), Some(wanted)) = (schema.get("default"), schema.get("type")) {
                let fits = match wanted.as_str() {
                    Some("string") => default.is_string(),
                    Some("boolean") => default.is_boolean(),
                    Some("number") => default.is_number(),
                    Some("integer") => default.is_i64(),
                    Some("array") => default.is_array(),
                    _ => default.is_object(),
                };
                assert!(fits, "{path}: {schema:?}");
                defaults += 1;
            }
        }
    }
    assert!(defaults > 300, "{defaults}");
}

#[test]
fn two_runs_are_the_same() {
    assert_eq!(*PLAIN, exported(Audience::Anybody));
}

#[test]
fn only_progenitor_gets_the_edits() {
    let form = "\"multipart/form-data\"";
    let path = "v2/medias.json";
    assert!(PLAIN[path].contains(form));
    assert!(!exported(Audience::Progenitor)[path].contains(form));
}

#[test]
fn faults_are_told_and_nothing_is_exported() {
    let source = Source::new("spec/v2/pets.yaml", "openapi: 3.1.0");
    let faults = export(&[source], Audience::Anybody).expect_err("is refused");
    assert_eq!(faults[0].place.to_string(), "spec/v2/pets.yaml:1:10");
}

fn exported(audience: Audience) -> BTreeMap<String, String> {
    let mut sources = Vec::new();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    read(&spec, "spec", &mut sources);
    export(&sources, audience).expect("the specification is sound")
}

fn read(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a readable folder").path();
        let name = format!(
            "{name}/{}",
            path.file_name().expect("a name").to_string_lossy()
        );
        if path.is_dir() {
            read(&path, &name, sources);
        } else if name.ends_with(".yaml") {
            sources.push(Source::new(
                name,
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
}

/// Every object of the tree that looks like a schema: its `type` is a text.
fn schemas(tree: &Value) -> Vec<&Map<String, Value>> {
    match tree {
        Value::Object(map) => {
            let own = map.get("type").is_some_and(Value::is_string);
            own.then_some(map)
                .into_iter()
                .chain(map.values().flat_map(schemas))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(schemas).collect(),
        _ => Vec::new(),
    }
}

fn references(tree: &Value) -> Vec<&str> {
    match tree {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            own.into_iter()
                .chain(map.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
