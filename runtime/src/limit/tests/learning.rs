//! What answers say of the window.

use super::{MILLISECOND, SECOND, SlidingWindow, answer, location, take, waited};

#[tokio::test(start_paused = true)]
async fn maximum_and_interval_are_learned() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 1).await);
    let told = [
        ("x-ratelimit-max", "3"),
        ("x-ratelimit-interval-milliseconds", "5000"),
        ("x-ratelimit-remaining", "2"),
    ];
    answer(&limiter, 200, &told);
    let state = limiter.state(&location());
    assert_eq!(
        (state.max, state.interval, state.remaining),
        (3, SECOND * 5, 2)
    );
    drop(take(&limiter, &location(), 2).await);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 5 + MILLISECOND
    );
}

#[tokio::test(start_paused = true)]
async fn what_others_spend_counts() {
    let limiter = SlidingWindow::new().burst(10, SECOND * 10);
    drop(take(&limiter, &location(), 2).await);
    answer(&limiter, 200, &[("x-ratelimit-remaining", "3")]);
    assert_eq!(limiter.state(&location()).remaining, 3);
    // The same answer again is no news.
    answer(&limiter, 200, &[("x-ratelimit-remaining", "3")]);
    drop(take(&limiter, &location(), 3).await);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_late_gives_nothing_back() {
    let limiter = SlidingWindow::new().burst(10, SECOND * 10);
    drop(take(&limiter, &location(), 4).await);
    answer(&limiter, 200, &[("x-ratelimit-remaining", "6")]);
    answer(&limiter, 200, &[("x-ratelimit-remaining", "9")]);
    assert_eq!(limiter.state(&location()).remaining, 6);
}

#[tokio::test(start_paused = true)]
async fn calls_that_run_are_not_taken_for_those_of_others() {
    let limiter = SlidingWindow::new().burst(10, SECOND * 10);
    let running = take(&limiter, &location(), 6).await;
    answer(&limiter, 200, &[("x-ratelimit-remaining", "4")]);
    assert_eq!(limiter.state(&location()).remaining, 4);
    drop(running);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_closes_the_window_for_an_interval() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 1).await);
    answer(&limiter, 429, &[]);
    let state = limiter.state(&location());
    assert_eq!(
        (state.remaining, state.closed_for),
        (0, Some(SECOND * 10 + MILLISECOND))
    );
    tokio::time::advance(SECOND * 4).await;
    answer(&limiter, 429, &[]);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
    drop(take(&limiter, &location(), 99).await);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_holds_nobody_back_for_more_than_a_minute() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 1).await);
    answer(&limiter, 429, &[("retry-after", "86400")]);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 60 + MILLISECOND
    );
    // To come back at once is no time.
    answer(&limiter, 429, &[("retry-after", "0")]);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_may_say_when_to_come_back() {
    let limiter = SlidingWindow::new();
    answer(&limiter, 429, &[("retry-after", "3")]);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 3 + MILLISECOND
    );
    answer(&limiter, 503, &[("retry-after", "3")]);
    drop(take(&limiter, &location(), 1).await);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_is_not_believed() {
    let limiter = SlidingWindow::new();
    let nonsense = [
        "",
        "-1",
        "+5",
        "1e3",
        "many",
        "99999999999999999999999",
        "0",
        "18446744073709551615",
    ];
    let before = limiter.state(&location());
    for value in nonsense {
        let told = [
            ("x-ratelimit-interval-milliseconds", value),
            ("x-ratelimit-daily-reset", value),
            ("retry-after", value),
        ];
        answer(&limiter, 200, &told);
    }
    for value in &nonsense[..7] {
        let told = [
            ("x-ratelimit-max", *value),
            ("x-ratelimit-limit-daily", value),
        ];
        answer(&limiter, 200, &told);
    }
    assert_eq!(limiter.state(&location()), before);
}

#[tokio::test(start_paused = true)]
async fn huge_numbers_cost_nothing() {
    let limiter = SlidingWindow::new();
    let huge = u64::MAX.to_string();
    let told = [
        ("x-ratelimit-max", huge.as_str()),
        ("x-ratelimit-remaining", "1"),
        ("x-ratelimit-limit-daily", &huge),
        ("x-ratelimit-daily-remaining", "1"),
    ];
    answer(&limiter, 200, &told);
    drop(take(&limiter, &location(), 1).await);
    assert_eq!(limiter.state(&location()).remaining, 0);
    answer(&limiter, 200, &told);
}
