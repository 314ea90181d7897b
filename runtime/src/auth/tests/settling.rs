//! What is under way when a program ends or an account is forgotten.

use std::time::Duration;

use super::api::Api;
use super::stores::Frail;
use super::{DAY, app, call, installed, location, pass, stored, tokens};
use crate::auth::{Code, MemoryStore, TokenErrorKind, TokenStore};

#[tokio::test(start_paused = true)]
async fn what_is_forgotten_does_not_come_back() {
    let (_, store, tokens) = installed(Frail::default()).await;
    pass(2 * DAY).await;
    store.refuse_writes(true);
    call(&tokens).await.expect("a token that is not stored");
    store.refuse_writes(false);
    let lock = store.lock(&location()).await;
    let forgetting = tokio::spawn({
        let tokens = tokens.clone();
        async move { tokens.forget(&location()).await }
    });
    pass(1).await;
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
async fn a_program_that_ends_waits_for_an_exchange() {
    let (api, store) = (Api::new(), MemoryStore::new());
    let tokens = tokens(&api, app(&store));
    let code = Code::new("code");
    let dropped = tokio::time::timeout(Duration::from_millis(1), tokens.exchange(&code));
    assert!(dropped.await.is_err());
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-1");
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
        runtime.block_on(async { tokio::time::timeout(wait, adopting.adopt(grant)).await })
    });
    assert!(thread.join().expect("no panic").is_err());
    drop(lock);
    tokens.settle().await.expect("a store that works");
    let kept = stored(&store, &location()).await.expect("a grant").grant;
    assert_eq!(kept.access_token.expose(), "access-token-1");
}
