//! Where a list ends, and that it does.

use std::sync::atomic::{AtomicU64, Ordering};

use highlevel_runtime::paging::{Cursor, CursorSource, Next, Paging};
use highlevel_runtime::{ErrorKind, Operation, Value};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::json;

use super::api::{Api, things};
use super::{BY_CURSOR, BY_OFFSET, PLAIN, ids, list, numbers};

/// How many pages there are.
async fn pages(api: &Api, operation: &'static Operation) -> usize {
    let mut pages = api.list(operation).pages();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        page.expect("a page");
        count += 1;
    }
    count
}

#[tokio::test]
async fn an_empty_list_has_one_page() {
    let api = Api::by_offset(0, 3);
    assert_eq!(pages(&api, &BY_OFFSET).await, 1);
    assert_eq!(
        ids(api.list(&BY_OFFSET)).await.expect("a list"),
        numbers(0..0)
    );
    let nothing = Api::new(|_| json!({"items": null}));
    assert_eq!(pages(&nothing, &BY_OFFSET).await, 1);
    assert_eq!(nothing.queries().len(), 1);
}

#[tokio::test]
async fn items_of_no_type_are_an_error_and_not_left_out() {
    // The call takes its items from `/items`, and the documents say that they are in `/list`.
    static OPERATION: Operation = list(&Paging {
        items: "/list",
        ..PLAIN
    });
    let api = Api::new(|asked| match asked.number("skip") {
        None => json!({"list": things(0..2), "items": things(0..2)}),
        _ => json!({"list": things(2..4)}),
    });
    let mut items = api.list(&OPERATION).items();
    for _ in 0..2 {
        items.next().await.expect("an item").expect("an item");
    }
    let position = items.position();
    let error = items.next().await.expect("a page").expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(!error.body().is_empty());
    assert_eq!(items.position(), position);
    assert!(items.next().await.is_none());
    // Nothing is no item.
    let api = Api::new(|_| json!({"list": [null]}));
    assert!(api.list(&OPERATION).items().next().await.is_none());
}

#[tokio::test]
async fn the_empty_page_at_the_end_is_not_handed_out() {
    let api = Api::by_offset(6, 3);
    assert_eq!(pages(&api, &BY_OFFSET).await, 2);
    assert_eq!(api.queries().len(), 3);
}

#[tokio::test]
async fn a_short_page_is_the_last() {
    let api = Api::by_offset(7, 100);
    let call = api.list(&BY_OFFSET).query_param("limit", 4);
    assert_eq!(ids(call).await.expect("a list"), numbers(0..7));
    assert_eq!(api.queries().len(), 2);
}

#[tokio::test]
async fn a_total_is_the_end_and_a_short_page_is_not() {
    static OPERATION: Operation = list(&Paging {
        total: Some("/total"),
        ..PLAIN
    });
    // The server filters after it has cut the pages.
    let api = Api::new(|asked| {
        let start = asked.number("skip").unwrap_or(0);
        json!({"items": things(start..7.min(start + 2)), "total": 7})
    });
    let call = api.list(&OPERATION).query_param("limit", 50);
    assert_eq!(ids(call).await.expect("a list"), numbers(0..7));
    assert_eq!(api.queries().len(), 4);
}

#[tokio::test]
async fn more_decides() {
    static OPERATION: Operation = list(&Paging {
        more: Some("/more"),
        total: Some("/total"),
        ..PLAIN
    });
    for (last, expected) in [
        (json!(false), 2),
        (json!(null), 2),
        (json!(""), 2),
        (json!("no more"), 5),
    ] {
        let api = Api::new(move |asked| {
            let start = asked.number("skip").unwrap_or(0);
            let more = if start < 2 { json!(true) } else { last.clone() };
            json!({"items": things(start.min(8)..8.min(start + 2)), "more": more, "total": 2})
        });
        assert_eq!(pages(&api, &OPERATION).await, expected.min(4));
        assert_eq!(api.queries().len(), expected);
    }
    // A list that never says so has one page.
    let silent = Api::by_offset(9, 2);
    assert_eq!(pages(&silent, &OPERATION).await, 1);
}

#[tokio::test]
async fn an_offset_that_is_ignored() {
    let api = Api::new(|_| json!({"items": things(0..3)}));
    assert_eq!(
        ids(api.list(&BY_OFFSET)).await.expect("a list"),
        numbers(0..3)
    );
    assert_eq!(api.queries().len(), 2);
}

#[tokio::test]
async fn an_offset_that_is_ignored_while_items_change() {
    let calls = AtomicU64::new(0);
    let api = Api::new(move |_| {
        let call = calls.fetch_add(1, Ordering::Relaxed);
        json!({"items": [{"_id": "a", "read": call}, {"_id": "b"}]})
    });
    assert_eq!(pages(&api, &BY_OFFSET).await, 1);
    assert_eq!(api.queries().len(), 2);
}

#[tokio::test]
async fn pages_that_begin_anew() {
    let api = Api::new(|asked| {
        let start = asked.number("skip").unwrap_or(0) % 6;
        json!({"items": things(start..start + 2)})
    });
    assert_eq!(
        ids(api.list(&BY_OFFSET)).await.expect("a list"),
        numbers(0..6)
    );
    assert_eq!(api.queries().len(), 4);
}

#[tokio::test]
async fn items_without_ids_are_told_apart_as_they_are() {
    let api = Api::new(|asked| match asked.number("skip") {
        None => json!({"items": ["a", "b"]}),
        Some(2) => json!({"items": ["a", "c"]}),
        Some(_) => json!({"items": ["a", "b"]}),
    });
    assert_eq!(pages(&api, &BY_OFFSET).await, 2);
}

#[tokio::test]
async fn a_cursor_that_comes_again() {
    let calls = AtomicU64::new(0);
    // Other items each time, and cursors in a circle.
    let api = Api::new(move |_| {
        let call = calls.fetch_add(1, Ordering::Relaxed);
        let next = ["a", "b", "c"][call as usize % 3];
        json!({"items": things(call..call + 1), "next": next})
    });
    assert_eq!(
        ids(api.list(&BY_CURSOR)).await.expect("a list"),
        numbers(0..4)
    );
    assert_eq!(api.queries(), ["", "after=a", "after=b", "after=c"]);
}

#[tokio::test]
async fn an_end_that_the_api_contradicts_is_told() {
    static BY_OFFSET: Operation = list(&Paging {
        total: Some("/total"),
        ..PLAIN
    });
    static BY_CURSOR: Operation = list(&Paging {
        more: Some("/more"),
        total: Some("/total"),
        ..super::CURSOR
    });
    let early = "items may be missing";
    for (operation, answer, warned) in [
        (&BY_CURSOR, json!({"items": [1], "more": true}), true),
        (&BY_CURSOR, json!({"items": [1], "more": false}), false),
        (&BY_OFFSET, json!({"items": [], "total": 1}), true),
        (&BY_OFFSET, json!({"items": [], "total": 0}), false),
        (&BY_OFFSET, json!({"items": []}), false),
    ] {
        let (log, guard) = leaks::capture();
        let shown = answer.to_string();
        let api = Api::new(move |_| answer.clone());
        assert_eq!(pages(&api, operation).await, 1, "{shown}");
        drop(guard);
        assert_eq!(log.text().contains(early), warned, "{shown}");
    }
}

#[tokio::test]
async fn an_answer_without_the_list_is_handed_out() {
    let api = Api::new(|_| json!({"things": things(0..3)}));
    assert_eq!(pages(&api, &BY_OFFSET).await, 1);
    assert_eq!(api.queries().len(), 1);
}

#[tokio::test]
async fn an_operation_without_paging_has_one_page() {
    static OPERATION: Operation = Operation {
        id: "list",
        paging: None,
        ..Operation::NONE
    };
    let api = Api::by_offset(9, 3);
    assert_eq!(pages(&api, &OPERATION).await, 1);
}

#[tokio::test]
async fn an_error_is_the_end() {
    for (answer, kind) in [
        (
            json!({"statusCode": 400, "message": "limit"}),
            ErrorKind::Status,
        ),
        (json!("<html>"), ErrorKind::Decode),
    ] {
        let api = Api::new(move |asked| match asked.number("skip") {
            None => json!({"items": things(0..3)}),
            Some(_) => answer.clone(),
        });
        let mut pages = api.list(&BY_OFFSET).pages();
        pages.next().await.expect("a page").expect("an answer");
        let position = pages.position();
        let error = pages.next().await.expect("a page").expect_err("an error");
        assert_eq!(error.kind(), kind);
        assert!(pages.next().await.is_none());
        assert_eq!(pages.position(), position, "where to try again");
        assert!(position.is_some());
    }
}

#[tokio::test]
async fn a_start_that_is_no_number_is_refused() {
    let api = Api::by_offset(7, 3);
    let call = api.list(&BY_OFFSET).query_param("skip", "two");
    let error = ids(call).await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error.to_string().contains("skip is not a whole number"),
        "{error}"
    );
    assert_eq!(api.queries().len(), 0);
}

#[tokio::test]
async fn a_body_that_is_missing_is_told() {
    static OPERATION: Operation = list(&Paging {
        next: Next::Offset("/skip"),
        ..PLAIN
    });
    let api = Api::by_offset(7, 3);
    let error = ids(api.list(&OPERATION)).await.expect_err("an error");
    assert!(
        error
            .to_string()
            .contains("/skip cannot be set in the body: there is none"),
        "{error}"
    );
}

#[tokio::test]
async fn numbers_that_are_too_large_end_the_list() {
    let api = Api::new(|_| json!({"items": things(0..1)}));
    let call = api.list(&BY_OFFSET).query_param("skip", u64::MAX);
    assert_eq!(ids(call).await.expect("a list"), [0]);
}

proptest! {
    /// Whatever a server answers, from however many answers it has, a list ends.
    #[test]
    fn no_server_keeps_a_list_going(
        seeds in proptest::collection::vec(any::<(u8, bool, Option<u8>)>(), 1..8), cursors in any::<bool>(),
    ) {
        let calls = AtomicU64::new(0);
        let length = seeds.len();
        let api = Api::new(move |_| {
            let call = calls.fetch_add(1, Ordering::Relaxed) as usize;
            let (id, items, next) = seeds[call % seeds.len()];
            let items: Vec<Value> = if items { things(u64::from(id)..u64::from(id) + 2) } else { Vec::new() };
            json!({"items": items, "next": next})
        });
        let operation = if cursors { &BY_CURSOR } else { &BY_OFFSET };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let listed = runtime.block_on(ids(api.list(operation))).is_ok();
        prop_assert!(listed);
        prop_assert!(api.queries().len() <= length + 1);
    }

    #[test]
    fn every_item_comes_once(length in 0..40_u64, most in 1..9_u64, limit in proptest::option::of(1..9_u64)) {
        let limit = limit.filter(|limit| *limit <= most);
        let api = Api::by_offset(length, most);
        let call = api.list(&BY_OFFSET);
        let call = match limit {
            Some(limit) => call.query_param("limit", limit),
            None => call,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        prop_assert_eq!(runtime.block_on(ids(call)).expect("a list"), numbers(0..length));
    }
}

#[tokio::test]
async fn a_list_without_its_envelope_goes_on_too() {
    static OPERATION: Operation = list(&Paging {
        items: "/page/items",
        next: Next::Cursor(&[Cursor {
            parameter: "after",
            from: CursorSource::Answer("/page/last"),
        }]),
        more: Some("/page/more"),
        ..PLAIN
    });
    let api = Api::new(|asked| match asked.number("after") {
        None => json!({"items": things(0..2), "last": "2", "more": true}),
        Some(_) => json!({"items": things(2..3), "last": "3", "more": false}),
    });
    assert_eq!(pages(&api, &OPERATION).await, 2);
}
