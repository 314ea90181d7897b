//! The stores of tokens: the contract, and what a directory does when things are wrong with it.

use std::fs;
use std::path::Path;

use highlevel_runtime::Secret;
use highlevel_runtime::auth::{
    Account, FileStore, Grant, MemoryStore, Put, Revision, Stored, TokenStore, contract,
};

fn account() -> Account {
    Account::SubAccount("l1C08ntBrFjLS0elLIYU".to_owned())
}

fn grant(number: u32) -> Grant {
    let (access, refresh) = (
        format!("access-{number}-secret"),
        format!("refresh-{number}-secret"),
    );
    leaks::credential(&access);
    leaks::credential(&refresh);
    let mut grant = Grant::new(account(), access, 1000, 2000);
    grant.refresh_token = Some(Secret::new(refresh));
    grant
}

async fn stored(store: &FileStore) -> Option<Stored> {
    store.get(&account()).await.expect("a store that works")
}

async fn put(store: &FileStore, number: u32, expected: Option<&Revision>) -> Revision {
    match store.put(&grant(number), expected).await {
        Ok(Put::Stored(revision)) => revision,
        other => panic!("{other:?}"),
    }
}

fn file_of(directory: &Path) -> std::path::PathBuf {
    directory.join("sub-account.l1_c08nt_br_fj_l_s0el_l_i_y_u.json")
}

#[tokio::test]
async fn memory_keeps_the_contract() {
    let store = MemoryStore::new();
    assert_eq!(contract::check(|| store.clone()).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_keep_the_contract() {
    let directory = tempfile::tempdir().expect("a directory");
    let open = || FileStore::open(directory.path().join("made/on/demand")).expect("a store");
    assert_eq!(contract::check(open).await, Ok(()));
}

#[tokio::test]
async fn the_contract_finds_what_is_wrong() {
    // Each time opened, it is another one.
    let outcome = contract::check(MemoryStore::new).await;
    let told = outcome.expect_err("two stores that share nothing");
    assert!(told.starts_with("get after put, opened twice"), "{told}");
    assert!(
        !told.contains("access-1") && !told.contains("refresh-1"),
        "{told}"
    );
}

#[tokio::test]
async fn a_file_survives_its_process() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = FileStore::open(directory.path()).expect("a store");
    let revision = put(&store, 1, None).await;
    drop(store);
    let store = FileStore::open(directory.path()).expect("a store");
    let found = stored(&store).await.expect("a grant");
    assert_eq!((found.grant, &found.revision), (grant(1), &revision));
    assert!(file_of(directory.path()).exists());
    assert!(format!("{store:?}").starts_with("FileStore { directory:"));
}

#[tokio::test]
async fn drafts_of_the_killed_are_cleared_away() {
    let directory = tempfile::tempdir().expect("a directory");
    let draft = directory.path().join("sub-account.x.tmp");
    fs::write(&draft, "{\"rev").expect("a file");
    let store = FileStore::open(directory.path()).expect("a store");
    assert!(!draft.exists());
    // One that appears later is in nobody's way.
    let draft = file_of(directory.path()).with_extension("tmp");
    fs::write(&draft, "{\"rev").expect("a file");
    put(&store, 1, None).await;
    assert!(!draft.exists() && stored(&store).await.is_some());
}

#[tokio::test]
async fn a_broken_file_is_told_and_not_replaced() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = FileStore::open(directory.path()).expect("a store");
    let path = file_of(directory.path());
    for (text, reason) in [
        ("", "the JSON is broken at byte 0"),
        (
            "{\"revision\": \"1\", \"grant\": {\"acc",
            "the JSON is broken",
        ),
        ("[]", "revision is missing"),
        ("{\"grant\": {}}", "revision is missing"),
        ("{\"revision\": \"1\"}", "grant: expected an object"),
        (
            "{\"revision\": \"1\", \"grant\": {}}",
            "grant.id is missing",
        ),
        (
            "{\"revision\": \"1\", \"grant\": {\"id\": \"x\", \"account\": \"agency\", \"accessToken\": {\"a\": \"hush\"}}}",
            "grant.accessToken: expected text",
        ),
    ] {
        fs::write(&path, text).expect("a file");
        let told = store.get(&account()).await.expect_err(text).to_string();
        assert!(told.contains(reason), "{text}: {told}");
        assert!(told.contains(path.to_str().expect("text")), "{told}");
        assert!(told.ends_with("put back a copy of it, or remove it and reconnect the account"));
        assert!(!told.contains("hush"), "{told}");
        assert!(store.put(&grant(1), None).await.is_err(), "{text}");
        assert_eq!(fs::read_to_string(&path).expect("a file"), text);
    }
    store.delete(&account()).await.expect("a way out");
    put(&store, 1, None).await;
}

#[tokio::test]
async fn ids_that_name_no_file_are_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = FileStore::open(directory.path()).expect("a store");
    for (id, told) in [
        (String::new(), "the id of the agency is empty"),
        (
            "x".repeat(300),
            "the id of the agency is too long for the name of a file",
        ),
    ] {
        let error = store.get(&Account::Agency(id)).await.expect_err("no id");
        assert_eq!(error.to_string(), told);
    }
}

#[test]
fn what_is_no_directory_is_refused() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let error = FileStore::open(file.path()).expect_err("a file");
    assert!(error.to_string().starts_with("could not make /"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_lock_goes_with_its_account() {
    let directory = tempfile::tempdir().expect("a directory");
    let open = || FileStore::open(directory.path()).expect("a store");
    let (store, other) = (open(), open());
    let lock_file = file_of(directory.path()).with_extension("lock");
    // Of one that is there, it stays.
    put(&store, 1, None).await;
    drop(store.lock(&account()).await.expect("a lock"));
    assert!(lock_file.exists());
    let lock = store.lock(&account()).await.expect("a lock");
    store.delete(&account()).await.expect("a store that works");
    assert!(lock_file.exists());
    // Whoever waited has the one lock there is, not the one that was removed.
    let waiting = tokio::spawn(async move { other.lock(&account()).await });
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    drop(lock);
    let lock = waiting.await.expect("no panic").expect("a lock");
    assert!(lock_file.exists());
    drop(lock);
    assert!(!lock_file.exists());
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use highlevel_runtime::auth::{FileStore, TokenStore};

    use super::{account, file_of, grant, put, stored};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a file of ours");
    }

    #[tokio::test]
    async fn files_are_the_owners_alone() {
        let directory = tempfile::tempdir().expect("a directory");
        let tokens = directory.path().join("tokens");
        let store = FileStore::open(&tokens).expect("a store");
        put(&store, 1, None).await;
        drop(store.lock(&account()).await.expect("a lock"));
        assert_eq!(mode(&tokens), 0o700);
        let entries = fs::read_dir(&tokens).expect("a directory");
        let modes: Vec<u32> = entries
            .map(|entry| mode(&entry.expect("an entry").path()))
            .collect();
        assert_eq!(modes, [0o600; 3]);
    }

    #[tokio::test]
    async fn a_file_that_others_can_read_is_closed() {
        let directory = tempfile::tempdir().expect("a directory");
        let store = FileStore::open(directory.path()).expect("a store");
        put(&store, 1, None).await;
        let path = file_of(directory.path());
        set_mode(&path, 0o644);
        assert!(stored(&store).await.is_some());
        assert_eq!(mode(&path), 0o600);
    }

    #[tokio::test]
    async fn a_link_in_the_way_is_not_followed() {
        let directory = tempfile::tempdir().expect("a directory");
        let store = FileStore::open(directory.path()).expect("a store");
        let elsewhere = directory.path().join("elsewhere");
        let draft = file_of(directory.path()).with_extension("tmp");
        std::os::unix::fs::symlink(&elsewhere, draft).expect("a link");
        put(&store, 1, None).await;
        assert!(!elsewhere.exists() && stored(&store).await.is_some());
    }

    #[tokio::test]
    async fn a_directory_that_cannot_be_written_keeps_what_it_has() {
        let directory = tempfile::tempdir().expect("a directory");
        let store = FileStore::open(directory.path()).expect("a store");
        let revision = put(&store, 1, None).await;
        set_mode(directory.path(), 0o500);
        // Whoever may do everything is not stopped by a mode.
        let is_stopped = fs::write(directory.path().join("probe"), "").is_err();
        let outcome = store.put(&grant(2), Some(&revision)).await;
        let kept = stored(&store).await;
        set_mode(directory.path(), 0o700);
        if is_stopped {
            let told = outcome.expect_err("a refusal").to_string();
            assert!(told.starts_with("could not write /"), "{told}");
            assert_eq!(kept.map(|stored| stored.grant), Some(grant(1)));
        }
    }
}
