//! Holds every operation of the embedded specification, and some odd ones, against itself: what the sandbox answers
//! has to be what the document says.

use std::collections::BTreeSet;

use highlevel_codegen::Source;
use serde_json::Value;

use crate::blueprint::{Carried, draw};
use crate::catalog::Catalog;
use crate::embedded;
use crate::ids::{Ids, id};
use crate::paging;
use crate::refusal::Refusal;
use crate::reply;
use crate::request::Request;
use crate::violation::violations;

/// Answers that are hard to make up.
const ODD: &str = r##"
openapi: 3.0.3
info: { title: Odd, version: "1.0" }
paths:
  /odd:
    get:
      operationId: odd
      responses:
        "200":
          description: All of it.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Odd" }
        "400":
          description: Why not.
          content:
            application/json:
              schema:
                type: object
                properties:
                  error: { type: object, properties: { code: { type: string }, message: { type: string } } }
components:
  schemas:
    Odd:
      type: object
      required: [tree, distinct, limit, code, choice, both, matrix, even, whenever, contactId, list, price]
      properties:
        tree: { $ref: "#/components/schemas/Tree" }
        limit: { type: number, minimum: 10, exclusiveMinimum: true, example: 10 }
        even: { type: integer, minimum: 3, multipleOf: 4 }
        price: { type: number, maximum: -0.5 }
        code: { type: string, minLength: 9, maxLength: 9, example: short }
        choice: { oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: string }] }
        both:
          allOf:
            - { type: object, required: [id], properties: { id: { type: string } } }
            - { type: object, required: [size], properties: { size: { type: number, enum: [7] } } }
        distinct: { type: array, minItems: 3, uniqueItems: true, items: { type: object, properties: { text: { type: string, example: Red } } } }
        matrix: { type: array, minItems: 2, items: { type: array, minItems: 3, items: { type: boolean } } }
        whenever: { type: string, format: date-time, nullable: true, example: null }
        contactId: { type: string, enum: [only-this] }
        list: { type: array, items: { type: number }, example: "not a list" }
        anything: {}
        free: { type: object, example: { ownerId: shown, list: [1] } }
        ids: { type: array, items: { type: string } }
        tally: { type: object, additionalProperties: { type: integer } }
    Tree:
      type: object
      required: [children, parent]
      properties:
        children: { type: array, items: { $ref: "#/components/schemas/Tree" } }
        parent: { nullable: true, allOf: [{ $ref: "#/components/schemas/Tree" }] }
        sibling: { $ref: "#/components/schemas/Tree" }
"##;

fn odd() -> Catalog {
    Catalog::new(&[Source::new("spec/v2/odd.yaml", ODD)]).expect("the document is sound")
}

/// Every documented answer, made up and held against its schema; gives what does not conform.
fn faults(catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    for operation in catalog.operations() {
        let rules = match operation.rules() {
            Ok(rules) => rules,
            Err(fault) => {
                faults.push(format!("{}: {fault}", operation.id));
                continue;
            }
        };
        for status in 100..600 {
            let Some(answer) = rules.answer(status) else {
                continue;
            };
            let value = answer
                .blueprint
                .build(&Carried::default(), &mut Ids::default());
            for error in answer.validator.iter_errors(&value) {
                let place = error.instance_path();
                faults.push(format!("{} {status} {place}: {error}", operation.id));
            }
        }
    }
    faults
}

#[test]
fn every_answer_is_as_documented() {
    let catalog = embedded::catalog().expect("the embedded specification is sound");
    assert!(catalog.operations().len() >= 2);
    assert_eq!(faults(&catalog), Vec::<String>::new());
}

#[test]
fn every_list_pages_as_documented() {
    let catalog = embedded::catalog().expect("the embedded specification is sound");
    let mut faults = Vec::new();
    for operation in catalog.operations() {
        let Some(paging) = operation.view().and_then(paging::read) else {
            continue;
        };
        let rules = operation.rules().expect("its schemas can be used");
        let answer = rules.answer(rules.success).expect("a list is documented");
        let list = paging::List {
            operation,
            answer,
            length: 3,
        };
        let carried = Carried::default();
        let shown = answer.blueprint.build(&carried, &mut Ids::default());
        let page = paging.page(&list, shown, &carried);
        for error in answer.validator.iter_errors(&page) {
            let place = error.instance_path();
            faults.push(format!("{} {place}: {error}", operation.id));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn odd_answers_are_as_documented() {
    assert_eq!(faults(&odd()), Vec::<String>::new());
}

#[test]
fn every_body_that_a_document_shows_is_taken() {
    let catalog = embedded::catalog().expect("the embedded specification is sound");
    for operation in catalog.operations() {
        let view = operation.view().expect("it is in its document");
        let rules = operation.rules().expect("its schemas can be used");
        for ((_, schema), (_, validator)) in view.bodies().into_iter().zip(&rules.bodies) {
            let plan = schema.and_then(|schema| draw(view.tree, schema));
            let plan = plan.expect("a body shows something");
            let body = plan.build(&Carried::default(), &mut Ids::default());
            assert_eq!(violations(validator, &body), [], "{}: {body}", operation.id);
        }
    }
}

#[test]
fn answers_show_what_the_document_shows() {
    let catalog = odd();
    let operation = &catalog.operations()[0];
    let (parts, ()) = http::Request::new(()).into_parts();
    let (request, carried) = (Request::new(parts), Carried::default());
    let reply = reply::success(operation, &request, &carried, None, &mut Ids::default());
    let shown: Value = serde_json::from_slice(&reply.body).expect("the answer is JSON");

    assert_eq!(reply.status, 200);
    assert_eq!(
        shown["contactId"], "only-this",
        "an id that has to be a certain text is that text"
    );
    assert_eq!(shown["both"]["size"], 7);
    assert_eq!(shown["free"]["list"], serde_json::json!([1]));
    assert_ne!(
        shown["free"]["ownerId"], "shown",
        "the ids of an example are made anew"
    );
    assert_eq!(shown["tree"]["parent"], Value::Null, "a recursion ends");
    assert_eq!(shown["tree"]["children"], serde_json::json!([]));
    assert!(shown["tree"].get("sibling").is_none());
    assert_eq!(shown["both"]["id"].as_str().map(str::len), Some(20));
}

#[test]
fn a_nested_message_says_the_reason() {
    let catalog = odd();
    let refusal = Refusal::new(400, "too odd");
    let reply = reply::refusal(catalog.operations().first(), &refusal, &mut Ids::default());
    let body: Value = serde_json::from_slice(&reply.body).expect("the answer is JSON");
    assert_eq!(body["error"]["message"], "too odd");
}

#[test]
fn ids_are_unique_and_always_the_same() {
    let ids: BTreeSet<String> = (0..20_000).map(id).collect();
    assert_eq!(ids.len(), 20_000);
    assert!(
        ids.iter()
            .all(|id| id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    );

    let (mut one, mut other) = (Ids::default(), Ids::default());
    assert_eq!([one.make(), one.make()], [other.make(), other.make()]);
    assert_eq!(one.made(), other.made());
}
