//! The files of a process: what it logged, and what must not be in that.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The variable that names the folder, absolutely: tests run in the folders of their packages.
pub const FOLDER: &str = "HIGHLEVEL_TEST_LOG";

/// How a log's name ends.
pub const LOG: &str = "log";

/// How the name of a file with values ends.
pub const VALUES: &str = "values";

/// The files of a process.
#[derive(Debug)]
pub struct Record {
    log: Mutex<File>,
    values: Mutex<Values>,
}

#[derive(Debug)]
struct Values {
    file: File,
    known: BTreeSet<(&'static str, String)>,
}

/// The files of this process; none unless the folder is in the environment.
pub fn of_this_process() -> Option<&'static Record> {
    static RECORD: OnceLock<Option<Record>> = OnceLock::new();
    let record = RECORD.get_or_init(|| {
        let folder = PathBuf::from(env::var_os(FOLDER).filter(|folder| !folder.is_empty())?);
        let record = Record::open(&folder, &name());
        Some(record.unwrap_or_else(|error| panic!("{FOLDER}: {}: {error}", folder.display())))
    });
    record.as_ref()
}

/// Package, test and process: `highlevel-runtime.suite.4711`.
fn name() -> String {
    let package = env::var("CARGO_PKG_NAME").unwrap_or_default();
    let program = env::current_exe().unwrap_or_default();
    let stem = program.file_stem().and_then(OsStr::to_str);
    // Cargo puts a hash behind the name of a test.
    let test = stem.unwrap_or_default().rsplit_once('-');
    let test = test.map_or(stem.unwrap_or_default(), |(test, _)| test);
    format!("{package}.{test}.{}", process::id())
}

impl Record {
    /// Opens files of this name, or goes on in them.
    ///
    /// # Errors
    /// Where they cannot be opened.
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        let open = |ending: &str| {
            let path = folder.join(format!("{name}.{ending}"));
            OpenOptions::new().append(true).create(true).open(path)
        };
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            log: Mutex::new(open(LOG)?),
            values: Mutex::new(Values {
                file: open(VALUES)?,
                known: BTreeSet::new(),
            }),
        })
    }

    /// Writes a line of the log, which ends with its newline.
    pub fn log(&self, line: &[u8]) {
        let written = lock(&self.log).write_all(line);
        written.expect("there is room for the log");
    }

    /// Writes down a value of some kind, once.
    pub fn note(&self, kind: &'static str, value: &str) {
        let mut values = lock(&self.values);
        if values.known.insert((kind, value.to_owned())) {
            let line = format!("{kind}\t{}\n", serde_json::Value::from(value));
            let written = values.file.write_all(line.as_bytes());
            written.expect("there is room for the values");
        }
    }
}

/// A test that panicked leaves the files as sound as they were.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
