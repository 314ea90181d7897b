//! The log of a whole process: written down, and searched while it is written.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::record;
use crate::search::Needles;

static WATCH: OnceLock<Watch> = OnceLock::new();

/// What a log is searched for.
#[derive(Debug)]
pub struct Watch {
    secrets: Needles,
    lines: AtomicUsize,
}

/// Has everything that this process logs from now on searched for secrets: what `tracing` is told and what `log` is, at
/// every level. Nothing is shown.
///
/// Whoever logs a line with one of them panics, so that a backtrace tells the place. The secrets of the first call count
/// for all.
///
/// # Panics
///
/// If somebody else installed a subscriber before.
pub fn watch(secrets: &[&str]) -> &'static Watch {
    let watch = WATCH.get_or_init(|| Watch {
        secrets: Needles::new(secrets.iter().map(|secret| ("secret", *secret))),
        lines: AtomicUsize::new(0),
    });
    install();
    watch
}

/// Has the log of this process pass by here.
pub fn install() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        crate::bridge();
        let subscriber = crate::subscriber(|| Lines);
        tracing::subscriber::set_global_default(subscriber).expect("there is no other subscriber");
    });
}

impl Watch {
    /// How many lines were searched so far.
    pub fn lines(&self) -> usize {
        self.lines.load(Ordering::Relaxed)
    }

    fn search(&self, line: &[u8]) {
        self.lines.fetch_add(1, Ordering::Relaxed);
        let found = self.secrets.first(line).map(|(_, secret)| secret);
        let line = String::from_utf8_lossy(line);
        assert_eq!(found, None, "logged in {line}");
    }
}

/// Takes the lines of the log, each whole.
struct Lines;

impl io::Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(record) = record::of_this_process() {
            record.log(line);
        }
        if let Some(watch) = WATCH.get() {
            watch.search(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
