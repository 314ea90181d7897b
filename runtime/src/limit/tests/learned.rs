//! A limiter that knows nothing true at first, against a server that counts exactly and says so in its headers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{SlidingWindow, location};
use crate::limit::RateLimiter;

/// A server that takes so many calls in any window of the interval.
struct Server {
    max: usize,
    interval: Duration,
    taken: VecDeque<Instant>,
    /// When the first answer was learned from.
    learned: Option<Instant>,
    refused: usize,
    /// Refused although they went when the limits were known.
    refused_later: usize,
}

impl Server {
    fn new(max: usize, interval: Duration) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self {
            max,
            interval,
            taken: VecDeque::new(),
            learned: None,
            refused: 0,
            refused_later: 0,
        }))
    }

    fn take(&mut self, went: Instant) -> (StatusCode, HeaderMap) {
        let now = Instant::now();
        while self
            .taken
            .front()
            .is_some_and(|at| *at + self.interval < now)
        {
            self.taken.pop_front();
        }
        let is_taken = self.taken.len() < self.max;
        if is_taken {
            self.taken.push_back(now);
        } else {
            self.refused += 1;
            self.refused_later += usize::from(self.learned.is_some_and(|learned| went > learned));
        }
        let numbers = [
            ("x-ratelimit-max", self.max),
            ("x-ratelimit-remaining", self.max - self.taken.len()),
            (
                "x-ratelimit-interval-milliseconds",
                self.interval.as_millis() as usize,
            ),
        ];
        let headers = numbers
            .map(|(name, number)| (HeaderName::from_static(name), HeaderValue::from(number)));
        let status = if is_taken {
            StatusCode::OK
        } else {
            StatusCode::TOO_MANY_REQUESTS
        };
        (status, headers.into_iter().collect())
    }
}

/// Calls until the server takes it.
async fn call(limiter: SlidingWindow, server: Arc<Mutex<Server>>, there: u64, back: u64) {
    let resource = location();
    loop {
        let permit = limiter.acquire(&resource).await.expect("a permit");
        let went = Instant::now();
        sleep(Duration::from_millis(there)).await;
        let (status, headers) = server.lock().expect("no panic").take(went);
        sleep(Duration::from_millis(back)).await;
        limiter.observe(&resource, status, &headers);
        server
            .lock()
            .expect("no panic")
            .learned
            .get_or_insert_with(Instant::now);
        drop(permit);
        if status == StatusCode::OK {
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_place_is_wasted() {
    let server = Server::new(100, Duration::from_secs(10));
    let limiter = SlidingWindow::new();
    let start = Instant::now();
    let mut workers = JoinSet::new();
    for worker in 0..64 {
        let (limiter, server) = (limiter.clone(), Arc::clone(&server));
        workers.spawn(async move {
            for number in 0..10 {
                call(
                    limiter.clone(),
                    Arc::clone(&server),
                    (worker + number) % 50,
                    50,
                )
                .await;
            }
        });
    }
    workers.join_all().await;
    assert_eq!(server.lock().expect("no panic").refused, 0);
    // Six windows have to pass, and each is longer by the time of its calls.
    let elapsed = start.elapsed();
    assert!(elapsed < Duration::from_secs(62), "{elapsed:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_is_refused_once_the_limits_are_known(
        delays in vec((0..3_000_u64, 0..200_u64, 0..200_u64), 1..200), max in 1..30_usize, interval in 500..3_000_u64,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime");
        let server = Server::new(max, Duration::from_millis(interval));
        runtime.block_on(async {
            let limiter = SlidingWindow::new();
            let mut calls = JoinSet::new();
            for (arrives, there, back) in delays {
                let (limiter, server) = (limiter.clone(), Arc::clone(&server));
                calls.spawn(async move {
                    sleep(Duration::from_millis(arrives)).await;
                    call(limiter, server, there, back).await;
                });
            }
            calls.join_all().await;
        });
        let server = server.lock().expect("no panic");
        prop_assert_eq!(server.refused_later, 0);
        prop_assert!(server.refused < 100, "no more than went before the first answer");
    }
}
