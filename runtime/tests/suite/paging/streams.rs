//! Pages and items as streams, and calls that are given up.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use highlevel_runtime::transport::{Request, Sending, Transport};
use highlevel_runtime::{Client, Value};
use tokio::time::{sleep, timeout};

use super::BY_OFFSET;
use super::api::Api;

/// Answers after a second.
struct Slow(Api);

impl Transport for Slow {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            sleep(Duration::from_secs(1)).await;
            self.0.send(request).await
        })
    }
}

async fn count(mut stream: impl Stream + Unpin) -> usize {
    let mut count = 0;
    while poll_fn(|context| Pin::new(&mut stream).poll_next(context))
        .await
        .is_some()
    {
        count += 1;
    }
    count
}

#[tokio::test]
async fn both_are_streams() {
    let api = Api::by_offset(7, 3);
    assert_eq!(count(api.list(&BY_OFFSET).pages()).await, 3);
    assert_eq!(count(api.list(&BY_OFFSET).items()).await, 7);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_loses_nothing() {
    let api = Api::by_offset(4, 2);
    let client = Client::builder()
        .token("pit-1")
        .transport(Slow(api.clone()))
        .build()
        .expect("a client");
    let call = client.list(&BY_OFFSET, |page: Value| {
        page["items"].as_array().cloned().unwrap_or_default()
    });
    let mut items = call.items();
    let mut ids = Vec::new();
    loop {
        match timeout(Duration::from_millis(300), items.next()).await {
            Err(_) => {}
            Ok(Some(item)) => ids.push(item.expect("an item")["id"].clone()),
            Ok(None) => break,
        }
    }
    assert_eq!(ids, [0, 1, 2, 3]);
    assert_eq!(api.queries(), ["", "skip=2", "skip=4"]);
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let api = Api::by_offset(4, 2);
    let mut pages = api.list(&BY_OFFSET).pages();
    assert_eq!(api.queries().len(), 0);
    pages.next().await.expect("a page").expect("an answer");
    assert_eq!(api.queries().len(), 1);
    drop(pages);
    assert_eq!(api.queries().len(), 1);
}

#[test]
fn lists_go_to_other_threads() {
    fn is_send<T: Send + 'static>(_: &T) {}
    let api = Api::by_offset(4, 2);
    is_send(&api.list(&BY_OFFSET));
    is_send(&api.list(&BY_OFFSET).pages());
    is_send(&api.list(&BY_OFFSET).items());
    let shown = format!("{:?}", api.list(&BY_OFFSET).pages());
    assert_eq!(
        shown,
        r#"Pages { position: Some(Position { operation: "list-things", .. }), .. }"#
    );
}
