//! Downloads that go on after the connection broke.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use highlevel_runtime::retry::{RetryBudget, RetryPolicy};
use highlevel_runtime::transport::{Body, Response, TransportError};
use tokio::time::Instant;

use super::{broken_off, recording, with};
use crate::transports::{Chunks, InProcess, answer, streamed};

/// A file that can be had in parts.
fn in_parts(response: Response) -> Response {
    with(with(response, "accept-ranges", "bytes"), "etag", "\"v1\"")
}

fn rest(range: &'static str, content: &'static str) -> Response {
    in_parts(with(answer(206, content), "content-range", range))
}

#[tokio::test(start_paused = true)]
async fn the_rest_is_asked_for() {
    let server = InProcess::new(|number| {
        Ok(match number {
            0 => in_parts(broken_off("fresh")),
            _ => rest("bytes 5-9/10", "bread"),
        })
    });
    let download = recording(&server.client())
        .download()
        .await
        .expect("a download");
    assert_eq!(download.bytes().await.expect("bytes"), "freshbread");
    let asked = server.heads();
    assert_eq!(asked.len(), 2);
    assert!(asked[0].headers.get("range").is_none());
    assert_eq!(asked[1].headers["range"], "bytes=5-");
    assert_eq!(asked[1].headers["if-range"], "\"v1\"");
    assert_eq!(asked[1].uri, asked[0].uri);
}

#[tokio::test(start_paused = true)]
async fn the_length_of_a_part_is_not_that_of_the_file() {
    let server = InProcess::new(|number| {
        let part = |chunks, range| {
            let part = streamed(206, Body::stream(Chunks(chunks), Some(5)));
            Ok(in_parts(with(part, "content-range", range)))
        };
        match number {
            0 => part(
                vec![Ok("bre"), Err(std::io::ErrorKind::ConnectionReset)],
                "bytes 5-9/*",
            ),
            _ => part(vec![Ok("ad")], "bytes 8-9/10"),
        }
    });
    let download = recording(&server.client()).download_from(5).await;
    let download = download.expect("a download");
    assert_eq!((download.length(), download.position()), (None, 5));
    assert_eq!(download.bytes().await.expect("bytes"), "bread");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_missing_once_all_bytes_came() {
    let server = InProcess::new(|_| {
        let chunks = Chunks(vec![Ok("fresh"), Err(std::io::ErrorKind::ConnectionReset)]);
        let body = Body::stream(chunks, None);
        Ok(in_parts(with(
            streamed(206, body),
            "content-range",
            "bytes 0-4/5",
        )))
    });
    let download = recording(&server.client()).download().await;
    let bytes = download.expect("a download").bytes().await;
    assert_eq!(bytes.expect("bytes"), "fresh");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_range_of_ones_own_is_refused() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let call = recording(&server.client()).header("range", "bytes=0-1");
    let error = call.download().await.expect_err("an error");
    assert!(error.to_string().contains("`download_from`"), "{error}");
    assert_eq!(server.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn time_that_ran_out_is_told_as_such() {
    /// Times out at once.
    struct Late;
    impl Stream for Late {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(Some(Err(TransportError::timeout("nothing came"))))
        }
    }
    let server = InProcess::new(|_| Ok(streamed(200, Body::stream(Late, Some(10)))));
    let download = recording(&server.client()).download().await;
    let error = download.expect("a download").bytes().await;
    assert!(error.expect_err("an error").is_timeout());
}

#[tokio::test(start_paused = true)]
async fn again_and_again_as_long_as_bytes_come() {
    let server = InProcess::new(|number| {
        let ranges = [
            "",
            "bytes 1-9/10",
            "bytes 2-9/10",
            "bytes 3-9/10",
            "bytes 4-9/10",
            "bytes 5-9/10",
            "bytes 6-9/10",
            "bytes 7-9/10",
            "bytes 8-9/10",
            "bytes 9-9/10",
        ];
        let chunks = Chunks(vec![Ok("x"), Err(std::io::ErrorKind::ConnectionReset)]);
        Ok(match number {
            0 => in_parts(broken_off("x")),
            9 => rest(ranges[9], "x"),
            number => {
                let part = streamed(206, Body::stream(chunks, None));
                in_parts(with(part, "content-range", ranges[number]))
            }
        })
    });
    let download = recording(&server.client())
        .download()
        .await
        .expect("a download");
    assert_eq!(download.bytes().await.expect("bytes"), "xxxxxxxxxx");
}

#[tokio::test(start_paused = true)]
async fn not_for_ever() {
    let server = InProcess::new(|number| {
        Ok(match number {
            0 => in_parts(broken_off("fresh")),
            _ => {
                let chunks = Chunks(vec![Err(std::io::ErrorKind::ConnectionReset)]);
                let part = streamed(206, Body::stream(chunks, None));
                in_parts(with(part, "content-range", "bytes 5-9/10"))
            }
        })
    });
    let download = recording(&server.client())
        .download()
        .await
        .expect("a download");
    let error = download.bytes().await.expect_err("an error");
    assert!(error.to_string().contains("after 5 of 10 bytes"), "{error}");
    assert_eq!(server.heads().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn not_with_another_file() {
    let others: [fn() -> Response; 5] = [
        || with(rest("bytes 5-9/10", "bread"), "etag", "\"v2\""),
        || in_parts(answer(200, "something else")),
        || rest("bytes 5-11/12", "brioche"),
        || rest("bytes 4-9/10", "hbread"),
        || in_parts(answer(206, "bread")),
    ];
    for other in others {
        let server = InProcess::new(move |number| {
            Ok(match number {
                0 => in_parts(broken_off("fresh")),
                _ => other(),
            })
        });
        let download = recording(&server.client())
            .download()
            .await
            .expect("a download");
        let error = download.bytes().await.expect_err("an error");
        assert!(
            error
                .to_string()
                .contains("another file by now, or gives no parts"),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn within_the_time_of_the_call() {
    let server = InProcess::new(|number| match number {
        0 => Ok(in_parts(broken_off("fresh"))),
        _ => Err(TransportError::connect("refused")),
    });
    let policy = RetryPolicy::standard()
        .attempts(u32::MAX)
        .budget(RetryBudget::new(u32::MAX));
    let call = recording(&server.client()).retry(policy);
    let download = call.timeout(Duration::from_secs(60)).download().await;
    let mut download = download.expect("a download");
    download.chunk().await.expect("bytes");
    // Whoever reads slowly has less time left for the rest.
    let start = Instant::now();
    tokio::time::advance(Duration::from_secs(50)).await;
    download.chunk().await.expect_err("an error");
    assert!(
        start.elapsed() <= Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn bytes_that_come_again_give_back_what_was_paid() {
    let server = InProcess::new(|number| {
        Ok(match number {
            0 => in_parts(broken_off("fresh")),
            _ => rest("bytes 5-9/10", "bread"),
        })
    });
    let budget = RetryBudget::new(10);
    let policy = RetryPolicy::standard().budget(budget.clone());
    let download = recording(&server.client()).retry(policy).download().await;
    let download = download.expect("a download");
    assert_eq!(download.bytes().await.expect("bytes"), "freshbread");
    assert_eq!(budget.remaining(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_loses_no_bytes() {
    let server = InProcess::new(|number| {
        Ok(match number {
            0 => in_parts(broken_off("fresh")),
            _ => rest("bytes 5-9/10", "bread"),
        })
    });
    fastrand::seed(3);
    let mut download = recording(&server.client())
        .download()
        .await
        .expect("a download");
    let mut bytes = Vec::new();
    loop {
        // Shorter than the pause before the rest is asked for.
        let patience = std::time::Duration::from_millis(1);
        match tokio::time::timeout(patience, download.chunk()).await {
            Err(_) => {}
            Ok(Ok(Some(chunk))) => bytes.extend_from_slice(&chunk),
            Ok(end) => break drop(end.expect("the end")),
        }
    }
    assert_eq!(bytes, b"freshbread");
}

#[tokio::test]
async fn from_an_offset() {
    let server = InProcess::new(|_| Ok(rest("bytes 5-9/10", "bread")));
    let download = recording(&server.client())
        .download_from(5)
        .await
        .expect("a download");
    assert_eq!((download.position(), download.length()), (5, Some(10)));
    assert_eq!(download.bytes().await.expect("bytes"), "bread");
    assert_eq!(server.heads()[0].headers["range"], "bytes=5-");
}

#[tokio::test]
async fn from_an_offset_where_there_are_no_parts() {
    let server = InProcess::new(|_| Ok(answer(200, "freshbread")));
    let download = recording(&server.client())
        .download_from(5)
        .await
        .expect("a download");
    assert_eq!((download.position(), download.length()), (0, Some(10)));
    let beyond = InProcess::new(|_| Ok(rest("bytes 7-9/10", "ead")));
    let error = recording(&beyond.client())
        .download_from(5)
        .await
        .expect_err("an error");
    assert!(
        error.to_string().contains("not the one asked for"),
        "{error}"
    );
}
