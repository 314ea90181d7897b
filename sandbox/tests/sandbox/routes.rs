//! Rule 1: method and path.

use serde_json::json;

use crate::client::call;
use crate::spec::{real, things};

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let sandbox = real().await;
    let answer = call("POST", "/x?a=1").send(&sandbox).await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.json(),
        json!({ "statusCode": 404, "message": "Cannot POST /x", "error": "Not Found" })
    );
    let received = sandbox.requests();
    assert_eq!(received[0].operation(), None);
    assert_eq!(received[0].reasons(), ["Cannot POST /x"]);
}

#[tokio::test]
async fn case_slashes_and_methods_matter() {
    let sandbox = real().await;
    for (method, path) in [
        ("POST", "/conversations/Messages"),
        ("POST", "/conversations/messages/"),
        ("POST", "//conversations/messages"),
        ("POST", "/conversations/messages/%FF"),
        ("GET", "/conversations/messages"),
        ("HEAD", "/conversations/messages"),
        ("OPTIONS", "/conversations/messages"),
        ("BREW", "/conversations/messages"),
        ("OPTIONS", "*"),
    ] {
        let answer = call(method, path).send(&sandbox).await;
        assert_eq!(answer.status, 404, "{method} {path}");
    }
}

/// The operation that a call reaches.
async fn reached(target: &str, version: Option<&str>) -> Option<String> {
    let sandbox = things().await;
    let request = call("GET", target);
    let request = match version {
        Some(version) => request.header("Version", version),
        None => request,
    };
    request.send(&sandbox).await;
    sandbox.requests()[0].operation().map(str::to_owned)
}

#[tokio::test]
async fn a_literal_goes_before_a_placeholder() {
    assert_eq!(
        reached("/things/search", None).await.as_deref(),
        Some("search-things")
    );
    assert_eq!(
        reached("/things/%73earch", None).await.as_deref(),
        Some("search-things")
    );
    assert_eq!(
        reached("/things/Search", None).await.as_deref(),
        Some("get-thing")
    );
    assert_eq!(
        reached("/things/", None).await.as_deref(),
        Some("list-things")
    );
    assert_eq!(reached("/things", None).await, None);
    assert_eq!(
        reached("/things/a/parts/b", None).await.as_deref(),
        Some("get-part")
    );
}

#[tokio::test]
async fn the_version_tells_the_generation() {
    let date = Some("2021-07-28");
    assert_eq!(
        reached("/things/1", date).await.as_deref(),
        Some("get-thing")
    );
    assert_eq!(
        reached("/things/1", Some("v3")).await.as_deref(),
        Some("get-thing-v3")
    );
    assert_eq!(
        reached("/things/latest", Some("v3")).await.as_deref(),
        Some("latest-thing")
    );
    assert_eq!(
        reached("/things/latest", date).await.as_deref(),
        Some("get-thing"),
        "the dated generation has no literal here"
    );
    assert_eq!(
        reached("/things/search", Some("v3")).await.as_deref(),
        Some("get-thing-v3"),
        "the third generation has no search"
    );
    assert_eq!(
        reached("/things/1", Some("2020-01-01")).await.as_deref(),
        Some("get-thing")
    );
}

#[tokio::test]
async fn path_values_are_decoded() {
    let sandbox = things().await;
    let answer = call("GET", "/things/a%2Fb%20c/parts/d")
        .send(&sandbox)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(sandbox.requests()[0].path(), "/things/a%2Fb%20c/parts/d");
}
