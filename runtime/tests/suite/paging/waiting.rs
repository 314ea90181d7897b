//! Lists without await.

use highlevel_runtime::{Error, ErrorKind, Value};

use super::BY_OFFSET;
use super::api::Api;

#[test]
fn both_are_iterators() {
    let api = Api::by_offset(7, 3);
    let items: Result<Vec<Value>, Error> = api.list(&BY_OFFSET).items().wait().collect();
    assert_eq!(items.expect("a list").len(), 7);
    let mut pages = api.list(&BY_OFFSET).pages().wait();
    pages.next().expect("a page").expect("an answer");
    let position = pages.position().expect("a position");
    assert_eq!(pages.count(), 2);
    let rest = api.list(&BY_OFFSET).resume_from(&position).items().wait();
    assert!(rest.position().is_some());
    assert_eq!(rest.count(), 4);
}

#[tokio::test]
async fn inside_a_runtime_they_say_so_and_are_over() {
    let api = Api::by_offset(7, 3);
    let mut items = api.list(&BY_OFFSET).items().wait();
    let error = items.next().expect("an error").expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("use `.await`"), "{error}");
    assert!(items.next().is_none());
    assert_eq!(api.queries().len(), 0);
}
