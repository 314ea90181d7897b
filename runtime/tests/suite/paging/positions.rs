//! Lists that go on from a saved position.

use highlevel_runtime::ErrorKind;
use highlevel_runtime::paging::Position;
use highlevel_runtime::{Operation, Value};

use super::api::Api;
use super::{BY_CURSOR, BY_OFFSET, ids, numbers};

/// Takes items, saves the position as text, and takes the rest from there.
async fn resumed(api: &Api, operation: &'static Operation, taken: usize) -> Vec<u64> {
    let mut items = api.list(operation).items();
    for _ in 0..taken {
        items.next().await.expect("an item").expect("an answer");
    }
    let saved = items.position().expect("a position").to_string();
    let position: Position = saved.parse().expect("a position");
    assert_eq!(position.to_string(), saved);
    ids(api.list(operation).resume_from(&position))
        .await
        .expect("a list")
}

#[tokio::test]
async fn items_go_on_where_they_stopped() {
    for taken in 0..7 {
        let by_offset = resumed(&Api::by_offset(7, 3), &BY_OFFSET, taken).await;
        assert_eq!(by_offset, numbers(taken as u64..7));
        let by_cursor = resumed(&Api::by_cursor(7, 3), &BY_CURSOR, taken).await;
        assert_eq!(by_cursor, numbers(taken as u64..7));
    }
}

#[tokio::test]
async fn a_page_is_not_asked_for_again_at_its_end() {
    let api = Api::by_offset(7, 3);
    resumed(&api, &BY_OFFSET, 3).await;
    assert_eq!(api.queries()[1], "skip=3");
}

#[tokio::test]
async fn pages_go_on_where_they_stopped() {
    let api = Api::by_cursor(7, 3);
    let mut pages = api.list(&BY_CURSOR).query_param("q", 1).pages();
    pages.next().await.expect("a page").expect("an answer");
    let position = pages.position().expect("a position");
    assert_eq!(
        position.to_string(),
        "operation=list-things&at=%223%22&seen=3"
    );
    // A plain call asks for that page as well.
    let page: Value = api
        .list(&BY_CURSOR)
        .resume_from(&position)
        .await
        .expect("a page");
    assert_eq!(page["items"][0]["id"], 3);
    let mut rest = api.list(&BY_CURSOR).resume_from(&position).pages();
    assert_eq!(rest.position(), Some(position));
    rest.next().await.expect("a page").expect("an answer");
    rest.next().await.expect("a page").expect("an answer");
    assert_eq!(rest.position(), None);
    assert!(rest.next().await.is_none());
}

#[tokio::test]
async fn a_position_of_another_list_is_refused() {
    let api = Api::by_offset(7, 3);
    let refused = [
        (
            "operation=other&at=3",
            "the position is one of other, not of list-things",
        ),
        (
            "operation=list-things&at=3&at=4",
            "the position is one of another way to count pages: start anew",
        ),
    ];
    for (text, expected) in refused {
        let position = text.parse().expect("a position");
        let error = ids(api.list(&BY_OFFSET).resume_from(&position))
            .await
            .expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(api.queries().len(), 0);
}

#[test]
fn what_is_no_position_is_refused() {
    let refused = [
        "",
        "page=2",
        "operation=a&at=",
        "operation=a&at=%7B",
        "operation=a&seen=-1",
        "operation=a&skip=many",
        "operation=a&operation=b",
        "operation=a&x=1",
    ];
    for text in refused {
        let error = text.parse::<Position>().expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Request, "{text}");
        assert!(
            error.to_string().contains("`Position::to_string`"),
            "{error}"
        );
    }
}

#[test]
fn debug_shows_no_items() {
    let position: Position = "operation=a&at=%22ann%40example.org%22&skip=3"
        .parse()
        .expect("a position");
    assert_eq!(
        format!("{position:?}"),
        r#"Position { operation: "a", .. }"#
    );
}
