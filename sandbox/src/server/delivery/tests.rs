//! Bodies that arrive piece by piece, on a paused clock.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use tokio::time::Instant;

use super::{Drip, Unfinished};

/// The pieces of a body with the time of each, in milliseconds, and how it ended.
async fn pieces(mut drip: Drip) -> (Vec<(u128, String)>, Result<(), Unfinished>) {
    let start = Instant::now();
    let mut pieces = Vec::new();
    loop {
        let frame = poll_fn(|context| Pin::new(&mut drip).poll_frame(context)).await;
        match frame.transpose() {
            Ok(None) => return (pieces, Ok(())),
            Err(unfinished) => return (pieces, Err(unfinished)),
            Ok(Some(frame)) => {
                let bytes = frame.into_data().expect("a piece of data");
                let text = String::from_utf8_lossy(&bytes).into_owned();
                pieces.push((start.elapsed().as_millis(), text));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_has_eight_pieces() {
    let drip = Drip::slow(
        Bytes::from_static(b"0123456789abcdef"),
        Duration::from_millis(10),
    );
    let (pieces, end) = pieces(drip).await;
    assert!(end.is_ok());
    assert_eq!(pieces.len(), 8);
    assert_eq!(pieces[0], (10, "01".to_owned()));
    assert_eq!(pieces[7], (80, "ef".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn half_a_body_promises_the_whole() {
    for (body, half, promised) in [("abcd", "ab", 4), ("abc", "a", 3), ("", "", 1)] {
        let drip = Drip::half(Bytes::from_static(body.as_bytes()), None);
        assert_eq!(drip.size_hint().exact(), Some(promised));
        let (pieces, end) = pieces(drip).await;
        assert!(end.is_err());
        let texts: String = pieces.into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, half);
    }
}
