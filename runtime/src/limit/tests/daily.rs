//! The limit of a day.

use std::time::Duration;

use super::{SECOND, SlidingWindow, answer, is_waiting, location, take, waited};
use crate::limit::{DailyLimit, Permit, RateLimiter};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How the API says that a whole day is left.
const DAY_LEFT: (&str, &str) = ("x-ratelimit-daily-reset", "86400000");

async fn refusal(limiter: &SlidingWindow) -> DailyLimit {
    limiter
        .acquire(&location())
        .await
        .expect_err("a used up day")
}

#[tokio::test(start_paused = true)]
async fn a_used_up_day_is_told_at_once() {
    let limiter = SlidingWindow::new().daily(3);
    drop(take(&limiter, &location(), 3).await);
    answer(&limiter, 200, &[DAY_LEFT]);
    tokio::time::advance(HOUR).await;
    let limit = refusal(&limiter).await;
    assert_eq!((limit.max(), limit.ends_in()), (3, HOUR * 23));
    let text = "the 3 calls of the day are used up: more can be made in 23 h 0 min";
    assert_eq!(limit.to_string(), text);
    tokio::time::advance(HOUR * 23).await;
    drop(take(&limiter, &location(), 3).await);
    refusal(&limiter).await;
}

#[tokio::test(start_paused = true)]
async fn or_it_is_waited_for() {
    let limiter = SlidingWindow::new().daily(1).wait_for_daily_limit(true);
    drop(take(&limiter, &location(), 1).await);
    answer(&limiter, 200, &[DAY_LEFT]);
    assert_eq!(waited(&limiter, &location()).await, HOUR * 24);
}

#[tokio::test(start_paused = true)]
async fn a_call_each_minute_finds_out_whether_a_day_is_over() {
    let limiter = SlidingWindow::new().daily(3);
    drop(take(&limiter, &location(), 3).await);
    let limit = refusal(&limiter).await;
    assert_eq!((limit.ends_in(), limit.is_end_known()), (MINUTE, false));
    let text = "the 3 calls of the day are used up: more can be tried in 0 h 1 min, because the API did not say when the day ends";
    assert_eq!(limit.to_string(), text);
    for _ in 0..3 {
        tokio::time::advance(MINUTE).await;
        drop(take(&limiter, &location(), 1).await);
        answer(&limiter, 429, &[("x-ratelimit-daily-remaining", "0")]);
        assert_eq!(refusal(&limiter).await.ends_in(), MINUTE);
    }
    tokio::time::advance(MINUTE).await;
    drop(take(&limiter, &location(), 1).await);
    answer(&limiter, 200, &[("x-ratelimit-daily-remaining", "2")]);
    drop(take(&limiter, &location(), 1).await);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_found_nothing_out_leaves_it_to_the_next() {
    let limiter = SlidingWindow::new().daily(1);
    drop(take(&limiter, &location(), 1).await);
    tokio::time::advance(MINUTE).await;
    for _ in 0..2 {
        let unsent = take(&limiter, &location(), 1).await;
        refusal(&limiter).await;
        unsent.into_iter().for_each(Permit::give_back);
    }
}

#[tokio::test(start_paused = true)]
async fn one_of_those_that_wait_finds_out() {
    let limiter = SlidingWindow::new().daily(1).wait_for_daily_limit(true);
    drop(take(&limiter, &location(), 1).await);
    assert_eq!(waited(&limiter, &location()).await, MINUTE);
    answer(&limiter, 200, &[("x-ratelimit-limit-daily", "1000")]);
    assert_eq!(waited(&limiter, &location()).await, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn answers_win() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 1).await);
    let told = [
        ("x-ratelimit-limit-daily", "10000"),
        ("x-ratelimit-daily-remaining", "0"),
        ("x-ratelimit-daily-reset", "7200000"),
    ];
    answer(&limiter, 200, &told);
    let limit = refusal(&limiter).await;
    assert_eq!((limit.max(), limit.ends_in()), (10_000, HOUR * 2));
    // A new day, for the API at least.
    let told = [
        ("x-ratelimit-daily-remaining", "9999"),
        ("x-ratelimit-daily-reset", "86343000"),
    ];
    answer(&limiter, 200, &told);
    let state = limiter.state(&location());
    assert_eq!(
        state.daily_remaining, 9_998,
        "one call may not be counted yet"
    );
    assert_eq!(state.daily_ends_in, Some(Duration::from_millis(86_343_000)));
    drop(take(&limiter, &location(), 1).await);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_late_gives_nothing_back() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 5).await);
    answer(&limiter, 200, &[("x-ratelimit-daily-remaining", "199995")]);
    answer(&limiter, 200, &[("x-ratelimit-daily-remaining", "199997")]);
    assert_eq!(limiter.state(&location()).daily_remaining, 199_995);
}

#[tokio::test(start_paused = true)]
async fn all_that_wait_are_told_when_the_day_is_used_up() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    let resource = location();
    let running = take(&limiter, &resource, 1).await;
    let mut calls: Vec<_> = (0..20)
        .map(|_| {
            let limiter = limiter.clone();
            tokio::spawn(async move { limiter.acquire(&location()).await.map(drop) })
        })
        .collect();
    tokio::task::yield_now().await;
    let start = tokio::time::Instant::now();
    answer(&limiter, 429, &[("x-ratelimit-daily-remaining", "0")]);
    drop(running);
    for call in &mut calls {
        call.await.expect("no panic").expect_err("a used up day");
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(
        limiter.state(&resource).closed_for,
        None,
        "it is the day's 429"
    );
}

#[tokio::test(start_paused = true)]
async fn a_day_is_waited_for_in_turn() {
    let limiter = SlidingWindow::new().daily(1).wait_for_daily_limit(true);
    let resource = location();
    drop(take(&limiter, &resource, 1).await);
    answer(&limiter, 200, &[DAY_LEFT]);
    let mut first = limiter.acquire(&resource);
    let mut second = limiter.acquire(&resource);
    assert!(is_waiting(&mut first) && is_waiting(&mut second));
    tokio::time::advance(HOUR * 24).await;
    assert!(is_waiting(&mut second));
    assert!(!is_waiting(&mut first));
    assert!(is_waiting(&mut second));
}
