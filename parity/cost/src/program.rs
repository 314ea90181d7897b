//! The programs that use the clients.

use std::collections::BTreeMap;

use highlevel_codegen::model::{Answer, Operation, Type};
use highlevel_codegen::{Generation, Spec};

/// How many operations the program calls.
const CALLS: usize = 30;

/// What changes in an edit of the program.
pub const EDITED: &str = "const EDIT: u32 = 0;";

/// A program that calls operations which need no more than texts, of as many areas as there are.
pub fn calls(spec: &Spec, client: &str) -> BTreeMap<String, String> {
    let areas = spec.api.areas.iter();
    let areas = areas.filter(|area| area.generation == Generation::V2);
    let mut found: Vec<(usize, String, String)> = Vec::new();
    for area in areas {
        let plain = area.operations().filter(|operation| is_plain(operation));
        for (rank, operation) in plain.enumerate() {
            let arguments = vec!["\"id\""; operation.path_parameters.len()].join(", ");
            let (module, name) = (&area.module, &operation.name);
            let call = format!("    shown(client.{module}().{name}({arguments}).await);\n");
            found.push((rank, area.wire.clone(), call));
        }
    }
    // The first of every area before the second of any.
    found.sort();
    found.truncate(CALLS);
    let mut features: Vec<&str> = found
        .iter()
        .map(|(_, feature, _)| feature.as_str())
        .collect();
    features.sort_unstable();
    features.dedup();
    let calls: String = found.iter().map(|(_, _, call)| call.as_str()).collect();
    let made = match client {
        "highlevel" => "let client = highlevel::Client::new(\"token\").expect(\"a token\");",
        _ => {
            "let client = derived::Client { http: Default::default(), base_url: String::new(), \
             token: String::new() };"
        }
    };
    let text = format!(
        "{EDITED}\n\nfn shown<T: std::fmt::Debug, E: std::fmt::Debug>(answer: Result<T, E>) {{\n    \
         println!(\"{{EDIT}} {{answer:?}}\");\n}}\n\n\
         async fn all() {{\n    {made}\n{calls}}}\n\n\
         fn main() {{\n    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();\n    \
         runtime.expect(\"a runtime\").block_on(all());\n}}\n"
    );
    let dependency = format!(
        "{client} = {{ path = \"../{client}\", default-features = false, features = {features:?} }}\n\
         tokio = {{ version = \"1.54.1\", features = [\"rt\"] }}\n"
    );
    BTreeMap::from([
        (
            "Cargo.toml".to_owned(),
            manifest(&format!("program-{client}"), &dependency),
        ),
        ("src/main.rs".to_owned(), text),
    ])
}

fn is_plain(operation: &Operation) -> bool {
    let texts = operation.path_parameters.iter();
    texts
        .into_iter()
        .all(|parameter| parameter.ty == Type::Text)
        && operation.parameters.is_none()
        && operation.body.is_none()
        && matches!(&operation.answer, Answer::Json(Type::Named { .. }))
}

/// The program that decodes and encodes with both.
pub fn codec() -> BTreeMap<String, String> {
    let dependencies = "\
        highlevel = { path = \"../highlevel\", default-features = false, features = [\"contacts\", \"conversations\"] }\n\
        derived = { path = \"../derived\", features = [\"contacts\", \"conversations\"] }\n\
        highlevel-runtime = { version = \"0.1.0\", default-features = false }\n\
        serde_json = \"1.0.154\"\n";
    BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest("codec", dependencies)),
        (
            "src/main.rs".to_owned(),
            include_str!("../codec.rs").to_owned(),
        ),
    ])
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}
