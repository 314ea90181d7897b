//! Downloads into files: whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use highlevel_runtime::ErrorKind;
use highlevel_runtime::transport::Body;
use tempfile::TempDir;
use tokio::time::timeout;

use super::{Silent, broken_off, recording, with};
use crate::transports::{InProcess, answer, streamed};

/// A folder with an old file in it.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording.wav");
    fs::write(&path, "old").expect("a file");
    (folder, path)
}

/// The names and contents of all files.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("text"))
        })
        .collect()
}

fn only(content: &str) -> Vec<(String, String)> {
    vec![("recording.wav".to_owned(), content.to_owned())]
}

#[tokio::test]
async fn a_whole_file_takes_the_place_of_the_old_one() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let (folder, path) = folder();
    let length = recording(&server.client())
        .save_to(&path)
        .await
        .expect("a file");
    assert_eq!(length, 5);
    assert_eq!(files(folder.path()), only("fresh"));
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_reads_the_new_file_who_could_not_read_the_old_one() {
    use std::os::unix::fs::PermissionsExt;
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let (_folder, path) = folder();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
    let saved = recording(&server.client()).save_to(&path).await;
    saved.expect("a file");
    let mode = fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_name_may_be_as_long_as_names_can_be() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let (folder, _) = folder();
    let path = folder.path().join("a".repeat(255));
    let saved = recording(&server.client()).save_to(&path).await;
    assert_eq!(saved.expect("a file"), 5);
}

#[tokio::test]
async fn an_empty_file_is_one_too() {
    let server = InProcess::new(|_| Ok(answer(200, "")));
    let (folder, path) = folder();
    let length = recording(&server.client())
        .save_to(&path)
        .await
        .expect("a file");
    assert_eq!(length, 0);
    assert_eq!(files(folder.path()), only(""));
}

#[tokio::test]
async fn the_old_file_stays_when_the_connection_breaks() {
    let server = InProcess::new(|_| Ok(broken_off("fresh")));
    let (folder, path) = folder();
    let error = recording(&server.client())
        .save_to(&path)
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(files(folder.path()), only("old"));
}

#[tokio::test]
async fn the_old_file_stays_when_there_is_no_new_one() {
    let server = InProcess::new(|_| Ok(answer(404, "{}")));
    let (folder, path) = folder();
    let error = recording(&server.client())
        .save_to(&path)
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(files(folder.path()), only("old"));
}

#[tokio::test(start_paused = true)]
async fn the_old_file_stays_when_nobody_waits() {
    let server = InProcess::new(|_| Ok(streamed(200, Body::stream(Silent, None))));
    let (folder, path) = folder();
    let client = server.client();
    let saving = recording(&client).save_to(&path);
    timeout(Duration::from_secs(1), saving)
        .await
        .expect_err("no end");
    assert_eq!(files(folder.path()), only("old"));
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_told() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let (folder, path) = folder();
    for wrong in [
        folder.path().join("none").join("a.wav"),
        path.join("a.wav"),
        PathBuf::from("/"),
    ] {
        let error = recording(&server.client())
            .save_to(&wrong)
            .await
            .expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(!error.is_retryable());
        let text = error.to_string();
        assert!(
            text.contains(&format!("the file {} cannot be written: ", wrong.display())),
            "{text}"
        );
    }
    assert_eq!(files(folder.path()), only("old"));
}

#[tokio::test]
async fn a_directory_is_not_overwritten() {
    let server = InProcess::new(|_| Ok(answer(200, "fresh")));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording.wav");
    fs::create_dir(&path).expect("a folder");
    let error = recording(&server.client())
        .save_to(&path)
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[tokio::test]
async fn a_part_is_no_file() {
    let server =
        InProcess::new(|_| Ok(with(answer(206, "bread"), "content-range", "bytes 5-9/10")));
    let (folder, path) = folder();
    let download = recording(&server.client())
        .download_from(5)
        .await
        .expect("a download");
    let error = download.save_to(&path).await.expect_err("an error");
    assert!(
        error.to_string().contains("only a whole one can be saved"),
        "{error}"
    );
    assert_eq!(files(folder.path()), only("old"));
}
