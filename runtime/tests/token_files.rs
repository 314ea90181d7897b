//! Processes that die while they write tokens: the store always opens with a pair that counts, the old or the new.
//!
//! Each round starts this program again, as [`write_until_killed`], and kills it at another moment.

#![allow(missing_docs, reason = "a test needs none")]
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use highlevel_runtime::Secret;
use highlevel_runtime::auth::{Account, FileStore, Grant, Put, TokenStore};

const DIRECTORY: &str = "HIGHLEVEL_TEST_TOKENS";
const ROUNDS: u64 = 200;

fn account() -> Account {
    Account::SubAccount("location".to_owned())
}

fn grant(number: u64) -> Grant {
    // Long enough for a write in several steps.
    let filler = "x".repeat(20_000);
    let (access, refresh) = (
        format!("access {number} {filler}"),
        format!("refresh {number} {filler}"),
    );
    leaks::credential(&access);
    leaks::credential(&refresh);
    let mut grant = Grant::new(account(), access, number, number + 1);
    grant.refresh_token = Some(Secret::new(refresh));
    grant
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Opens the store as a program that starts does, and returns the number of the pair in it.
fn number_in(directory: &Path) -> Option<u64> {
    runtime().block_on(async {
        let store = FileStore::open(directory).expect("a store that opens");
        drop(store.lock(&account()).await.expect("a lock that is free"));
        let found = store.get(&account()).await.expect("a file that is whole")?;
        let number = found.grant.obtained_at;
        assert_eq!(found.grant, grant(number), "both tokens are of one pair");
        Some(number)
    })
}

/// The program that is killed: writes pair after pair, and says which one is stored.
#[test]
#[ignore = "never ends; it is started by the test below"]
fn write_until_killed() {
    let Some(directory) = std::env::var_os(DIRECTORY) else {
        return;
    };
    runtime().block_on(async {
        let store = FileStore::open(directory).expect("a store");
        loop {
            let _lock = store.lock(&account()).await.expect("a lock");
            let found = store.get(&account()).await.expect("a file that is whole");
            let number = found.as_ref().map_or(0, |stored| stored.grant.obtained_at) + 1;
            let revision = found.map(|stored| stored.revision);
            let put = store.put(&grant(number), revision.as_ref()).await;
            assert!(matches!(put, Ok(Put::Stored(_))), "{put:?}");
            let mut told = std::io::stdout().lock();
            writeln!(told, "stored {number}").expect("somebody who listens");
        }
    });
}

#[test]
fn a_kill_at_any_moment_leaves_a_pair() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut last = 0;
    for round in 0..ROUNDS {
        let mut child = writer(directory.path());
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        // From the first write on: every moment of a write is hit, the ends of the range more than once.
        let first = lines.find_map(stored_number).expect("a first write");
        std::thread::sleep(Duration::from_micros(round * 37));
        child.kill().expect("a child of ours");
        child.wait().expect("a child of ours");
        let told = lines.filter_map(stored_number).last().unwrap_or(first);
        assert!(first > last, "a store that goes on where it was");
        let found = number_in(directory.path()).expect("a pair");
        assert!(
            found == told || found == told + 1,
            "round {round}: {told} was stored, {found} is there"
        );
        last = found;
    }
}

#[test]
fn a_full_disk_leaves_the_old_pair() {
    let directory = tempfile::tempdir().expect("a directory");
    runtime().block_on(async {
        let store = FileStore::open(directory.path()).expect("a store");
        let put = store.put(&grant(1), None).await;
        assert!(matches!(put, Ok(Put::Stored(_))), "{put:?}");
    });
    // A file may not grow beyond 4 kB: the write fails in the middle.
    let program = std::env::current_exe().expect("this program");
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 8; exec \"$0\" --exact write_until_killed --ignored",
        ])
        .arg(program)
        .env(DIRECTORY, directory.path())
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success(), "{told}");
    assert!(told.contains("could not write /"), "{told}");
    assert!(!told.contains("access 2"), "{told}");
    assert_eq!(number_in(directory.path()), Some(1));
    let left = std::fs::read_dir(directory.path()).expect("a directory");
    let drafts = left.filter(|entry| {
        let entry = entry.as_ref().expect("an entry");
        entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "tmp")
    });
    assert_eq!(drafts.count(), 0);
}

fn writer(directory: &Path) -> std::process::Child {
    let program = std::env::current_exe().expect("this program");
    Command::new(program)
        .args(["--exact", "write_until_killed", "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program")
}

fn stored_number(line: std::io::Result<String>) -> Option<u64> {
    // The first line follows the name of the test.
    line.ok()?.split("stored ").nth(1)?.parse().ok()
}
