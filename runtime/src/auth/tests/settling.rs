//! What is under way when a program ends or an account is forgotten.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::api::{Api, Fault};
use super::stores::Frail;
use super::{DAY, agency, app, call, header, installed, location, pass, put, stored, tokens};
use crate::auth::{Code, MemoryStore, TokenErrorKind, TokenStore, Tokens};
use crate::error::Error;

/// An account that is being forgotten, once that waits for the lock.
async fn forgetting(tokens: &Tokens) -> JoinHandle<Result<(), Error>> {
    let tokens = tokens.clone();
    let forgetting = tokio::spawn(async move { tokens.forget(&location()).await });
    pass(1).await;
    forgetting
}

#[tokio::test(start_paused = true)]
async fn what_is_forgotten_does_not_come_back() {
    let (_, store, tokens) = installed(Frail::default()).await;
    pass(2 * DAY).await;
    store.refuse_writes(true);
    call(&tokens).await.expect("a token that is not stored");
    store.refuse_writes(false);
    let lock = store.lock(&location()).await;
    let forgetting = forgetting(&tokens).await;
    // Both wait for the lock: one to remove the pair, one to store it.
    let settling = tokio::spawn({
        let tokens = tokens.clone();
        async move { tokens.settle().await }
    });
    pass(1).await;
    drop(lock);
    forgetting.await.expect("no panic").expect("a store");
    settling.await.expect("no panic").expect("nothing to store");
    assert_eq!(stored(&store, &location()).await, None);
    let error = call(&tokens).await.err().expect("no token");
    assert_eq!(error.kind(), TokenErrorKind::NotInstalled);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_waits_to_see_forgotten_is_forgotten() {
    // The store answers after the caller has gone, or too late for anybody.
    for (delay, patience) in [(1_000, 10), (31_000, DAY)] {
        let (_, store, tokens) = installed(Frail::default()).await;
        pass(2 * DAY).await;
        store.refuse_writes(true);
        call(&tokens).await.expect("a token that is not stored");
        store.refuse_writes(false);
        store.delay_deletes(delay);
        let (account, patience) = (location(), Duration::from_millis(patience));
        let forgotten = timeout(patience, tokens.forget(&account)).await;
        assert!(!matches!(forgotten, Ok(Ok(()))));
        pass(delay).await;
        tokens.settle().await.expect("nothing to store");
        assert_eq!(stored(&store, &location()).await, None);
        let error = call(&tokens).await.err().expect("no token");
        assert_eq!(error.kind(), TokenErrorKind::NotInstalled);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_installed_again_while_it_is_forgotten_is_stored() {
    let (api, store, tokens) = installed(MemoryStore::new()).await;
    call(&tokens).await.expect("a token");
    let lock = store.lock(&location()).await;
    let forgetting = forgetting(&tokens).await;
    let code = Code::new("code");
    let free = async {
        // By then the new pair waits for the lock too.
        pass(1_000).await;
        drop(lock);
    };
    let (installed, ()) = tokio::join!(tokens.exchange(&code), free);
    let grant = installed.expect("a pair");
    forgetting.await.expect("no panic").expect("a store");
    let kept = stored(&store, &location()).await.map(|it| it.grant);
    assert_eq!(kept, Some(grant));
    let granted = call(&tokens).await.expect("a token");
    assert_eq!(header(&granted), "Bearer access-token-2");
    assert_eq!(api.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_waits_while_an_account_is_installed_again_loses_no_pair() {
    let (api, store, tokens) = installed(MemoryStore::new()).await;
    call(&tokens).await.expect("a token");
    let lock = store.lock(&location()).await;
    let forgetting = forgetting(&tokens).await;
    let adopting = tokio::spawn({
        let (tokens, mut grant) = (tokens.clone(), api.install(location()));
        grant.expires_at = grant.obtained_at;
        async move { tokens.adopt(grant).await }
    });
    pass(1).await;
    let free = async {
        pass(1).await;
        drop(lock);
    };
    let (granted, ()) = tokio::join!(call(&tokens), free);
    forgetting.await.expect("no panic").expect("a store");
    adopting.await.expect("no panic").expect("a store");
    assert_eq!(header(&granted.expect("a token")), "Bearer access-token-3");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-3");
}

#[tokio::test(start_paused = true)]
async fn a_program_that_ends_waits_for_an_exchange() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store));
    let code = Code::new("code");
    let dropped = timeout(Duration::from_millis(1), tokens.exchange(&code));
    assert!(dropped.await.is_err());
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-1");
}

#[tokio::test(start_paused = true)]
async fn a_program_that_ends_waits_for_the_agency_of_a_renewal() {
    for fails in [false, true] {
        let (api, store) = (Api::new(), Frail::default());
        put(&store, &api.install(agency())).await;
        let tokens = tokens(&api, app(&store).agency("the-agency"));
        pass(DAY - 4 * 60_000).await;
        // The agency's renewal takes longer than its old token is held back, and may not be stored.
        api.set_delay(Duration::from_secs(12));
        store.refuse_writes(fails);
        let refuse = async {
            pass(1_000).await;
            api.set_delay(Duration::from_millis(300));
            api.fail(Fault::Answer(400, "{}".to_owned()));
        };
        let (granted, settled, ()) = tokio::join!(call(&tokens), tokens.settle(), refuse);
        assert!(granted.is_err());
        let kept = stored(&store, &agency()).await.expect("a grant").grant;
        if fails {
            let told = settled.expect_err("a store that fails").to_string();
            assert!(told.starts_with("agency the-agency: the new"), "{told}");
            assert_eq!(kept.access_token.expose(), "access-token-1");
        } else {
            settled.expect("a store that works");
            assert_eq!(kept.access_token.expose(), "access-token-2");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_pair_that_waits_for_its_lock_is_not_lost() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let lock = store.lock(&location()).await;
    let tokens = tokens(&api, app(&store));
    let (adopting, grant) = (tokens.clone(), api.install(location()));
    let thread = std::thread::spawn(move || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().expect("a runtime");
        let wait = Duration::from_millis(20);
        // It ends while the lock is waited for.
        runtime.block_on(async { timeout(wait, adopting.adopt(grant)).await })
    });
    assert!(thread.join().expect("no panic").is_err());
    drop(lock);
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-1");
}
