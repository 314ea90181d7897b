//! What has to be true of a run, and its figures.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use highlevel_sandbox::Received;

use crate::calls::{is_idempotent, number_of_post};
use crate::run::{Plan, Run};

/// Holds a run against what is promised.
pub fn hold(plan: &Plan, run: &Run) {
    assert_eq!(run.ends.len(), plan.calls, "every call ended");
    whatever_can_be_repeated_succeeds(run);
    nothing_is_done_twice(run);
    one_refresh_an_expiry(plan, run);
    the_limit_is_learned(plan, run);
    what_is_sent_is_right(run);
}

fn whatever_can_be_repeated_succeeds(run: &Run) {
    for (number, end) in &run.ends {
        if let (true, Err(error)) = (is_idempotent(*number), end) {
            panic!("call {number}: {error}");
        }
    }
}

/// What is sent arrives at most once; once if its call succeeded, and not at all if its error says so.
fn nothing_is_done_twice(run: &Run) {
    let executed = executions(run);
    for (number, end) in &run.ends {
        if is_idempotent(*number) {
            continue;
        }
        let times = executed.get(number).copied().unwrap_or_default();
        assert!(times <= 1, "call {number} was executed {times} times");
        match end {
            Ok(()) => assert_eq!(times, 1, "call {number} succeeded"),
            Err(error) if !error.may_have_arrived() => {
                assert_eq!(times, 0, "call {number}: {error}");
            }
            Err(_) => {}
        }
    }
}

/// How often each call was executed that does more when it is made twice.
fn executions(run: &Run) -> BTreeMap<usize, u32> {
    let mut executions = BTreeMap::new();
    let executed = run.log.iter().filter(|request| request.is_executed());
    for number in executed.filter_map(number_of_post) {
        *executions.entry(number).or_default() += 1;
    }
    executions
}

/// Between two refreshes the token came to its end: by itself, or because it was ended early.
fn one_refresh_an_expiry(plan: &Plan, run: &Run) {
    let refreshes = refreshes(run);
    for pair in refreshes.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let is_due = to.saturating_sub(from) >= plan.token_lifetime * 85 / 100;
        let was_refused = run
            .log
            .iter()
            .any(|request| request.status() == 401 && (from..=to).contains(&request.at()));
        assert!(is_due || was_refused, "refreshed at {from:?} and at {to:?}");
    }
    let refused = run.log.iter().filter(|request| is_token(request));
    let refused = refused.filter(|request| !request.is_accepted()).count();
    assert_eq!(refused, 0, "no refresh token was used twice");
}

/// When tokens were given out: for the code, and for each refresh token.
fn refreshes(run: &Run) -> Vec<Duration> {
    let given = run.log.iter().filter(|request| is_token(request));
    let given = given.filter(|request| request.is_executed());
    given.map(Received::at).collect()
}

fn is_token(request: &Received) -> bool {
    request.path() == "/oauth/token"
}

/// After the first window, and after the first request of each task, which it sends before anything is known, none is one
/// too many.
fn the_limit_is_learned(plan: &Plan, run: &Run) {
    let calls: Vec<_> = run
        .log
        .iter()
        .filter(|request| !is_token(request))
        .collect();
    let learned = calls.first().map(|first| first.at() + plan.limit.interval);
    let late = calls
        .iter()
        .skip(plan.tasks)
        .filter(|request| is_over_limit(request));
    let late: Vec<String> = late
        .filter(|request| Some(request.at()) >= learned)
        .map(|request| format!("{:?} {request}", request.at()))
        .collect();
    assert!(late.is_empty(), "{late:#?}");
}

/// Whether the sandbox itself refused a request as one too many: what it was told to say is no refusal.
fn is_over_limit(request: &Received) -> bool {
    request.status() == 429 && !request.is_accepted()
}

/// No request was refused for any other reason than those that this is about.
fn what_is_sent_is_right(run: &Run) {
    let refused = run.log.iter().filter(|request| !request.is_accepted());
    for request in refused {
        assert!(matches!(request.status(), 401 | 429), "{request}");
    }
}

/// What happened in a run.
pub struct Figures {
    calls: usize,
    lasted: Duration,
    requests: usize,
    faults: usize,
    succeeded: usize,
    sent: usize,
    unknown: usize,
    unsent: usize,
    over_limit: usize,
    refreshes: usize,
    expired: usize,
}

impl Figures {
    /// Counts.
    pub fn of(plan: &Plan, run: &Run) -> Self {
        let errors: Vec<_> = run
            .ends
            .iter()
            .filter_map(|(_, end)| end.as_ref().err())
            .collect();
        let unknown = errors
            .iter()
            .filter(|error| error.may_have_arrived())
            .count();
        let count =
            |is: fn(&Received) -> bool| run.log.iter().filter(|request| is(request)).count();
        Self {
            calls: plan.calls,
            lasted: run.log.last().map(Received::at).unwrap_or_default(),
            requests: run.log.len(),
            faults: count(|request| request.status() != 200 && request.is_accepted()),
            succeeded: run.ends.len() - errors.len(),
            sent: executions(run).len(),
            unknown,
            unsent: errors.len() - unknown,
            over_limit: count(is_over_limit),
            refreshes: refreshes(run).len().saturating_sub(1),
            expired: count(|request| request.status() == 401),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} calls in {:?}, {} requests",
            self.calls, self.lasted, self.requests
        )?;
        writeln!(
            f,
            "  {} calls succeeded; {} messages arrived, each once",
            self.succeeded, self.sent
        )?;
        writeln!(
            f,
            "  {} messages failed that may have arrived, {} that did not",
            self.unknown, self.unsent
        )?;
        writeln!(
            f,
            "  {} requests got a scripted status or reset",
            self.faults
        )?;
        writeln!(
            f,
            "  {} requests were one too many, in the first window",
            self.over_limit
        )?;
        write!(
            f,
            "  {} refreshes; {} requests came with a token that was ended early",
            self.refreshes, self.expired
        )
    }
}
