//! The log of one thread, for a test that reads it.

use std::io;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;

use crate::record;

/// Everything that is told on this thread while the guard lives, at every level.
pub fn capture() -> (Captured, DefaultGuard) {
    crate::start();
    crate::bridge();
    let captured = Captured::default();
    let subscriber = crate::subscriber(captured.clone());
    (captured, tracing::subscriber::set_default(subscriber))
}

/// What was told.
#[derive(Clone, Debug, Default)]
pub struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    /// The lines so far.
    ///
    /// # Panics
    /// If they are no text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic elsewhere").clone()).expect("text")
    }
}

impl io::Write for Captured {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Some(record) = record::of_this_process() {
            record.log(line);
        }
        self.0.lock().expect("no panic elsewhere").write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
