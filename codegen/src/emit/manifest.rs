//! The manifest of the generated crate.

use std::iter;

use crate::model::{Api, Area, Generation};

/// Where the generated crate is to live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manifest {
    /// In this workspace, from which it takes versions and lints.
    #[default]
    Workspace,
    /// By itself.
    Standalone,
}

/// The version of the generated crate and of the runtime that it needs.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const ABOUT: &str = r#"description = "Client for the HighLevel (GoHighLevel) API"
keywords = ["highlevel", "gohighlevel", "crm", "api", "client"]
categories = ["api-bindings"]"#;

/// The text of `Cargo.toml`, without its first line.
pub fn manifest(api: &Api, kind: Manifest) -> String {
    [package(kind), features(api), dependencies(kind)].join("\n")
}

fn package(kind: Manifest) -> String {
    let inherited = match kind {
        Manifest::Workspace => {
            "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n".to_owned()
        }
        Manifest::Standalone => {
            format!("version = \"{VERSION}\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n")
        }
    };
    let workspace = if kind == Manifest::Standalone {
        "[workspace]\n\n"
    } else {
        ""
    };
    let lints = if kind == Manifest::Workspace {
        "\n[lints]\nworkspace = true\n"
    } else {
        ""
    };
    format!(
        "{workspace}[package]\nname = \"highlevel\"\n{inherited}{ABOUT}\n\n\
         [package.metadata.docs.rs]\nall-features = true\n\n\
         [lib]\npath = \"src/lib.rs\"\n{lints}"
    )
}

/// One feature an area, one a generation, one for all, and those of the runtime.
fn features(api: &Api) -> String {
    let of = |generation| {
        api.areas
            .iter()
            .filter(move |area| area.generation == generation)
            .collect::<Vec<_>>()
    };
    let (v2, v3) = (of(Generation::V2), of(Generation::V3));
    let main = v2
        .iter()
        .find(|area| area.wire == "conversations")
        .map(|area| vec![*area]);
    let default = main.unwrap_or_else(|| api.areas.iter().collect());
    let mut lines = vec![
        "[features]".to_owned(),
        list(
            "default",
            default
                .iter()
                .map(|area| area.feature())
                .chain(["rustls".to_owned()]),
        ),
        list(
            "full",
            [
                (!v2.is_empty()).then_some("v2"),
                (!v3.is_empty()).then_some("v3"),
            ]
            .into_iter()
            .flatten()
            .map(str::to_owned),
        ),
    ];
    for (group, areas) in [("v2", &v2), ("v3", &v3)] {
        if !areas.is_empty() {
            lines.push(list(group, areas.iter().map(|area| area.feature())));
        }
    }
    lines.extend(api.areas.iter().map(|area: &Area| {
        let shared = (area.generation == Generation::V3).then(|| "_v3".to_owned());
        list(&area.feature(), shared.into_iter())
    }));
    if !v3.is_empty() {
        lines.push(list("_v3", std::iter::empty()));
    }
    let of_runtime = |name| list(name, iter::once(format!("highlevel-runtime/{name}")));
    lines.extend(["rustls", "native-tls", "reqwest", "blocking"].map(of_runtime));
    lines.join("\n") + "\n"
}

fn list(name: &str, values: impl Iterator<Item = String>) -> String {
    let values = values
        .map(|value| format!("\"{value}\""))
        .collect::<Vec<_>>();
    format!("{name} = [{}]", values.join(", "))
}

fn dependencies(kind: Manifest) -> String {
    match kind {
        Manifest::Workspace => "[dependencies]\n\
             highlevel-runtime.workspace = true\n\n\
             [dev-dependencies]\n\
             # The examples of the front page and the guide run against it.\n\
             highlevel-sandbox.workspace = true\n\
             serde_json = \"1.0.154\"\n\
             tokio = { version = \"1.54.1\", features = [\"macros\", \"rt\", \"test-util\"] }\n\
             tracing-subscriber = { version = \"0.3.20\", default-features = false, features = [\"fmt\", \"std\"] }\n"
            .to_owned(),
        Manifest::Standalone => {
            format!(
                "[dependencies]\nhighlevel-runtime = {{ version = \"{VERSION}\", default-features = false }}\n"
            )
        }
    }
}
