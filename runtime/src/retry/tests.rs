//! The table of the module, row by row, and what else ends a series of attempts.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use tokio::time::Instant;

use super::{Attempt, Decision, Outcome, RetryBudget, RetryPolicy, retry_after};

const SECOND: Duration = Duration::from_secs(1);

/// The first attempt of a call that may be repeated.
const FAILED: Attempt = Attempt {
    number: 1,
    outcome: Outcome::NotSent,
    idempotent: false,
    replayable: true,
    limited: true,
    retry_after: None,
    deadline: None,
};

/// What is waited after an attempt, if another follows.
fn wait(policy: &RetryPolicy, attempt: &Attempt) -> Option<Duration> {
    match policy.decide(attempt, &RetryBudget::default()) {
        Decision::Retry { after, .. } => Some(after),
        Decision::Stop => None,
    }
}

fn status(code: u16) -> Outcome {
    Outcome::Status(StatusCode::from_u16(code).expect("a status"))
}

#[test]
fn table() {
    let rows = [
        (Outcome::NotSent, true, true),
        (status(429), true, true),
        (status(408), true, false),
        (status(502), true, false),
        (status(503), true, false),
        (status(504), true, false),
        (Outcome::TimedOut, true, false),
        (Outcome::Interrupted, true, false),
    ];
    for (outcome, idempotent, other) in rows {
        for (repeats, expected) in [(true, idempotent), (false, other)] {
            let attempt = Attempt {
                outcome,
                idempotent: repeats,
                ..FAILED
            };
            let repeated = wait(&RetryPolicy::standard(), &attempt).is_some();
            assert_eq!(repeated, expected, "{attempt:?}");
        }
    }
}

#[test]
fn no_other_status_is_repeated() {
    let repeated: Vec<_> = (100..600)
        .filter(|code| status(*code).may_be_repeated(true))
        .collect();
    assert_eq!(repeated, [408, 429, 502, 503, 504]);
    let whatever_the_method: Vec<_> = (100..600)
        .filter(|code| status(*code).may_be_repeated(false))
        .collect();
    assert_eq!(whatever_the_method, [429]);
}

#[test]
fn what_cannot_be_replayed_is_not() {
    for outcome in [Outcome::NotSent, status(429), Outcome::Interrupted] {
        let attempt = Attempt {
            outcome,
            idempotent: true,
            replayable: false,
            ..FAILED
        };
        assert_eq!(wait(&RetryPolicy::standard(), &attempt), None);
    }
}

#[test]
fn attempts_end() {
    let policy = RetryPolicy::standard().attempts(3);
    let repeated = |number| wait(&policy, &Attempt { number, ..FAILED }).is_some();
    assert_eq!([1, 2, 3, 4].map(repeated), [true, true, false, false]);
    for none in [RetryPolicy::none(), RetryPolicy::standard().attempts(0)] {
        assert_eq!(wait(&none, &FAILED), None);
    }
}

#[test]
fn waits_spread_and_grow_to_the_cap() {
    fastrand::seed(7);
    let policy = RetryPolicy::standard()
        .attempts(u32::MAX)
        .base_delay(SECOND)
        .max_delay(SECOND * 10);
    for (number, longest) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (40, 10), (90, 10)] {
        let waits: Vec<_> = (0..500)
            .map(|_| wait(&policy, &Attempt { number, ..FAILED }).expect("a retry"))
            .collect();
        let longest = SECOND * longest;
        assert!(
            waits.iter().all(|wait| *wait <= longest),
            "attempt {number}"
        );
        assert!(waits.iter().any(|wait| *wait < longest / 10));
        assert!(waits.iter().any(|wait| *wait > longest * 9 / 10));
    }
}

#[test]
fn a_refusal_for_the_number_of_calls_is_free_where_a_limiter_spaces_them() {
    for (limited, left) in [(true, 100), (false, 99)] {
        let budget = RetryBudget::default();
        let attempt = Attempt {
            outcome: status(429),
            limited,
            ..FAILED
        };
        let decision = RetryPolicy::standard().decide(&attempt, &budget);
        assert!(matches!(decision, Decision::Retry { paid, .. } if paid != limited));
        assert_eq!(budget.remaining(), left);
    }
}

#[test]
fn waits_repeat_for_a_seed() {
    let waits = || {
        fastrand::seed(42);
        [1, 2, 3].map(|number| wait(&RetryPolicy::standard(), &Attempt { number, ..FAILED }))
    };
    assert_eq!(waits(), waits());
}

#[test]
fn an_asked_wait_is_kept_and_never_shortened() {
    let policy = RetryPolicy::standard()
        .base_delay(SECOND)
        .max_delay(SECOND * 30);
    let asked = |seconds| Attempt {
        outcome: status(503),
        idempotent: true,
        retry_after: Some(Duration::from_secs(seconds)),
        ..FAILED
    };
    for _ in 0..100 {
        let waited = wait(&policy, &asked(30)).expect("a retry");
        assert!((SECOND * 30..=SECOND * 31).contains(&waited), "{waited:?}");
    }
    assert_eq!(wait(&policy, &asked(31)), None);
    assert_eq!(wait(&policy, &asked(u64::MAX)), None);
}

#[tokio::test(start_paused = true)]
async fn no_wait_goes_beyond_the_deadline() {
    let asked = Attempt {
        outcome: status(429),
        retry_after: Some(SECOND * 5),
        deadline: Some(Instant::now() + SECOND * 5),
        ..FAILED
    };
    assert_eq!(wait(&RetryPolicy::standard(), &asked), None);
    let later = Some(Instant::now() + SECOND * 6);
    let attempt = Attempt {
        deadline: later,
        ..asked
    };
    assert!(wait(&RetryPolicy::standard(), &attempt).is_some());
    tokio::time::advance(SECOND * 2).await;
    assert_eq!(wait(&RetryPolicy::standard(), &attempt), None);
}

#[test]
fn budget_ends_and_comes_back() {
    let policy = RetryPolicy::standard();
    let budget = RetryBudget::new(2);
    let paid = |budget: &RetryBudget| match policy.decide(&FAILED, budget) {
        Decision::Retry { paid, .. } => Some(paid),
        Decision::Stop => None,
    };
    assert_eq!(paid(&budget), Some(true));
    assert_eq!(paid(&budget.clone()), Some(true), "clones share");
    assert_eq!(paid(&budget), None);
    // Five calls that succeed at once are one retry.
    (0..4).for_each(|_| budget.succeeded(0));
    assert_eq!(paid(&budget), None);
    budget.succeeded(0);
    assert_eq!(paid(&budget), Some(true));
    // A retry that was worth it comes back.
    budget.succeeded(1);
    assert_eq!(budget.remaining(), 1);
    budget.succeeded(u32::MAX);
    assert_eq!(budget.remaining(), 2, "never more than the capacity");
}

#[test]
fn refused_calls_are_free() {
    let empty = RetryBudget::new(0);
    let refused = Attempt {
        outcome: status(429),
        ..FAILED
    };
    let decision = RetryPolicy::standard().decide(&refused, &empty);
    assert!(matches!(decision, Decision::Retry { paid: false, .. }));
    assert_eq!(
        RetryPolicy::standard().decide(&FAILED, &empty),
        Decision::Stop
    );
}

#[test]
fn budget_is_untouched_by_what_is_not_repeated() {
    let budget = RetryBudget::new(1);
    let lost = Attempt {
        outcome: Outcome::Interrupted,
        ..FAILED
    };
    for attempt in [
        lost,
        Attempt {
            number: 5,
            ..FAILED
        },
    ] {
        assert_eq!(
            RetryPolicy::standard().decide(&attempt, &budget),
            Decision::Stop
        );
    }
    assert_eq!(budget.remaining(), 1);
}

#[test]
fn policy_has_the_budget_it_is_given() {
    let (own, client) = (RetryBudget::new(1), RetryBudget::new(2));
    let policy = RetryPolicy::standard();
    assert_eq!(policy.budget_or(&client).remaining(), 2);
    assert_eq!(policy.budget(own).budget_or(&client).remaining(), 1);
}

/// Reads the two headers at 1994-11-06T08:49:37Z.
fn read(value: &str, date: Option<&str>) -> Option<Duration> {
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, HeaderValue::from_str(value).expect("a value"));
    if let Some(date) = date {
        headers.insert(DATE, HeaderValue::from_str(date).expect("a value"));
    }
    retry_after(
        &headers,
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777),
    )
}

#[test]
fn retry_after_in_seconds_and_as_a_date() {
    assert_eq!(read("0", None), Some(Duration::ZERO));
    assert_eq!(read(" 120 ", None), Some(SECOND * 120));
    assert_eq!(
        read("Sun, 06 Nov 1994 08:50:37 GMT", None),
        Some(SECOND * 60)
    );
    assert_eq!(
        read("Sun, 06 Nov 1994 08:00:00 GMT", None),
        Some(Duration::ZERO)
    );
    let theirs = Some("Sun, 06 Nov 1994 08:50:30 GMT");
    assert_eq!(
        read("Sun, 06 Nov 1994 08:50:37 GMT", theirs),
        Some(SECOND * 7)
    );
    assert_eq!(
        read("Sun, 06 Nov 1994 08:50:37 GMT", Some("today")),
        Some(SECOND * 60)
    );
}

#[test]
fn retry_after_that_says_nothing() {
    for value in [
        "",
        "soon",
        "-1",
        "1.5",
        "99999999999999999999",
        "Sun, 99 Nov 1994",
    ] {
        assert_eq!(read(value, None), None, "{value}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), SystemTime::UNIX_EPOCH), None);
}

proptest! {
    #[test]
    fn nothing_panics_and_waits_stay_below_the_cap(
        number in any::<u32>(), attempts in any::<u32>(), base in any::<Duration>(), cap in any::<Duration>(),
        asked in any::<Option<Duration>>(),
    ) {
        let policy = RetryPolicy::standard().attempts(attempts).base_delay(base).max_delay(cap);
        let attempt = Attempt { number, retry_after: asked, ..FAILED };
        let waited = wait(&policy, &attempt);
        prop_assert_eq!(waited.is_some(), number < attempts && asked.is_none_or(|asked| asked <= cap));
        if let Some(waited) = waited {
            let limit = asked.map_or(cap, |asked| asked.saturating_add(base.min(cap)));
            prop_assert!(waited <= limit);
        }
    }

    #[test]
    fn any_header_is_read(text in "[ -~]{0,40}") {
        read(&text, Some(&text));
    }
}
