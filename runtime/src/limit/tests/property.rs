//! Never more than the maximum in any window of the interval, whatever comes when.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, proptest};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::{SlidingWindow, location};
use crate::limit::RateLimiter;

/// A call that arrives, what it takes until the API counts it and until the answer is there, and when it is given up.
#[derive(Clone, Debug)]
struct Call {
    arrives: u64,
    counted: u64,
    answered: u64,
    patience: Option<u64>,
}

fn call() -> impl Strategy<Value = Call> {
    // Bursts, and stragglers.
    let arrives = any::<bool>().prop_flat_map(|burst| if burst { 0..20_u64 } else { 0..5_000 });
    let patience = proptest::option::weighted(0.2, 0..3_000_u64);
    (arrives, 0..400_u64, 0..400_u64, patience).prop_map(
        |(arrives, counted, answered, patience)| Call {
            arrives,
            counted,
            answered,
            patience,
        },
    )
}

/// Runs the calls and returns when the API counted each, in order.
async fn counted(limiter: SlidingWindow, calls: Vec<Call>) -> Vec<Instant> {
    let counted = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = JoinSet::new();
    for call in calls {
        let (limiter, counted) = (limiter.clone(), Arc::clone(&counted));
        tasks.spawn(async move {
            sleep(Duration::from_millis(call.arrives)).await;
            let resource = location();
            let patience = Duration::from_millis(call.patience.unwrap_or(u64::MAX / 2));
            let Ok(permit) = timeout(patience, limiter.acquire(&resource)).await else {
                return;
            };
            sleep(Duration::from_millis(call.counted)).await;
            counted.lock().expect("no panic").push(Instant::now());
            sleep(Duration::from_millis(call.answered)).await;
            drop(permit);
        });
    }
    tasks.join_all().await;
    let mut counted = counted.lock().expect("no panic").clone();
    counted.sort_unstable();
    counted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_window_holds_more_than_the_maximum(
        calls in vec(call(), 1..150), max in 1..20_usize, interval in 400..2_000_u64,
    ) {
        let interval = Duration::from_millis(interval);
        let limiter = SlidingWindow::new().burst(max as u64, interval);
        let patient = calls.iter().filter(|call| call.patience.is_none()).count();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime");
        let counted = runtime.block_on(counted(limiter.clone(), calls));
        for (index, last) in counted.iter().enumerate().skip(max) {
            let width = *last - counted[index - max];
            prop_assert!(width > interval, "{} calls in {width:?}", max + 1);
        }
        prop_assert!(counted.len() >= patient, "everybody who waits gets a turn");
        let state = runtime.block_on(async { limiter.state(&location()) });
        prop_assert!(state.waiting == 0, "nobody is left in the queue");
    }
}
