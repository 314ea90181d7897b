//! Lists that page, in every style.

use std::collections::BTreeSet;

use highlevel_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::direct::{builder, json_of, send};

/// One list a style.
const LISTS: &str = r##"
openapi: 3.0.3
info: { title: Lists, version: "1.0" }
paths:
  /offset:
    get:
      operationId: offset
      parameters:
        - { name: limit, in: query, schema: { type: string } }
        - { name: skip, in: query, schema: { type: number } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, size: limit, offset: skip, total: /total }
  /page:
    get:
      operationId: page
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: pageSize, in: query, schema: { type: integer, default: 4 } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, size: pageSize, page: page, more: /meta/hasMore, total: /meta/totalText }
  /from-nought:
    get:
      operationId: from-nought
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { "200": { description: They., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } } } }
      x-highlevel-paging: { items: "", page: page, first: 0 }
  /houses/{id}/cursor:
    get:
      operationId: cursor
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer, maximum: 10 } }
        - { name: lastPetId, in: query, schema: { type: string } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Nested" } } } } }
      x-highlevel-paging: { items: /pets/pets, size: limit, cursor: { lastPetId: /pets/lastPetId }, more: /pets/nextPage }
  /token:
    get:
      operationId: token
      parameters:
        - { name: pageSize, in: query, schema: { type: integer } }
        - { name: pageToken, in: query, schema: { type: string } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, size: pageSize, cursor: { pageToken: /meta/next } }
  /last-item:
    get:
      operationId: last-item
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: startAfter, in: query, schema: { type: number } }
        - { name: startAfterId, in: query, schema: { type: string } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, size: limit, cursor: { startAfter: "item:/sort/0", startAfterId: "item:/id" } }
  /moment:
    get:
      operationId: moment
      parameters: [{ name: before, in: query, schema: { type: string } }]
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, cursor: { before: "item:/dateAdded" } }
  /search:
    post:
      operationId: search
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                pageLimit: { type: number }
                options: { type: object, properties: { searchAfter: { type: array, items: {} } } }
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
      x-highlevel-paging: { items: /pets, size: /pageLimit, cursor: { /options/searchAfter: "item:/sort" }, total: /total }
  /plain:
    get:
      operationId: plain
      parameters: [{ name: skip, in: query, schema: { type: number } }]
      responses: { "200": { description: They., content: { application/json: { schema: { $ref: "#/components/schemas/Plain" } } } } }
      x-highlevel-paging: { items: /rows/list, offset: skip, total: /count }
  /no-list:
    get:
      operationId: no-list
      responses: { "204": { description: It. } }
components:
  schemas:
    Pet:
      type: object
      properties:
        id: { type: string }
        name: { type: string, example: Rex }
        ownerId: { type: string }
        sort: { type: array, items: { type: number }, example: [1600854, 7] }
        dateAdded: { type: string, example: "2023-01-01T00:00:00Z" }
    Page:
      type: object
      properties:
        pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }
        total: { type: number, example: 1231 }
        meta:
          type: object
          properties:
            hasMore: { type: boolean }
            next: { type: string }
            totalText: { type: string }
    Plain:
      type: object
      properties:
        rows: { type: object, properties: { list: { type: array, items: { type: object } } } }
        count: { type: number }
    Nested:
      type: object
      properties:
        pets:
          type: object
          properties:
            lastPetId: { type: string }
            nextPage: { type: boolean }
            pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }
"##;

fn lists(length: usize) -> Sandbox {
    let sandbox = builder(&[("spec/v2/lists.yaml", LISTS)]).list_length(length);
    sandbox.in_process().expect("the specification is sound")
}

async fn get(sandbox: &Sandbox, target: &str) -> Value {
    let answer = send(sandbox, "GET", target, &[], "")
        .await
        .expect("it is answered");
    assert_eq!(answer.status(), 200, "{target}");
    json_of(&answer)
}

async fn search(sandbox: &Sandbox, body: &Value) -> Value {
    let json = [("Content-Type", "application/json")];
    let answer = send(sandbox, "POST", "/search", &json, &body.to_string()).await;
    json_of(&answer.expect("it is answered"))
}

fn ids(page: &Value) -> Vec<String> {
    let items = page.as_array().expect("a list");
    let ids = items.iter().map(|item| item["id"].as_str().expect("an id"));
    ids.map(str::to_owned).collect()
}

/// All ids of several pages, and the sizes of the pages.
#[derive(Default)]
struct Walk {
    ids: Vec<String>,
    sizes: Vec<usize>,
}

impl Walk {
    fn add(&mut self, page: &Value) {
        let ids = ids(page);
        self.sizes.push(ids.len());
        self.ids.extend(ids);
    }

    #[track_caller]
    fn expect(self, sizes: &[usize]) {
        assert_eq!(self.sizes, sizes);
        let different: BTreeSet<&String> = self.ids.iter().collect();
        assert_eq!(
            different.len(),
            sizes.iter().sum::<usize>(),
            "every id is another"
        );
    }
}

#[tokio::test]
async fn by_offset() {
    let sandbox = lists(45);
    let mut walk = Walk::default();
    for skip in [0, 20, 40, 60] {
        let page = get(&sandbox, &format!("/offset?skip={skip}")).await;
        assert_eq!(page["total"], 45);
        walk.add(&page["pets"]);
    }
    walk.expect(&[20, 20, 5, 0]);
    let few = get(&sandbox, "/offset?limit=2&skip=44").await;
    let same = get(&sandbox, "/offset?limit=1&skip=44").await;
    assert_eq!((ids(&few["pets"]).len(), &few["pets"]), (1, &same["pets"]));
    assert_eq!(
        ids(&get(&sandbox, "/offset?limit=0").await["pets"]).len(),
        0
    );
}

#[tokio::test]
async fn by_page() {
    let sandbox = lists(9);
    let mut walk = Walk::default();
    for (target, more) in [
        ("/page", true),
        ("/page?page=2", true),
        ("/page?page=3", false),
        ("/page?page=4", false),
    ] {
        let page = get(&sandbox, target).await;
        assert_eq!(page["meta"]["hasMore"], more);
        assert_eq!(page["meta"]["totalText"], "9", "a text stays one");
        walk.add(&page["pets"]);
    }
    walk.expect(&[4, 4, 1, 0]);
    assert_eq!(
        get(&sandbox, "/page").await["pets"],
        get(&sandbox, "/page?page=0").await["pets"]
    );
}

#[tokio::test]
async fn pages_can_be_counted_from_nought_and_be_the_answer_itself() {
    let sandbox = lists(21);
    let mut walk = Walk::default();
    walk.add(&get(&sandbox, "/from-nought").await);
    walk.add(&get(&sandbox, "/from-nought?page=1").await);
    walk.add(&get(&sandbox, "/from-nought?page=2").await);
    walk.expect(&[20, 1, 0]);
}

#[tokio::test]
async fn by_a_cursor_of_the_answer() {
    let sandbox = lists(5);
    let mut walk = Walk::default();
    let mut target = "/houses/h1/cursor?limit=2".to_owned();
    for more in [true, true, false, false] {
        let page = get(&sandbox, &target).await;
        let list = &page["pets"]["pets"];
        assert_eq!(page["pets"]["nextPage"], more);
        if let Some(last) = ids(list).last() {
            assert_eq!(page["pets"]["lastPetId"], json!(last));
            target = format!("/houses/h1/cursor?limit=2&lastPetId={last}");
        }
        walk.add(list);
    }
    walk.expect(&[2, 2, 1, 0]);
    let unknown = get(&sandbox, "/houses/h1/cursor?lastPetId=unknown").await;
    assert_eq!(ids(&unknown["pets"]["pets"]).len(), 0);
}

#[tokio::test]
async fn a_cursor_is_missing_where_nothing_follows() {
    let sandbox = lists(4);
    let first = get(&sandbox, "/token?pageSize=2").await;
    let next = first["meta"]["next"].as_str().expect("a token");
    let second = get(&sandbox, &format!("/token?pageSize=2&pageToken={next}")).await;
    assert!(second["meta"].get("next").is_none());
    let mut walk = Walk::default();
    walk.add(&first["pets"]);
    walk.add(&second["pets"]);
    walk.expect(&[2, 2]);
}

#[tokio::test]
async fn by_values_of_the_last_item() {
    let sandbox = lists(5);
    let mut walk = Walk::default();
    let mut target = "/last-item?limit=2".to_owned();
    for _ in 0..3 {
        let page = get(&sandbox, &target).await;
        let last = page["pets"]
            .as_array()
            .and_then(|pets| pets.last())
            .expect("a pet");
        let (sort, id) = (&last["sort"][0], last["id"].as_str().expect("an id"));
        target = format!("/last-item?limit=2&startAfter={sort}&startAfterId={id}");
        walk.add(&page["pets"]);
    }
    walk.expect(&[2, 2, 1]);
    assert_eq!(ids(&get(&sandbox, &target).await["pets"]).len(), 0);
    let one = get(&sandbox, "/last-item?limit=1").await;
    let alone = format!(
        "/last-item?limit=1&startAfter={}",
        one["pets"][0]["sort"][0]
    );
    let second = get(&sandbox, "/last-item?limit=2").await["pets"][1].clone();
    assert_eq!(
        get(&sandbox, &alone).await["pets"][0],
        second,
        "one of two cursors is enough"
    );
}

#[tokio::test]
async fn moments_differ_from_item_to_item() {
    let sandbox = lists(25);
    let first = get(&sandbox, "/moment").await;
    let last = first["pets"][19]["dateAdded"].as_str().expect("a moment");
    assert_eq!(last, "2024-01-31T09:30:19.000Z");
    let rest = get(&sandbox, &format!("/moment?before={last}")).await;
    assert_eq!(ids(&rest["pets"]).len(), 5);
}

#[tokio::test]
async fn by_pointers_into_the_body() {
    let sandbox = lists(3);
    let mut walk = Walk::default();
    let mut body = json!({ "pageLimit": 2 });
    for _ in 0..2 {
        let page = search(&sandbox, &body).await;
        let last = page["pets"]
            .as_array()
            .and_then(|pets| pets.last())
            .expect("a pet");
        body = json!({ "pageLimit": 2, "options": { "searchAfter": last["sort"] } });
        assert_eq!(page["total"], 3);
        walk.add(&page["pets"]);
    }
    walk.expect(&[2, 1]);
    assert_eq!(ids(&search(&sandbox, &body).await["pets"]).len(), 0);
}

#[tokio::test]
async fn items_that_the_document_shows_all_alike_have_ids() {
    let sandbox = lists(30);
    let page = get(&sandbox, "/plain?skip=25").await;
    assert_eq!(page["count"], 30);
    assert_eq!(ids(&page["rows"]["list"]).len(), 5);
}

#[tokio::test]
async fn an_empty_list() {
    let sandbox = lists(0);
    let page = get(&sandbox, "/page").await;
    assert_eq!(
        (ids(&page["pets"]).len(), &page["meta"]["hasMore"]),
        (0, &json!(false))
    );
    assert!(get(&sandbox, "/token").await["meta"].get("next").is_none());
}

#[tokio::test]
async fn lengths_are_those_said_last() {
    let sandbox = builder(&[("spec/v2/lists.yaml", LISTS)]).in_process();
    let sandbox = sandbox.expect("the specification is sound");
    let shown = get(&sandbox, "/offset?skip=1000").await;
    assert_eq!(
        (ids(&shown["pets"]).len(), &shown["total"]),
        (1, &json!(1231)),
        "the document"
    );
    sandbox.on("*").list_length(2).expect("some are lists");
    sandbox.on("offset").list_length(3).expect("it is a list");
    assert_eq!(ids(&get(&sandbox, "/offset").await["pets"]).len(), 3);
    assert_eq!(ids(&get(&sandbox, "/page").await["pets"]).len(), 2);
    let error = sandbox
        .on("no-list")
        .list_length(2)
        .expect_err("it is no list");
    assert!(
        error.to_string().starts_with("`no-list` has no length"),
        "{error}"
    );
    assert!(sandbox.on("offsets").list_length(2).is_err());
}

#[tokio::test]
async fn two_lists_have_no_item_in_common() {
    let sandbox = lists(20);
    let mut walk = Walk::default();
    walk.add(&get(&sandbox, "/offset").await["pets"]);
    walk.add(&get(&sandbox, "/token").await["pets"]);
    walk.expect(&[20, 20]);
}
