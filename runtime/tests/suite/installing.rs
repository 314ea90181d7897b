//! Sending a user to install an app, and what they come back with.

use std::collections::BTreeMap;

use highlevel_runtime::auth::{App, Scope, State, TokenErrorKind};
use highlevel_runtime::{Error, ErrorKind};

fn app() -> App {
    App::new("client-1", "client-secret")
        .redirect_uri("https://example.com/back?x=1&y=2")
        .scopes([Scope::new("contacts.readonly"), Scope::new("a/b+c.write")])
}

fn kind(error: &Error) -> Option<TokenErrorKind> {
    assert_eq!(error.kind(), ErrorKind::Credentials);
    error.token_error().map(|error| error.kind())
}

#[test]
fn the_address_asks_for_everything() {
    let authorization = app().authorize().expect("an address");
    let state = authorization.state.as_str();
    assert_eq!(
        authorization.url,
        format!(
            "https://marketplace.gohighlevel.com/v2/oauth/chooselocation?response_type=code\
             &redirect_uri=https%3A%2F%2Fexample.com%2Fback%3Fx%3D1%26y%3D2&client_id=client-1\
             &scope=contacts.readonly%20a%2Fb%2Bc.write&state={state}"
        )
    );
    let app = app().white_label(true).same_window(true);
    let url = app.authorize().expect("an address").url;
    assert!(url.starts_with("https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation?"));
    assert!(url.ends_with("&loginWindowOpenMode=self"));
}

#[test]
fn no_state_comes_twice() {
    let states: BTreeMap<String, ()> = (0..100)
        .map(|_| app().authorize().expect("an address").state)
        .map(|state| (state.as_str().to_owned(), ()))
        .collect();
    assert_eq!(states.len(), 100);
    assert!(states.keys().all(|state| state.len() == 32));
}

#[test]
fn what_is_missing_is_told() {
    for (app, told) in [
        (
            App::new("c", "s").scopes(["contacts.readonly"]),
            "the app has no redirect URI: say App::redirect_uri",
        ),
        (
            App::new("c", "s").redirect_uri("https://example.com"),
            "the app has no scopes: say App::scopes",
        ),
    ] {
        let error = app.authorize().expect_err("nothing to ask with");
        assert_eq!(error.to_string(), told);
        assert_eq!(kind(&error), Some(TokenErrorKind::Configuration));
    }
}

#[test]
fn a_callback_gives_its_code() {
    let state = State::new("0123 4567");
    for address in [
        "https://example.com/back?code=a%2Fb+c&state=0123%204567",
        "https://example.com/back?x=1&state=0123+4567&code=a%2Fb+c#fragment?code=other",
        "/back?code=a%2Fb+c&state=0123+4567",
        "code=a%2Fb+c&state=0123+4567",
    ] {
        let code = app().callback(address, &state).expect(address);
        assert_eq!(code.expose(), "a/b c");
    }
    let code = app().callback_from_marketplace("https://example.com/back?code=abc");
    assert_eq!(code.expect("a code").expose(), "abc");
}

#[test]
fn a_callback_that_is_not_ours_is_refused() {
    let state = State::new("the-state");
    for (address, told) in [
        (
            "https://example.com/back?code=the-code&state=the-statf",
            "the callback's `state` is not",
        ),
        (
            "https://example.com/back?code=the-code&state=the-stat",
            "the callback's `state` is not",
        ),
        (
            "https://example.com/back?code=the-code&state=the-state2",
            "the callback's `state` is not",
        ),
        (
            "https://example.com/back?code=the-code&state=",
            "the callback has no `state`",
        ),
        (
            "https://example.com/back?code=the-code",
            "the callback has no `state`",
        ),
        (
            "https://example.com/back?state=the-state",
            "the callback has no `code`",
        ),
        (
            "https://example.com/back?state=the-state&code=",
            "the callback has no `code`",
        ),
        ("", "the callback has no `state`"),
        (
            "https://example.com/back?error=access_denied&error_description=The+user%0Adeclined&code=the-code",
            "the app was not installed: access_denied The user declined",
        ),
    ] {
        let error = app().callback(address, &state).expect_err(address);
        assert_eq!(kind(&error), Some(TokenErrorKind::Callback));
        let shown = format!("{error} {error:?}");
        assert!(shown.starts_with(told), "{shown}");
        assert!(
            !shown.contains("the-code") && !shown.contains("the-stat"),
            "{shown}"
        );
    }
    // A session without a state must not let everybody in.
    let error = app()
        .callback("?code=c&state=", &State::new(""))
        .expect_err("no state");
    assert_eq!(kind(&error), Some(TokenErrorKind::Callback));
    let error = app()
        .callback_from_marketplace("?code=c&state=s")
        .expect_err("a state");
    assert_eq!(
        error.to_string(),
        "the callback has a `state`: check it with App::callback"
    );
}
