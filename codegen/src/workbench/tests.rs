//! An edit gives what a whole run gives, whatever was edited.

use super::Workbench;
use crate::diff::Bump;
use crate::{Options, Source, generate};

fn document(path: &str, id: &str) -> Source {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Pets, version: \"1.0\" }}\npaths:\n  /{id}:\n    get:\n      operationId: {id}\n      responses:\n        \"200\": {{ description: It., content: {{ application/json: {{ schema: {{ $ref: \"common.yaml#/components/schemas/Thing\" }} }} }} }}\ncomponents:\n  schemas:\n    Unused: {{ type: object }}\n"
    );
    Source::new(path, text)
}

fn sources() -> Vec<Source> {
    vec![
        Source::new(
            "spec/overlays/pets.yaml",
            "overlay: 1.0.0\ninfo: { title: Pets, version: \"1.0\" }\nx-extends: [v2/pets, v3/pets]\nactions:\n  - target: $.paths['/list-pets'].get\n    description: It has none.\n    update: { description: Lists the pets. }\n",
        ),
        Source::new(
            "spec/v2/common.yaml",
            "openapi: 3.0.3\ninfo: { title: Shared, version: \"1.0\" }\npaths: {}\ncomponents: { schemas: { Thing: { type: object, properties: { name: { type: string } } } } }\n",
        ),
        document("spec/v2/pets.yaml", "list-pets"),
        document("spec/v2/toys.yaml", "list-toys"),
        Source::new(
            "spec/v3/common.yaml",
            "openapi: 3.0.3\ninfo: { title: Shared, version: \"1.0\" }\npaths: {}\ncomponents: { schemas: { Thing: { type: object } } }\n",
        ),
        document("spec/v3/pets.yaml", "list-pets"),
    ]
}

fn edited(path: &str, from: &str, to: &str) -> Vec<Source> {
    let mut sources = sources();
    let source = sources
        .iter_mut()
        .find(|source| source.path == path)
        .expect("it is there");
    assert!(source.text.contains(from));
    source.text = source.text.replace(from, to);
    sources
}

fn bench() -> Workbench {
    Workbench::new(sources(), Options::default()).expect("the documents are sound")
}

#[test]
fn an_edit_gives_what_a_whole_run_gives() {
    for (path, from, to, areas) in [
        (
            "spec/v2/toys.yaml",
            "operationId: list-toys",
            "operationId: all-toys",
            1,
        ),
        (
            "spec/v2/pets.yaml",
            "/list-pets:",
            "/list-pets:\n    delete: { operationId: remove, responses: { \"204\": { description: Gone. } } }\n  /list-pets/new:\n    post: { operationId: add, responses: { \"204\": { description: Added. } } }\n  # ",
            0,
        ),
        // An overlay names this area together with another, which it has nothing to do with.
        (
            "spec/v2/pets.yaml",
            "operationId: list-pets",
            "operationId: all-pets",
            1,
        ),
        (
            "spec/overlays/pets.yaml",
            "Lists the pets.",
            "Lists every pet.",
            2,
        ),
        ("spec/v2/common.yaml", "name:", "title:", 3),
        (
            "spec/v3/common.yaml",
            "Thing: { type: object }",
            "Thing: { type: object, properties: { a: { type: string } } }",
            3,
        ),
        (
            "spec/v2/toys.yaml",
            "Unused: { type: object }",
            "Others: { type: object }",
            1,
        ),
    ] {
        let sources = edited(path, from, to);
        let whole = generate(&sources, &Options::default());
        let edited = bench().edit(sources);
        match (whole, edited) {
            (Ok(whole), Ok(edited)) => {
                assert_eq!(edited.output.files, whole.files, "{path}: {to}");
                let skipped = |output: &crate::Output| {
                    let mut places: Vec<_> = output
                        .report
                        .skipped
                        .iter()
                        .map(|one| one.place.clone())
                        .collect();
                    places.sort();
                    places
                };
                assert_eq!(skipped(&edited.output), skipped(&whole), "{path}: {to}");
                assert_eq!(edited.areas.len(), areas, "{path}: {to}");
            }
            (Err(whole), Err(edited)) => assert_eq!(edited, whole),
            (whole, edited) => panic!("{path}: {} and {}", whole.is_ok(), edited.is_ok()),
        }
    }
}

#[test]
fn documents_come_and_go() {
    let mut sources = sources();
    sources.remove(3);
    let mut bench = bench();
    let edited = bench.edit(sources.clone()).expect("the rest is sound");
    assert_eq!(
        edited.output.files,
        generate(&sources, &Options::default())
            .expect("sound")
            .files
    );
    assert_eq!(edited.changes.bump(), Some(Bump::Major));
    sources.push(document("spec/v3/toys.yaml", "list-toys"));
    let edited = bench.edit(sources.clone()).expect("the new one is sound");
    assert_eq!(
        edited.output.files,
        generate(&sources, &Options::default())
            .expect("sound")
            .files
    );
    assert_eq!(edited.changes.bump(), Some(Bump::Minor));
}

#[test]
fn after_a_fault_the_last_sound_state_counts() {
    let mut bench = bench();
    let faulty = edited(
        "spec/v2/toys.yaml",
        "operationId: list-toys",
        "operation: list-toys",
    );
    let faults = bench
        .edit(faulty.clone())
        .expect_err("an operation has an id");
    assert_eq!(Some(faults), crate::read(&faulty).err());
    let mended = edited(
        "spec/v2/toys.yaml",
        "operationId: list-toys",
        "operationId: toys",
    );
    let edited = bench.edit(mended.clone()).expect("it is mended");
    assert_eq!(
        edited.output.files,
        generate(&mended, &Options::default()).expect("sound").files
    );
    assert!(
        edited
            .changes
            .text("1.0.0")
            .contains("is called `toys` now")
    );
}

#[test]
fn an_area_that_refers_to_another_is_generated_again() {
    let referring = |mut sources: Vec<Source>| {
        let toys = &mut sources[3].text;
        *toys = toys.replace(
            "common.yaml#/components/schemas/Thing",
            "pets.yaml#/components/schemas/Pet",
        );
        let pets = &mut sources[2].text;
        *pets += "    Pet: { type: object, properties: { name: { type: string } } }\n";
        sources
    };
    let before = referring(sources());
    let mut after = before.clone();
    after[2].text = after[2].text.replace("name:", "title:");
    let mut bench = Workbench::new(before, Options::default()).expect("the documents are sound");
    let edited = bench.edit(after.clone()).expect("they still are");
    let whole = generate(&after, &Options::default()).expect("sound");
    assert!(edited.output.files["src/toys/types.rs"].contains("title"));
    assert_eq!(edited.output.files, whole.files);
}

#[test]
fn the_list_of_scopes_is_not_new_whenever_an_area_has_some() {
    let text = "openapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths:\n  /pets:\n    get:\n      operationId: list-pets\n      responses: { \"204\": { description: None. } }\n      security: [{ bearer: [pets.read] }]\ncomponents:\n  securitySchemes: { bearer: { type: http, scheme: bearer } }\n";
    let sources = |text: &str| vec![Source::new("spec/v2/pets.yaml", text)];
    let changes = |before: &str, after: &str| {
        let mut bench = Workbench::new(sources(before), Options::default()).expect("it is sound");
        let edited = bench.edit(sources(after)).expect("it is sound");
        edited.changes.text("0.1.0")
    };
    let said = changes(text, &text.replace("list-pets", "all-pets"));
    assert!(
        said.contains("all-pets") && !said.contains("scopes"),
        "{said}"
    );
    let without = text.replace("pets.read", "");
    assert!(changes(&without, text).contains("`mod scopes` is new"));
}
