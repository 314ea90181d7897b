//! Writes down what tests send and receive, and what is logged meanwhile; `cargo run --package leaks` finds the one in
//! the other.
//!
//! Nothing happens unless [`FOLDER`] is in the environment. Then every process keeps two files in that folder: its log,
//! of everything that `tracing` and `log` are told, and the values that its servers saw. So what must not be logged is no
//! list that somebody keeps: it is what was really carried. Whatever stands in for a server tells this crate of each
//! request and each answer.
//!
//! A value is noted if it is at least six characters long and would not be in a log anyway. So unless it is a token or a
//! password, a word of letters alone (`refresh_token`, `text/plain`) is left out, and what has fewer than five letters and
//! digits, or no letter and fewer than ten digits (a date, a size); and so is the id of the sub-account or agency, which a
//! warning about its token names. Of a path, what may be a segment of the template is left out. Of a long value its beginning
//! counts. A log is searched for the values of its own test: no other process can have told it.

mod capture;
mod encoded;
mod record;
mod search;
mod texts;
mod values;
mod watch;

use std::sync::{Once, OnceLock};

use tracing::Dispatch;
use tracing_log::LogTracer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

pub use capture::{Captured, capture};
pub use record::FOLDER;
pub use search::{Hit, Report, Totals, search};
pub use values::{answer, credential, received, request, wire};
pub use watch::{Watch, watch};

/// Has the log of this process written down, if somebody wants it.
///
/// Noting a value does this too: a test that makes a client and no server calls it.
pub fn start() {
    listen();
    if record::of_this_process().is_some() {
        watch::install();
    }
}

/// Has `tracing` ask every subscriber whether it wants an event that is met for the first time.
///
/// While there is no more than one, it asks that of the thread which met the event. If nobody listens on that one, then
/// nobody hears of it on any other.
fn listen() {
    static LISTENING: OnceLock<[Dispatch; 2]> = OnceLock::new();
    LISTENING.get_or_init(|| [(); 2].map(|()| Dispatch::new(tracing_subscriber::registry())));
}

/// A subscriber that writes every event and every span, each as one line.
fn subscriber<W>(writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(writer)
        .finish()
}

/// Leads what `log` is told to `tracing`.
fn bridge() {
    static BRIDGE: Once = Once::new();
    BRIDGE.call_once(|| LogTracer::init().expect("there is no other logger"));
}
