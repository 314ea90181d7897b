//! The log of tests, down to the last trace, searched while it is written.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

static WATCH: OnceLock<Watch> = OnceLock::new();

/// What a log is searched for.
#[derive(Debug)]
pub struct Watch {
    secrets: &'static [&'static str],
    lines: AtomicUsize,
}

/// Has everything that this process logs from now on searched for secrets: what `tracing` is told and what `log` is, at
/// every level. Nothing is shown.
///
/// Whoever logs a line with one of them panics. The secrets of the first call count for all.
///
/// # Panics
///
/// If another subscriber was installed before.
pub fn watch(secrets: &'static [&'static str]) -> &'static Watch {
    WATCH.get_or_init(|| {
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(|| Lines)
            .try_init()
            .expect("there is no other subscriber");
        Watch {
            secrets,
            lines: AtomicUsize::new(0),
        }
    })
}

impl Watch {
    /// How many lines were searched so far.
    pub fn lines(&self) -> usize {
        self.lines.load(Ordering::Relaxed)
    }

    fn search(&self, line: &[u8]) {
        self.lines.fetch_add(1, Ordering::Relaxed);
        let line = String::from_utf8_lossy(line);
        let found = self.secrets.iter().find(|secret| line.contains(**secret));
        assert_eq!(found, None, "logged in {line}");
    }
}

/// Takes the lines of the log, each whole.
struct Lines;

impl io::Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(watch) = WATCH.get() {
            watch.search(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
