//! Fairness, and calls that are given up.

use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use super::{MILLISECOND, SECOND, SlidingWindow, is_waiting, location, take, waited};
use crate::limit::RateLimiter;

#[tokio::test(start_paused = true)]
async fn first_come_first_served() {
    let limiter = SlidingWindow::new().burst(3, SECOND);
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut calls = JoinSet::new();
    for number in 0..50 {
        let (limiter, order) = (limiter.clone(), Arc::clone(&order));
        calls.spawn(async move {
            let permit = limiter.acquire(&location()).await.expect("a permit");
            order.lock().expect("no panic").push(number);
            drop(permit);
        });
    }
    calls.join_all().await;
    let order = order.lock().expect("no panic");
    assert!(order.iter().copied().eq(0..50), "{order:?}");
}

#[tokio::test(start_paused = true)]
async fn nobody_overtakes_the_queue() {
    let limiter = SlidingWindow::new().burst(1, SECOND);
    let resource = location();
    drop(take(&limiter, &resource, 1).await);
    let mut early = limiter.acquire(&resource);
    assert!(is_waiting(&mut early));
    tokio::time::advance(SECOND * 2).await;
    // There is a place now, and it is the other's.
    let mut late = limiter.acquire(&resource);
    assert!(is_waiting(&mut late));
    assert!(!is_waiting(&mut early));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_leaves_the_queue() {
    let limiter = SlidingWindow::new().burst(1, SECOND);
    let resource = location();
    drop(take(&limiter, &resource, 1).await);
    let mut calls: Vec<_> = (0..5).map(|_| limiter.acquire(&resource)).collect();
    assert!(calls.iter_mut().all(is_waiting));
    assert_eq!(limiter.state(&resource).waiting, 5);
    // From the middle, the front and the back.
    drop(calls.remove(2));
    drop(calls.remove(0));
    drop(calls.pop());
    assert_eq!(limiter.state(&resource).waiting, 2);
    drop(calls);
    assert_eq!(limiter.state(&resource).waiting, 0);
    assert_eq!(waited(&limiter, &resource).await, SECOND + MILLISECOND);
}

#[tokio::test(start_paused = true)]
async fn the_next_takes_over_when_the_first_is_given_up() {
    let limiter = SlidingWindow::new().burst(1, SECOND);
    drop(take(&limiter, &location(), 1).await);
    let first = limiter.clone();
    let first = tokio::spawn(async move { waited(&first, &location()).await });
    tokio::task::yield_now().await;
    let second = limiter.clone();
    let second = tokio::spawn(async move { waited(&second, &location()).await });
    tokio::time::sleep(MILLISECOND * 300).await;
    first.abort();
    assert_eq!(second.await.expect("a wait"), SECOND + MILLISECOND);
}

#[tokio::test(start_paused = true)]
async fn a_future_that_was_never_polled_costs_nothing() {
    let limiter = SlidingWindow::new().burst(1, SECOND);
    let resource = location();
    drop(limiter.acquire(&resource));
    assert_eq!(limiter.state(&resource).remaining, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threads_share_a_limiter() {
    let limiter = SlidingWindow::new().burst(50, MILLISECOND * 20);
    let mut calls = JoinSet::new();
    for number in 0..400 {
        let limiter = limiter.clone();
        calls.spawn(async move {
            let resource = location();
            let call = limiter.acquire(&resource);
            if number % 3 == 0 {
                // Given up while it waits, more often than not.
                drop(tokio::time::timeout(MILLISECOND, call).await);
            } else {
                drop(call.await.expect("a permit"));
            }
        });
    }
    calls.join_all().await;
    assert_eq!(limiter.state(&location()).waiting, 0);
}
