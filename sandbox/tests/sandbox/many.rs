//! Many calls at once, in this process: every run is the same.

use std::sync::Arc;
use std::time::Duration;

use highlevel_sandbox::{Fault, RateLimit, Sandbox};
use tokio::time::sleep;

use crate::direct::{builder, send};
use crate::spec::THINGS;

const TASKS: u64 = 64;
const CALLS: u64 = 20;

/// What a sandbox that fails in many ways remembers of many tasks.
async fn run() -> Vec<String> {
    let limit = RateLimit {
        max: 100,
        ..RateLimit::default()
    };
    let sandbox = builder(&THINGS).rate_limit(limit).in_process();
    let sandbox = Arc::new(sandbox.expect("the specification is sound"));
    let script = sandbox.on("*");
    for fault in [
        Fault::reset_after_request().rate(0.03, 1),
        Fault::reset_before_request().rate(0.03, 2),
        Fault::delay(Duration::from_secs(3)).rate(0.03, 3),
        Fault::edge(502).rate(0.03, 4),
    ] {
        script.fault(fault).expect("a fault");
    }
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| tokio::spawn(calls(Arc::clone(&sandbox), task)))
        .collect();
    for task in tasks {
        task.await.expect("it does not panic");
    }
    let requests = sandbox.requests().into_iter();
    let shown = requests.map(|request| {
        let (at, executed) = (request.at(), request.is_executed());
        format!("{at:?} {executed} {request}")
    });
    shown.collect()
}

async fn calls(sandbox: Arc<Sandbox>, task: u64) {
    for call in 0..CALLS {
        let path = format!("/things/{task}-{call}");
        // A reset is a result like another.
        let _ = send(&sandbox, "DELETE", &path, &[], "").await;
        sleep(Duration::from_millis(500 + task)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_calls_have_the_same_fate_in_every_run() {
    let (one, other) = (run().await, run().await);
    assert_eq!(one.len() as u64, TASKS * CALLS);
    assert_eq!(one, other);
    for fate in [
        "true 204",
        "false 429",
        "true reset",
        "false reset",
        "false 502",
    ] {
        assert!(one.iter().any(|line| line.contains(fate)), "no `{fate}`");
    }
}
