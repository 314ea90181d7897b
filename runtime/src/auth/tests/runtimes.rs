//! Renewals on a runtime that is gone, or that nobody drives any more.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::api::{Api, Fault};
use super::{
    DAY, agency, app, call, header, installed, location, pass, put, stored, tokens, tokens_at,
};
use crate::auth::{Account, MemoryStore, Tokens};
use crate::clock::Clock;

fn runtime(is_paused: bool) -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(is_paused);
    builder.build().expect("a runtime")
}

/// Tokens whose renewal was begun on a runtime and goes on only with it.
fn under_way(first: &Runtime) -> (MemoryStore, Tokens) {
    first.block_on(async {
        let (api, store) = (Api::new(), MemoryStore::new());
        put(&store, &api.install(location())).await;
        let tokens = tokens_at(&api, app(&store), Clock::starting_at(api.now() + 2 * DAY));
        let begun = timeout(Duration::from_millis(10), call(&tokens)).await;
        assert!(begun.is_err());
        (store, tokens)
    })
}

#[test]
fn one_that_stands_still_is_not_waited_for_without_end() {
    let first = runtime(false);
    let (_, tokens) = under_way(&first);
    runtime(true).block_on(async {
        let granted = call(&tokens).await.expect("a token");
        assert_eq!(header(&granted), "Bearer access-token-2");
        tokens.settle().await.expect("nothing left to store");
    });
    // Here it finds what was had elsewhere.
    first
        .block_on(tokens.settle())
        .expect("nothing left to store");
}

#[test]
fn one_that_goes_on_in_the_end_keeps_what_it_brings() {
    let first = runtime(true);
    let (store, tokens) = under_way(&first);
    first.block_on(async {
        let granted = call(&tokens).await.expect("a token");
        assert_eq!(header(&granted), "Bearer access-token-2");
        let kept = stored(&store, &location()).await.expect("a grant").grant;
        assert_eq!(kept.access_token.expose(), "access-token-2");
    });
}

#[test]
fn one_whose_runtime_is_gone_is_begun_anew() {
    let first = runtime(false);
    let (_, tokens) = under_way(&first);
    let waiting = std::thread::spawn({
        let tokens = tokens.clone();
        move || {
            let granted = runtime(false).block_on(call(&tokens)).expect("a token");
            header(&granted).to_owned()
        }
    });
    drop(first);
    assert_eq!(waiting.join().expect("no panic"), "Bearer access-token-2");
}

#[tokio::test(start_paused = true)]
async fn accounts_that_were_never_installed_leave_nothing_behind() {
    let (_, _, tokens) = installed(MemoryStore::new()).await;
    call(&tokens).await.expect("a token");
    for number in 0..10 {
        let account = Account::SubAccount(format!("unknown-{number}"));
        let (left, right) = tokio::join!(tokens.grant(&account), tokens.grant(&account));
        assert!(left.is_err() && right.is_err());
    }
    assert_eq!(tokens.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn accounts_that_an_agency_does_not_have_leave_nothing_behind_for_long() {
    let (api, store) = (Api::new(), MemoryStore::new());
    put(&store, &api.install(agency())).await;
    let tokens = tokens(&api, app(&store).agency("the-agency"));
    for round in 0..3 {
        for number in 0..10 {
            api.fail(Fault::Answer(400, "{}".to_owned()));
            let account = Account::SubAccount(format!("unknown-{round}-{number}"));
            assert!(tokens.grant(&account).await.is_err());
        }
        pass(60_000).await;
    }
    let account = Account::SubAccount("unknown".to_owned());
    api.fail(Fault::Answer(400, "{}".to_owned()));
    assert!(tokens.grant(&account).await.is_err());
    // The agency's, and the one that failed a moment ago.
    assert_eq!(tokens.count(), 2);
    assert!(store.locks() <= 1, "{}", store.locks());
}
