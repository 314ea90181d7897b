//! Each way to count pages.

use highlevel_runtime::codegen::Encode;
use highlevel_runtime::paging::{Cursor, CursorSource, Next, Paging};
use highlevel_runtime::{Method, Operation, Value};
use serde_json::json;

use super::api::{Api, things};
use super::{BY_CURSOR, BY_OFFSET, PLAIN, ids, list, numbers};

#[tokio::test]
async fn offset() {
    let api = Api::by_offset(7, 3);
    assert_eq!(
        ids(api.list(&BY_OFFSET)).await.expect("a list"),
        numbers(0..7)
    );
    assert_eq!(api.queries(), ["", "skip=3", "skip=6", "skip=7"]);
}

#[tokio::test]
async fn offset_goes_on_from_what_the_call_sets() {
    let api = Api::by_offset(7, 3);
    let call = api
        .list(&BY_OFFSET)
        .query_param("skip", 2)
        .query_param("limit", 2)
        .query_param("q", "a&b");
    assert_eq!(ids(call).await.expect("a list"), numbers(2..7));
    let queries = [
        "skip=2&limit=2&q=a%26b",
        "limit=2&q=a%26b&skip=4",
        "limit=2&q=a%26b&skip=6",
    ];
    assert_eq!(api.queries(), queries);
}

static BY_PAGE: Operation = list(&Paging {
    next: Next::Page {
        parameter: "page",
        first: 1,
    },
    ..PLAIN
});

#[tokio::test]
async fn page() {
    let api = Api::new(|asked| {
        let start = (asked.number("page").unwrap_or(1) - 1) * 3;
        json!({"items": things(start.min(7)..7.min(start + 3))})
    });
    assert_eq!(
        ids(api.list(&BY_PAGE)).await.expect("a list"),
        numbers(0..7)
    );
    assert_eq!(api.queries(), ["", "page=2", "page=3", "page=4"]);
}

#[tokio::test]
async fn page_from_zero_and_total() {
    static FROM_ZERO: Operation = list(&Paging {
        next: Next::Page {
            parameter: "page",
            first: 0,
        },
        total: Some("/meta/total"),
        ..PLAIN
    });
    let api = Api::new(|asked| {
        let start = asked.number("page").unwrap_or(0) * 3;
        json!({"items": things(start..start + 3), "meta": {"total": "6"}})
    });
    assert_eq!(
        ids(api.list(&FROM_ZERO)).await.expect("a list"),
        numbers(0..6)
    );
    assert_eq!(api.queries(), ["", "page=1"]);
    // The pages before the first one asked for are known only by their size.
    let call = api
        .list(&FROM_ZERO)
        .query_param("page", 1)
        .query_param("limit", 3);
    assert_eq!(ids(call).await.expect("a list"), numbers(3..6));
}

#[tokio::test]
async fn cursor_in_the_answer() {
    let api = Api::by_cursor(5, 2);
    assert_eq!(
        ids(api.list(&BY_CURSOR)).await.expect("a list"),
        numbers(0..5)
    );
    assert_eq!(api.queries(), ["", "after=2", "after=4"]);
}

#[tokio::test]
async fn cursors_on_the_last_item() {
    static OPERATION: Operation = list(&Paging {
        next: Next::Cursor(&[
            Cursor {
                parameter: "startAfter",
                from: CursorSource::LastItem("/at/0"),
            },
            Cursor {
                parameter: "startAfterId",
                from: CursorSource::LastItem("/id"),
            },
        ]),
        items: "",
        ..PLAIN
    });
    let api = Api::new(|asked| match asked.text("startAfter") {
        None => json!([{"id": "a b", "at": [1700000000123_u64]}, {"id": "c&d", "at": [1.5]}]),
        Some("1.5") => json!([{"id": "e", "at": [[1, "x"]]}]),
        Some(_) => json!([]),
    });
    let mut pages = api.list(&OPERATION).pages();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page.expect("a page").as_array().expect("a list").len();
    }
    assert_eq!(count, 3);
    let queries = [
        "",
        "startAfter=1.5&startAfterId=c%26d",
        "startAfter=1&startAfter=x&startAfterId=e",
    ];
    assert_eq!(api.queries(), queries);
}

/// An operation whose parameters are in its body.
static SEARCH: Operation = Operation {
    method: Method::Post,
    ..list(&Paging {
        next: Next::Cursor(&[Cursor {
            parameter: "/searchAfter",
            from: CursorSource::LastItem("/sort"),
        }]),
        size: Some("/pageLimit"),
        ..PLAIN
    })
};

#[tokio::test]
async fn cursor_in_the_body() {
    let api = Api::new(|asked| {
        let start = asked.body["searchAfter"][0].as_u64().unwrap_or(0);
        let items = (start..7.min(start + 3)).map(|id| json!({"id": id, "sort": [id + 1, "x"]}));
        json!({"items": items.collect::<Vec<_>>()})
    });
    let body = json!({"pageLimit": 3, "query": {"big": u64::MAX, "price": 0.1}});
    let call = api.list(&SEARCH).json(&body as &dyn Encode);
    assert_eq!(ids(call).await.expect("a list"), numbers(0..7));
    let with = |after: u64| {
        let mut body = body.clone();
        body["searchAfter"] = json!([after, "x"]);
        body
    };
    assert_eq!(api.bodies(), [body.clone(), with(3), with(6)]);
}

#[tokio::test]
async fn offset_in_the_body() {
    static OPERATION: Operation = Operation {
        method: Method::Post,
        ..list(&Paging {
            next: Next::Offset("/page/skip"),
            size: Some("/page/limit"),
            ..PLAIN
        })
    };
    let api = Api::new(|asked| {
        let skip = &asked.body["page"]["skip"];
        let skip = skip
            .as_str()
            .and_then(|skip| skip.parse().ok())
            .or(skip.as_u64());
        let start = skip.unwrap_or(0);
        json!({"items": things(start..5.min(start + 2))})
    });
    let call = api.list(&OPERATION).json(&json!({}) as &dyn Encode);
    assert_eq!(ids(call).await.expect("a list"), numbers(0..5));
    assert_eq!(api.bodies()[1], json!({"page": {"skip": 2}}));
    // Some operations want their numbers as text.
    let body = json!({"page": {"skip": "1", "limit": "2"}});
    let call = api.list(&OPERATION).json(&body as &dyn Encode);
    assert_eq!(ids(call).await.expect("a list"), numbers(1..5));
    assert_eq!(
        api.bodies()[5],
        json!({"page": {"skip": "3", "limit": "2"}})
    );
}

#[tokio::test]
async fn a_list_is_a_call_too() {
    let api = Api::by_offset(7, 3);
    let first: Value = api.list(&BY_OFFSET).await.expect("a page");
    assert_eq!(first["items"].as_array().expect("a list").len(), 3);
    let raw = api.list(&BY_OFFSET).send_raw().await.expect("a reply");
    assert_eq!(raw.status(), 200);
    assert_eq!(api.queries(), ["", ""]);
}
