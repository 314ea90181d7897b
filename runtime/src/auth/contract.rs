//! What every [`TokenStore`] has to do, as a test that any store can run.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::account::Account;
use super::grant::Grant;
use super::store::{Put, Revision, StoreError, Stored, TokenStore};
use crate::json::secret::Secret;

/// How long a lock may take to change hands.
const PROMPT: Duration = Duration::from_secs(10);

/// How long a lock is watched that must not be given.
const WATCHED: Duration = Duration::from_millis(300);

/// Checks that a store keeps grants as [`TokenStore`] says. `open` opens it, each time with the same storage behind.
///
/// Ids of the accounts it writes begin with `contract-`; it removes them when all is well.
///
/// # Errors
///
/// If the store does not: what it was asked, and what it did.
///
/// ```
/// use highlevel_runtime::auth::{MemoryStore, contract};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), String> {
/// let store = MemoryStore::new();
/// contract::check(|| store.clone()).await
/// # }
/// ```
pub async fn check<S: TokenStore>(open: impl Fn() -> S) -> Result<(), String> {
    let tag = getrandom::u64().map_err(|error| error.to_string())?;
    let (one, other) = (Arc::new(open()), Arc::new(open()));
    let accounts = [
        Account::SubAccount(format!("contract-{tag:x}-Aa")),
        // Ids that differ in nothing but case, and an agency of the same id.
        Account::SubAccount(format!("contract-{tag:x}-aA")),
        Account::Agency(format!("contract-{tag:x}-Aa")),
        Account::SubAccount(format!("contract-{tag:x}-../ü *?")),
    ];
    for account in &accounts {
        keeps(&*one, &*other, account).await?;
    }
    stays_apart(&*one, &accounts).await?;
    one_wins(&one, &other, &accounts[0]).await?;
    locks(&*one, &*other, &accounts[0], &accounts[1]).await?;
    for account in &accounts {
        removes(&*one, &*other, account).await?;
    }
    Ok(())
}

/// Writes, reads and replaces, seen from both sides.
async fn keeps<S: TokenStore>(one: &S, other: &S, account: &Account) -> Result<(), String> {
    expect(
        "get of what nobody stored",
        one.get(account).await,
        &None::<Stored>,
    )?;
    let first = grant(account, 1);
    let revision = stored("put of a first grant", one.put(&first, None).await)?;
    let kept = Some(Stored {
        grant: first.clone(),
        revision: revision.clone(),
    });
    expect("get after put", one.get(account).await, &kept)?;
    expect(
        "get after put, opened twice",
        other.get(account).await,
        &kept,
    )?;

    let second = grant(account, 2);
    expect(
        "put of a first grant where one is",
        other.put(&second, None).await,
        &Put::Lost,
    )?;
    expect(
        "put over another revision",
        other.put(&second, Some(&Revision::new("no such"))).await,
        &Put::Lost,
    )?;
    expect("get after a put that lost", one.get(account).await, &kept)?;
    let newer = stored(
        "put over the right revision",
        other.put(&second, Some(&revision)).await,
    )?;
    if newer == revision {
        return Err("put gave the revision of the grant before".to_owned());
    }
    expect(
        "put over a revision that is gone",
        one.put(&first, Some(&revision)).await,
        &Put::Lost,
    )?;
    let kept = Some(Stored {
        grant: second,
        revision: newer.clone(),
    });
    expect("get after a second put", one.get(account).await, &kept)?;
    // The last millisecond of the year 9999, which every database can hold.
    let bare = Grant::new(account.clone(), String::new(), 0, 253_402_300_799_999);
    let revision = stored(
        "put of a grant without text and nearly without end",
        one.put(&bare, Some(&newer)).await,
    )?;
    let kept = Some(Stored {
        grant: bare,
        revision,
    });
    expect(
        "get of a grant without text and nearly without end",
        other.get(account).await,
        &kept,
    )
}

/// No account has another's grant.
async fn stays_apart<S: TokenStore>(store: &S, accounts: &[Account]) -> Result<(), String> {
    for account in accounts {
        let found = store.get(account).await;
        let found = found.map_err(|error| format!("get failed: {error}"))?;
        if found.is_none_or(|stored| stored.grant.account != *account) {
            return Err(format!(
                "get of {account} gave another account's grant, or none"
            ));
        }
    }
    Ok(())
}

/// Of two who replace the same revision at the same time, one succeeds.
async fn one_wins<S: TokenStore>(
    one: &Arc<S>,
    other: &Arc<S>,
    account: &Account,
) -> Result<(), String> {
    for round in 3..13 {
        let base = one.get(account).await;
        let base = base.map_err(|error| format!("get failed: {error}"))?;
        let base = base.map(|stored| stored.revision);
        let left = put_apart(one, grant(account, round), base.clone());
        let right = put_apart(other, grant(account, 100 + round), base);
        let mut wins = 0;
        for put in [left, right] {
            let put = put
                .await
                .map_err(|error| format!("put broke off: {error}"))?;
            match put {
                Ok(Put::Stored(_)) => wins += 1,
                Ok(Put::Lost) => {}
                Err(error) => return Err(format!("put failed: {error}")),
            }
        }
        if wins != 1 {
            return Err(format!("of two puts over one revision {wins} were stored"));
        }
    }
    Ok(())
}

fn put_apart<S: TokenStore>(
    store: &Arc<S>,
    grant: Grant,
    expected: Option<Revision>,
) -> JoinHandle<Result<Put, StoreError>> {
    let store = Arc::clone(store);
    tokio::spawn(async move { store.put(&grant, expected.as_ref()).await })
}

/// A lock keeps others out until it is dropped, and only from its own account.
async fn locks<S: TokenStore>(
    one: &S,
    other: &S,
    account: &Account,
    another: &Account,
) -> Result<(), String> {
    let lock = prompt("lock", one.lock(account)).await?;
    if timeout(WATCHED, other.lock(account)).await.is_ok() {
        return Err("a lock was given twice".to_owned());
    }
    drop(prompt("lock of another account", other.lock(another)).await?);
    let written = one.get(account).await;
    written.map_err(|error| format!("get under a lock failed: {error}"))?;
    drop(lock);
    // Whoever stopped waiting above must not have it now.
    drop(prompt("lock that was given back", other.lock(account)).await?);
    drop(prompt("lock that was given back twice", one.lock(account)).await?);
    Ok(())
}

async fn removes<S: TokenStore>(one: &S, other: &S, account: &Account) -> Result<(), String> {
    let before = one.get(account).await;
    let before = before.map_err(|error| format!("get failed: {error}"))?;
    for what in ["delete", "delete of what is gone"] {
        expect(what, one.delete(account).await, &())?;
        expect("get after delete", other.get(account).await, &None)?;
    }
    let Some(before) = before else {
        return Err("get before delete gave nothing".to_owned());
    };
    expect(
        "put over a revision that was deleted",
        other.put(&before.grant, Some(&before.revision)).await,
        &Put::Lost,
    )?;
    let again = stored("put after delete", other.put(&before.grant, None).await)?;
    if again == before.revision {
        return Err("put after delete gave a revision that was there before".to_owned());
    }
    expect("delete", one.delete(account).await, &())
}

/// A grant in which every field is filled, with what is hard to keep.
fn grant(account: &Account, number: u64) -> Grant {
    let mut grant = Grant::new(
        account.clone(),
        format!("access-{number}-\"\\\n\u{e9}\u{1f511}"),
        1_700_000_000_000 + number,
        1_700_086_399_000 + number,
    );
    grant.refresh_token = Some(Secret::new(format!(
        "refresh-{number}-{}",
        "x".repeat(4000)
    )));
    grant.company_id = Some("company".to_owned());
    grant.user_id = number.is_multiple_of(2).then(|| "user".to_owned());
    grant.scopes = vec!["contacts.readonly".to_owned(), "a/b.write".to_owned()];
    grant.approved_locations = vec!["location".to_owned()];
    grant
}

fn stored(asked: &str, outcome: Result<Put, StoreError>) -> Result<Revision, String> {
    match outcome {
        Ok(Put::Stored(revision)) => Ok(revision),
        Ok(Put::Lost) => Err(format!("{asked}: nothing was written")),
        Err(error) => Err(format!("{asked} failed: {error}")),
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(
    asked: &str,
    found: Result<T, StoreError>,
    expected: &T,
) -> Result<(), String> {
    match found {
        Ok(found) if found == *expected => Ok(()),
        Ok(found) => Err(format!("{asked}: expected {expected:?}, found {found:?}")),
        Err(error) => Err(format!("{asked} failed: {error}")),
    }
}

async fn prompt<T>(
    asked: &str,
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, String> {
    match timeout(PROMPT, answer).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(format!("{asked} failed: {error}")),
        Err(_) => Err(format!("{asked}: not given within {PROMPT:?}")),
    }
}
