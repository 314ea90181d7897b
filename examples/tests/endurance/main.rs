//! Thousands of calls through everything that goes wrong: faults of every kind, tokens that end, limits that are
//! learned. Nothing may fail that can be repeated, nothing may be done twice, and a run repeats itself.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use examples::in_process::InProcess;
use highlevel::Client;
use highlevel_sandbox::RateLimit;
use tokio::runtime::Builder;

use crate::distance::Distant;
use crate::run::{Plan, Run};
use crate::verdict::Figures;

mod account;
mod calls;
mod distance;
mod faults;
mod run;
mod verdict;

/// What may not be logged: parts of every token and code that the sandbox gives, the secret of the app, what messages
/// say and to whom they go.
const SECRETS: [&str; 7] = [
    "sandbox-access-",
    "sandbox-refresh-",
    "sandbox-code-",
    account::CLIENT_SECRET,
    calls::TEXT,
    calls::PHONE,
    "Bearer",
];

/// 10,000 calls on a clock that stands still while there is something to do.
const LONG: Plan = Plan {
    calls: 10_000,
    tasks: 64,
    limit: RateLimit {
        max: 100,
        interval: Duration::from_secs(10),
        daily: 200_000,
    },
    token_lifetime: Duration::from_secs(120),
    attempt_timeout: Duration::from_secs(20),
    retry_delay: Duration::from_millis(500),
};

/// The same in small, for sockets and time that passes.
const SHORT: Plan = Plan {
    calls: 500,
    tasks: 64,
    limit: RateLimit {
        max: 50,
        interval: Duration::from_millis(200),
        daily: 200_000,
    },
    token_lifetime: Duration::from_secs(3),
    attempt_timeout: Duration::from_secs(1),
    retry_delay: Duration::from_millis(20),
};

/// A run on a clock and with chances of its own, so that every run is the same.
fn long_run() -> Run {
    fastrand::seed(7);
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let sandbox = LONG.sandbox().in_process().expect("sound settings");
        let sandbox = Arc::new(sandbox);
        let transport = Distant(InProcess::new(Arc::clone(&sandbox)));
        run::run(&LONG, sandbox, Client::builder().transport(transport)).await
    })
}

#[test]
fn ten_thousand_calls_through_everything() {
    let watch = leaks::watch(&SECRETS);
    let again = thread::spawn(long_run);
    let run = long_run();
    verdict::hold(&LONG, &run);
    println!("{}", Figures::of(&LONG, &run));
    println!("  {} lines of log, none with a secret", watch.lines());
    assert!(watch.lines() > LONG.calls, "there is a log");
    let again = again.join().expect("the same run does not panic");
    for (first, second) in run.lines().iter().zip(&again.lines()) {
        assert_eq!(first, second);
    }
    assert_eq!(run.log.len(), again.log.len());
}

#[tokio::test]
async fn five_hundred_calls_over_sockets() {
    leaks::watch(&SECRETS);
    let sandbox = Arc::new(SHORT.sandbox().start().await.expect("a free port"));
    let client = Client::builder().base_url(sandbox.url());
    let run = run::run(&SHORT, sandbox, client).await;
    verdict::hold(&SHORT, &run);
    println!("{}", Figures::of(&SHORT, &run));
}
