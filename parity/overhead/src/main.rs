//! What a call of the client costs beside the same request by bare reqwest, against the same server on this machine.
//!
//! `cargo run --release -p overhead` prints calls a second, the ratio of both, and allocations a call. Both take turns in
//! one run, in short turns: those that nothing else on the machine held up are compared.

mod bare;
mod client;
mod server;

use std::error::Error;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

use crate::bare::Bare;
use crate::client::Ours;

/// How many calls are made in a turn.
const CALLS: u32 = 20;

/// How many turns each has.
const TURNS: usize = 2_000;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    // The same runtime for both, on the thread whose allocations are counted.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let base_url = server::start()?;
    let (bare, ours) = (Bare::new(&base_url)?, Ours::new(&base_url)?);
    println!(
        "{:<16}{:>10}{:>10}{:>8}{:>14}{:>14}",
        "", "bare", "ours", "ratio", "bare", "ours"
    );
    println!(
        "{:<16}{:>10}{:>10}{:>8}{:>28}",
        "", "calls/s", "calls/s", "", "allocations a call"
    );
    compare("send a message", &runtime, || bare.send(), || ours.send())?;
    compare("read a list", &runtime, || bare.list(), || ours.list())
}

/// Lets both take turns, and prints what came of it.
fn compare<B, O>(
    what: &str,
    runtime: &Runtime,
    bare: impl Fn() -> B,
    ours: impl Fn() -> O,
) -> Outcome
where
    B: Future<Output = Outcome>,
    O: Future<Output = Outcome>,
{
    // Connections are opened, and what is made once is made.
    turn(runtime, &bare)?;
    turn(runtime, &ours)?;
    let mut times = Vec::with_capacity(TURNS);
    for _ in 0..TURNS {
        times.push((turn(runtime, &bare)?, turn(runtime, &ours)?));
    }
    let bare_time = undisturbed(times.iter().map(|(bare, _)| bare.as_secs_f64()));
    let our_time = undisturbed(times.iter().map(|(_, ours)| ours.as_secs_f64()));
    let ratio = bare_time / our_time;
    let calls = f64::from(CALLS);
    println!(
        "{what:<16}{:>10.0}{:>10.0}{ratio:>8.3}{:>14.1}{:>14.1}",
        calls / bare_time,
        calls / our_time,
        allocations(runtime, &bare)?,
        allocations(runtime, &ours)?,
    );
    Ok(())
}

/// How long some calls take, one after the other.
fn turn<F: Future<Output = Outcome>>(
    runtime: &Runtime,
    call: &impl Fn() -> F,
) -> Result<Duration, Box<dyn Error>> {
    let begin = Instant::now();
    runtime.block_on(async {
        for _ in 0..CALLS {
            call().await?;
        }
        Outcome::Ok(())
    })?;
    Ok(begin.elapsed())
}

/// How often a call allocates, with what its connection does for it.
fn allocations<F: Future<Output = Outcome>>(
    runtime: &Runtime,
    call: &impl Fn() -> F,
) -> Result<f64, Box<dyn Error>> {
    let mut outcome = Ok(Duration::ZERO);
    let counted = allocation_counter::measure(|| outcome = turn(runtime, call));
    outcome?;
    Ok(counted.count_total as f64 / f64::from(CALLS))
}

/// The time of a turn that nothing else held up: a tenth of them were as fast or faster.
fn undisturbed(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 10).copied().unwrap_or(f64::NAN)
}
