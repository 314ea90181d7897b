//! Calls of one and of several resources.

use http::HeaderMap;

use super::{MILLISECOND, Resource, SECOND, SlidingWindow, StatusCode, location, take, waited};
use crate::limit::{Permit, RateLimiter};

#[tokio::test(start_paused = true)]
async fn a_window_holds_the_maximum_and_no_more() {
    let limiter = SlidingWindow::new();
    drop(take(&limiter, &location(), 100).await);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
    // The other ninety-nine are free by now as well.
    drop(take(&limiter, &location(), 99).await);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
}

#[tokio::test(start_paused = true)]
async fn places_come_back_as_they_were_taken() {
    let limiter = SlidingWindow::new().burst(2, SECOND * 10);
    drop(take(&limiter, &location(), 1).await);
    tokio::time::advance(SECOND * 4).await;
    drop(take(&limiter, &location(), 1).await);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 6 + MILLISECOND
    );
    assert_eq!(waited(&limiter, &location()).await, SECOND * 4);
}

#[tokio::test(start_paused = true)]
async fn a_call_counts_until_an_interval_after_its_answer() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    let permit = take(&limiter, &location(), 1).await;
    tokio::time::advance(SECOND * 3).await;
    drop(permit);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND * 10 + MILLISECOND
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_counts_as_long_as_it_runs() {
    let limiter = SlidingWindow::new().burst(2, SECOND * 10);
    let running = take(&limiter, &location(), 2).await;
    tokio::time::advance(SECOND * 55).await;
    assert_eq!(limiter.state(&location()).remaining, 0);
    let waiting = limiter.clone();
    let waiting = tokio::spawn(async move { waited(&waiting, &location()).await });
    tokio::time::sleep(SECOND * 5).await;
    drop(running);
    assert_eq!(waiting.await.expect("a wait"), SECOND * 15 + MILLISECOND);
}

#[tokio::test(start_paused = true)]
async fn an_answer_while_others_wait_shortens_their_wait() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    let permit = take(&limiter, &location(), 1).await;
    let waiting = limiter.clone();
    let waiting = tokio::spawn(async move { waited(&waiting, &location()).await });
    tokio::time::sleep(SECOND * 2).await;
    drop(permit);
    assert_eq!(waiting.await.expect("a wait"), SECOND * 12 + MILLISECOND);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_sent_does_not_count() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    for _ in 0..3 {
        take(&limiter, &location(), 1)
            .await
            .into_iter()
            .for_each(Permit::give_back);
    }
    let state = limiter.state(&location());
    assert_eq!((state.remaining, state.daily_remaining), (1, 200_000));
    Permit::new().give_back();
    Permit::holding(5).give_back();
}

#[tokio::test(start_paused = true)]
async fn resources_are_counted_apart() {
    let limiter = SlidingWindow::new().burst(1, SECOND * 10);
    let resources = [
        Resource::sub_account("a"),
        Resource::sub_account("b"),
        Resource::agency("a"),
        Resource::token("a"),
        Resource::token("b"),
    ];
    for resource in &resources {
        drop(take(&limiter, resource, 1).await);
    }
    for resource in &resources {
        assert_eq!(limiter.state(resource).remaining, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn state_tells_what_is_left() {
    let limiter = SlidingWindow::new();
    let before = limiter.state(&location());
    assert_eq!((before.max, before.remaining), (100, 100));
    assert_eq!(
        (before.daily_max, before.daily_remaining),
        (200_000, 200_000)
    );
    assert_eq!(before.daily_ends_in, None);
    drop(take(&limiter, &location(), 3).await);
    tokio::time::advance(SECOND).await;
    let state = limiter.clone().state(&location());
    assert_eq!((state.remaining, state.daily_remaining), (97, 199_997));
    assert_eq!(state.interval, SECOND * 10);
    assert_eq!(state.daily_ends_in, Some(SECOND * (24 * 60 * 60 - 1)));
    assert_eq!((state.waiting, state.closed_for), (0, None));
}

#[tokio::test(start_paused = true)]
async fn settings_that_cannot_be_are_mended() {
    let limiter = SlidingWindow::new()
        .burst(0, std::time::Duration::MAX)
        .daily(0);
    let state = limiter.state(&location());
    assert_eq!((state.max, state.daily_max), (1, 1));
    drop(take(&limiter, &location(), 1).await);
    assert!(limiter.acquire(&location()).await.is_err());
    let instant = SlidingWindow::new().burst(1, std::time::Duration::ZERO);
    assert_eq!(instant.state(&location()).interval, MILLISECOND);
}

#[tokio::test(start_paused = true)]
async fn idle_resources_are_forgotten() {
    let limiter = SlidingWindow::new();
    let resource = |number| Resource::sub_account(format!("{number}"));
    for number in 0..1000 {
        drop(take(&limiter, &resource(number), 1).await);
    }
    assert_eq!(limiter.known(), 1000, "each of them was used today");
    tokio::time::advance(SECOND * 25 * 60 * 60).await;
    for number in 2000..3100 {
        drop(take(&limiter, &resource(number), 1).await);
    }
    assert!(limiter.known() <= 1100, "{}", limiter.known());
}

#[tokio::test(start_paused = true)]
async fn not_even_a_day_of_many_resources_is_kept_whole() {
    let limiter = SlidingWindow::new();
    let resource = |number| Resource::sub_account(format!("{number}"));
    for number in 0..40_000 {
        let permit = limiter.acquire(&resource(number)).await.expect("a permit");
        drop(permit);
        tokio::time::advance(MILLISECOND * 10).await;
    }
    assert!(limiter.known() < 25_000, "{}", limiter.known());
    assert_eq!(
        limiter.state(&resource(39_999)).daily_remaining,
        199_999,
        "the youngest stay"
    );
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_does_not_end_a_call_of_another_time() {
    let limiter = SlidingWindow::new().burst(2, SECOND);
    let late = take(&limiter, &location(), 1).await;
    tokio::time::advance(SECOND * 25 * 60 * 60).await;
    for number in 0..100 {
        drop(take(&limiter, &Resource::token(&number.to_string()), 1).await);
    }
    let now = take(&limiter, &location(), 1).await;
    drop(late);
    assert_eq!(
        waited(&limiter, &location()).await,
        SECOND + MILLISECOND,
        "`now` runs still"
    );
    drop(now);
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_be_the_first_that_is_heard_of_a_resource() {
    let limiter = SlidingWindow::new();
    limiter.observe(&location(), StatusCode::OK, &HeaderMap::new());
    assert_eq!(limiter.state(&location()).remaining, 100);
}
