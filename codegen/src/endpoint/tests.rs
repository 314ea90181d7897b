//! Drafts in new documents, in documents with comments, and where there is no room for them.

use super::{Endpoint, draft};
use crate::model::Method;
use crate::{Generation, Options, Source, generate};

const PETS: &str = "# Mirrors a page.\nopenapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths:\n  # The list.\n  /pets:\n    get:\n      operationId: list-pets\n      responses: { \"204\": { description: None. } }\n\n# What is sent.\ncomponents:\n  securitySchemes: { token: { type: http, scheme: bearer } }\n";

fn endpoint(method: Method, path: &str) -> Endpoint {
    Endpoint {
        generation: Generation::V2,
        area: "pets".to_owned(),
        method,
        path: path.to_owned(),
        id: "new-operation".to_owned(),
        description: Some("Does: what it says.".to_owned()),
        scope: Some("pets.write".to_owned()),
    }
}

fn drafted(text: &str, endpoint: &Endpoint) -> String {
    let document = Source::new("spec/v2/pets.yaml", text);
    let drafted = draft(&[document], endpoint, "spec").expect("there is room");
    let output = generate(std::slice::from_ref(&drafted), &Options::default());
    let output = output.unwrap_or_else(|faults| panic!("{}\n{faults:?}", drafted.text));
    assert!(output.files["src/pets.rs"].contains("pub fn new_operation"));
    drafted.text
}

#[test]
fn a_new_path_stands_at_the_end_of_the_paths() {
    let text = drafted(PETS, &endpoint(Method::Post, "/pets/{petId}/walks"));
    let added = "  /pets/{petId}/walks:\n    post:\n      operationId: new-operation\n      description: \"Does: what it says.\"\n      parameters:\n        - name: petId\n          in: path\n          required: true\n          schema:\n            type: string\n      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              type: object\n      responses:\n        \"200\":\n          description: The answer.\n      security:\n        - token: [pets.write]\n";
    let (before, after) = PETS.split_at(PETS.find("\n# What").expect("it is there"));
    assert_eq!(text, format!("{before}{added}{after}"));
}

#[test]
fn a_new_method_stands_at_the_end_of_its_path() {
    let text = drafted(PETS, &endpoint(Method::Delete, "/pets"));
    assert!(
        text.contains("None. } }\n    delete:\n      operationId: new-operation\n"),
        "{text}"
    );
    assert!(text.ends_with(&PETS[PETS.find("\n# What").expect("it is there")..]));
}

#[test]
fn a_scope_without_a_security_scheme_is_refused() {
    let text = PETS.replace(
        "securitySchemes: { token: { type: http, scheme: bearer } }",
        "schemas: {}",
    );
    let document = Source::new("spec/v2/pets.yaml", text);
    let fault = draft(&[document], &endpoint(Method::Delete, "/pets"), "spec");
    let fault = fault.expect_err("the scope would be left out");
    assert!(fault.message.contains("no security scheme"), "{fault}");
}

#[test]
fn a_document_without_paths_yet() {
    let text = drafted(
        "openapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths: {}\n",
        &Endpoint {
            scope: None,
            ..endpoint(Method::Get, "/pets")
        },
    );
    assert!(text.contains("paths:\n  /pets:\n    get:\n"), "{text}");
}

#[test]
fn a_document_without_a_line_end() {
    let text = drafted(
        PETS.split("\n\n# What").next().expect("it is there"),
        &Endpoint {
            scope: None,
            ..endpoint(Method::Get, "/pets/{petId}")
        },
    );
    assert!(text.contains("None. } }\n  /pets/{petId}:\n"), "{text}");
}

#[test]
fn what_is_there_is_not_drafted_again() {
    let document = Source::new("spec/v2/pets.yaml", PETS);
    let fault =
        draft(&[document], &endpoint(Method::Get, "/pets"), "spec").expect_err("it is there");
    assert!(
        fault
            .to_string()
            .starts_with("spec/v2/pets.yaml:7:5: GET /pets is there already, as `list-pets`"),
        "{fault}"
    );
}

#[test]
fn where_there_is_no_room_a_person_writes_it() {
    let document = Source::new(
        "spec/v2/pets.yaml",
        "openapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths: { /pets: { get: { operationId: list, responses: { \"204\": { description: None. } } } } }\n",
    );
    let fault = draft(&[document], &endpoint(Method::Post, "/pets/new"), "spec")
        .expect_err("it is one line");
    assert!(
        fault
            .to_string()
            .contains("`paths` is not written in lines of its own"),
        "{fault}"
    );
    let fault = draft(&[], &endpoint(Method::Post, "pets"), "spec").expect_err("it is no path");
    assert!(fault.to_string().contains("`pets` is no path"), "{fault}");
}

/// What looks like a comment is the end of a text there.
#[test]
fn a_text_that_ends_like_a_comment_stays_whole() {
    let text = "openapi: 3.0.3\ninfo: { title: Pets, version: \"1.0\" }\npaths:\n  /pets:\n    get:\n      operationId: list-pets\n      responses: { \"204\": { description: None. } }\n      description: |\n        Lists.\n\n        # Notes\n\n# What is sent.\ncomponents: {}\n";
    for (path, method) in [("/pets/new", Method::Get), ("/pets", Method::Delete)] {
        let endpoint = Endpoint {
            scope: None,
            ..endpoint(method, path)
        };
        let drafted = drafted(text, &endpoint);
        let (before, after) = text.split_at(text.find("\n# What").expect("it is there"));
        assert!(drafted.starts_with(before), "{drafted}");
        assert!(drafted.ends_with(after), "{drafted}");
    }
}
