//! A run: many tasks that make calls until all are made, and what the sandbox saw of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use examples::overheard;
use highlevel::limit::SlidingWindow;
use highlevel::retry::RetryPolicy;
use highlevel::{Client, ClientBuilder, Error};
use highlevel_sandbox::{RateLimit, Received, Sandbox};
use tokio::task::JoinSet;

use crate::{account, calls, faults};

/// How large a run is, and how fast time goes in it.
pub struct Plan {
    /// How many calls are made.
    pub calls: usize,
    /// How many tasks make them.
    pub tasks: usize,
    /// What the sandbox takes.
    pub limit: RateLimit,
    /// How long an access token lasts, if nothing ends it early.
    pub token_lifetime: Duration,
    /// How long the client waits for an answer.
    pub attempt_timeout: Duration,
    /// How long the client waits after a first attempt, at most.
    pub retry_delay: Duration,
}

/// What came of a run.
pub struct Run {
    /// How each call ended, by its number.
    pub ends: Vec<(usize, Result<(), Error>)>,
    /// Everything that the sandbox received, in order.
    pub log: Vec<Received>,
}

impl Plan {
    /// The settings of the sandbox.
    pub fn sandbox(&self) -> highlevel_sandbox::Builder {
        Sandbox::builder()
            .oauth_app(account::CLIENT_ID, account::CLIENT_SECRET)
            .token_lifetime(self.token_lifetime)
            .rate_limit(self.limit)
    }

    /// The client, which knows nothing of the limit yet.
    fn client(&self, builder: ClientBuilder) -> Client {
        let retry = RetryPolicy::standard().attempts(8);
        builder
            .oauth(account::app())
            .rate_limiter(SlidingWindow::new().burst(1_000, Duration::from_secs(1)))
            .attempt_timeout(self.attempt_timeout)
            .retry(retry.base_delay(self.retry_delay))
            .build()
            .expect("sound settings")
    }
}

/// Makes all calls.
pub async fn run(plan: &Plan, sandbox: Arc<Sandbox>, builder: ClientBuilder) -> Run {
    let client = &plan.client(builder);
    let tokens = account::install(client, &sandbox).await;
    faults::script(&sandbox, plan.attempt_timeout).expect("there are such operations");
    let ends = tokio::select! {
        biased;
        ends = make_calls(plan, client) => ends,
        () = account::end_tokens_early(tokens, &sandbox, plan.token_lifetime) => Vec::new(),
    };
    let log = sandbox.take_requests();
    log.iter().for_each(overheard::note);
    Run { ends, log }
}

async fn make_calls(plan: &Plan, client: &Client) -> Vec<(usize, Result<(), Error>)> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..plan.tasks {
        tasks.spawn(some_calls(client.clone(), Arc::clone(&next), plan.calls));
    }
    let mut ends: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    ends.sort_unstable_by_key(|(number, _)| *number);
    ends
}

/// Makes the calls that no other task makes.
async fn some_calls(
    client: Client,
    next: Arc<AtomicUsize>,
    calls: usize,
) -> Vec<(usize, Result<(), Error>)> {
    let mut ends = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= calls {
            return ends;
        }
        ends.push((number, calls::call(&client, number).await));
    }
}

impl Run {
    /// Everything that the sandbox saw, a line a request.
    pub fn lines(&self) -> Vec<String> {
        let line = |request: &Received| {
            let body = String::from_utf8_lossy(request.body());
            let (query, executed) = (request.query(), request.is_executed());
            let at = request.at();
            format!("{at:?} {request} {query:?} executed: {executed}, {body}")
        };
        self.log.iter().map(line).collect()
    }
}
