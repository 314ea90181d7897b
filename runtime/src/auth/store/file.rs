//! Tokens in files, one an account.

mod disk;
mod lock;
mod name;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use self::disk::Disk;
use super::{Lock, Put, Revision, StoreError, StoreFuture, Stored, TokenStore};
use crate::auth::account::Account;
use crate::auth::grant::Grant;
use crate::json::decoder::decode;
use crate::json::fault::{Fault, Step};

/// A [`TokenStore`] in a directory of its own, for the processes of one machine. Clones share it.
///
/// Each account has a file that only its owner may read (on Unix; elsewhere the directory's rights apply). A file is
/// replaced whole: a process that is killed at any moment leaves the old grant or the new one. One directory holds
/// the tokens of one app. It has to be on a disk of this machine: locks over a network are not to be relied on.
///
/// ```no_run
/// use highlevel_runtime::auth::{App, FileStore};
///
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new("client-id", std::env::var("CLIENT_SECRET")?).store(FileStore::open("/var/lib/my-app/tokens")?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct FileStore(Arc<Disk>);

impl FileStore {
    /// Opens a directory, which is made if it is not there, and clears away what killed processes left half-written.
    ///
    /// # Errors
    ///
    /// If the directory cannot be made, read or written.
    pub fn open(directory: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let disk = Disk::open(directory.into())?;
        Ok(Self(Arc::new(disk)))
    }

    /// Returns the directory.
    pub fn directory(&self) -> &Path {
        self.0.directory()
    }

    /// Does something that waits for the disk where waiting does no harm. It goes on to its end, whatever becomes of
    /// the future.
    async fn on_disk<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Disk) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let disk = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || act(&disk))
            .await
            .unwrap_or_else(|error| Err(StoreError::new("the disk was not used").because(error)))
    }
}

impl TokenStore for FileStore {
    fn get<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Option<Stored>> {
        Box::pin(async {
            let name = name::of(account)?;
            self.on_disk(move |disk| read(disk, &name)).await
        })
    }

    fn put<'a>(&'a self, grant: &'a Grant, expected: Option<&'a Revision>) -> StoreFuture<'a, Put> {
        Box::pin(async move {
            let name = name::of(&grant.account)?;
            let (grant, expected) = (grant.clone(), expected.cloned());
            self.on_disk(move |disk| swap(disk, &name, &grant, expected.as_ref()))
                .await
        })
    }

    fn delete<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, ()> {
        Box::pin(async {
            let name = name::of(account)?;
            self.on_disk(move |disk| {
                let _writing = disk.lock_writes()?;
                disk.remove(&name)
            })
            .await
        })
    }

    fn lock<'a>(&'a self, account: &'a Account) -> StoreFuture<'a, Lock> {
        // Asked for again and again, because a thread that waits for the system's lock cannot be called off.
        const LONGEST_PAUSE: Duration = Duration::from_millis(100);
        Box::pin(async {
            let name = name::of(account)?;
            let mut pause = Duration::from_millis(5);
            loop {
                let name = name.clone();
                if let Some(file) = self.on_disk(move |disk| disk.try_lock(&name)).await? {
                    return Ok(Lock::new(file));
                }
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        })
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore")
            .field("directory", &self.0.directory())
            .finish()
    }
}

fn swap(
    disk: &Disk,
    name: &str,
    grant: &Grant,
    expected: Option<&Revision>,
) -> Result<Put, StoreError> {
    let _writing = disk.lock_writes()?;
    let found = read(disk, name)?;
    if found.as_ref().map(|stored| &stored.revision) != expected {
        return Ok(Put::Lost);
    }
    let revision = fresh_revision()?;
    let text = json!({ "revision": revision.as_str(), "grant": grant.to_value() }).to_string();
    disk.replace(name, text.as_bytes())?;
    Ok(Put::Stored(revision))
}

fn read(disk: &Disk, name: &str) -> Result<Option<Stored>, StoreError> {
    let Some(text) = disk.read(name)? else {
        return Ok(None);
    };
    parse(&text).map(Some).map_err(|fault| {
        let path = disk.path(name);
        StoreError::new(format!(
            "{} holds no grant ({fault}): put back a copy of it, or remove it and reconnect the account",
            path.display()
        ))
    })
}

fn parse(text: &[u8]) -> Result<Stored, Fault> {
    let mut value: Value = decode(text)?;
    let revision = match value["revision"].as_str() {
        Some(revision) => Revision::new(revision),
        None => return Err(Fault::missing("revision")),
    };
    let grant = Grant::from_value(value["grant"].take())
        .map_err(|fault| fault.within(Step::Field("grant")))?;
    Ok(Stored { grant, revision })
}

/// A number that nobody had before, in this process or another.
fn fresh_revision() -> Result<Revision, StoreError> {
    let number = getrandom::u64()
        .map_err(|error| StoreError::new("the system has no random numbers").because(error))?;
    Ok(Revision::new(format!("{number:016x}")))
}
