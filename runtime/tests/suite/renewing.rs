//! Calls of a client with an app: which token they are sent with, and when another one is had.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use highlevel_runtime::auth::{Account, App, Grant, TokenErrorKind};
use highlevel_runtime::limit::{Resource, SlidingWindow};
use highlevel_runtime::transport::{Request, Sending, Transport};
use highlevel_runtime::{Call, Client, ErrorKind, FilePart, Method, Operation, Refusal, Value};
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::transports::answer;

const SECOND: Duration = Duration::from_secs(1);
const PATH: &str = "/locations/{locationId}/tags";

/// An API that takes one access token, and gives another for a refresh token that counts.
#[derive(Clone, Default)]
struct Api(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The token that is taken; every one if there is none.
    taken: Option<String>,
    /// What a token that is not taken is told.
    refusal: &'static str,
    renewals: usize,
    /// Refuses to renew anything.
    renews_nothing: bool,
    /// The tokens of the calls, in order.
    seen: Vec<String>,
}

impl Api {
    fn taking(token: &str, refusal: &'static str) -> Self {
        let api = Self::default();
        api.state().taken = Some(token.to_owned());
        api.state().refusal = refusal;
        api
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic elsewhere")
    }

    fn seen(&self) -> Vec<String> {
        self.state().seen.clone()
    }

    /// A client whose app has tokens of two sub-accounts and of the agency above.
    async fn client(&self) -> Client {
        self.client_with(SlidingWindow::new()).await
    }

    async fn client_with(&self, limiter: SlidingWindow) -> Client {
        let app = App::new("client-1", "client-secret").agency("company");
        let client: Client = Client::builder()
            .oauth(app)
            .transport(self.clone())
            .rate_limiter(limiter)
            .build()
            .expect("settings that are right");
        let tokens = client.tokens().expect("an app");
        for (account, token) in [
            (Account::SubAccount("one".to_owned()), "access-one"),
            (Account::SubAccount("two".to_owned()), "access-two"),
            (Account::Agency("company".to_owned()), "access-company"),
        ] {
            tokens.adopt(grant(account, token)).await.expect("a store");
        }
        client
    }
}

fn grant(account: Account, token: &str) -> Grant {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.expect("a clock").as_millis() as u64;
    // Had an hour ago: a token that is refused when it is new has not ended.
    let mut grant = Grant::new(account, token, now - 3_600_000, now + 82_799_000);
    grant.refresh_token = Some("refresh-0".into());
    grant
}

impl Transport for Api {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            leaks::request(&head, &body.bytes().await?);
            if head.uri.path() == "/oauth/token" {
                sleep(SECOND).await;
                let mut state = self.state();
                state.renewals += 1;
                if state.renews_nothing {
                    let body = r#"{"error": "invalid_grant", "error_description": "Invalid grant: refresh token is invalid"}"#;
                    return Ok(answer(401, body));
                }
                let token = format!("access-new-{}", state.renewals);
                state.taken = Some(token.clone());
                let body = json!({
                    "access_token": token, "expires_in": 86_399, "userType": "Location", "locationId": "one",
                    "refresh_token": format!("refresh-{}", state.renewals),
                });
                return Ok(answer(200, body.to_string()));
            }
            let token = head.headers.get("authorization");
            let token = token.and_then(|token| token.to_str().ok());
            let token = token
                .unwrap_or_default()
                .trim_start_matches("Bearer ")
                .to_owned();
            let mut state = self.state();
            state.seen.push(token.clone());
            if state.taken.as_ref().is_some_and(|taken| *taken != token) {
                let body = json!({"statusCode": 401, "message": state.refusal});
                return Ok(answer(401, body.to_string()));
            }
            Ok(answer(200, "{}"))
        })
    }
}

fn tags(client: &Client, location: &str) -> Call<Value> {
    client
        .request(Method::Post, PATH)
        .path("locationId", location)
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_ended_is_renewed_once_and_the_call_sent_again() {
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    tags(&client, "one").await.expect("an answer");
    assert_eq!(api.seen(), ["access-one", "access-new-1"]);
    tags(&client, "one").await.expect("an answer");
    assert_eq!(api.state().renewals, 1);
    // The same for who wants the answer as it is.
    sleep(SECOND * 3600).await;
    api.state().taken = Some("access-other".to_owned());
    let reply = tags(&client, "one").send_raw().await.expect("a reply");
    assert_eq!((reply.status().as_u16(), api.state().renewals), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn many_calls_have_one_renewal() {
    let api = Api::taking("access-other", "jwt expired");
    let client = api.client().await;
    let mut calls = JoinSet::new();
    for _ in 0..40 {
        calls.spawn(tags(&client, "one").into_future());
    }
    while let Some(call) = calls.join_next().await {
        call.expect("no panic").expect("an answer");
    }
    assert_eq!(api.state().renewals, 1);
    let seen = api.seen();
    let renewed = seen.iter().filter(|token| *token == "access-new-1");
    assert_eq!(renewed.count(), 40);
}

#[tokio::test(start_paused = true)]
async fn no_other_refusal_renews_anything() {
    for (message, refusal) in [
        (
            "The token is not authorized for this scope.",
            Refusal::MissingScope,
        ),
        (
            "This route is not yet supported by the IAM Service.",
            Refusal::RouteNotEnabled,
        ),
        ("E01 - Unauthorized request", Refusal::MissingParameter),
        ("version header was not found.", Refusal::WrongVersion),
    ] {
        let api = Api::taking("access-other", message);
        let client = api.client().await;
        let error = tags(&client, "one").await.expect_err("a refusal");
        assert_eq!(error.refusal(), Some(refusal));
        assert_eq!(api.state().renewals, 0);
        assert_eq!(api.seen(), ["access-one"]);
        assert!(!format!("{error} {error:?}").contains("access-one"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_does_not_help_is_the_last() {
    /// Takes no token at all.
    #[derive(Clone)]
    struct Stubborn(Api);
    impl Transport for Stubborn {
        fn send(&self, request: Request) -> Sending<'_> {
            Box::pin(async move {
                let response = self.0.send(request).await;
                self.0.state().taken = Some("access-none".to_owned());
                response
            })
        }
    }
    let api = Api::taking("access-none", "Invalid JWT");
    let client: Client = Client::builder()
        .oauth(App::new("client-1", "client-secret"))
        .transport(Stubborn(api.clone()))
        .build()
        .expect("settings that are right");
    let account = Account::SubAccount("one".to_owned());
    let tokens = client.tokens().expect("an app");
    let adopted = tokens.adopt(grant(account, "access-one")).await;
    adopted.expect("a store");
    let error = tags(&client, "one").await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::TokenInvalid));
    assert_eq!(api.seen(), ["access-one", "access-new-1"]);
    assert!(!format!("{error} {error:?}").contains("access-new-1"));
}

#[tokio::test(start_paused = true)]
async fn without_a_new_token_the_error_says_why() {
    let api = Api::taking("access-other", "Invalid JWT");
    api.state().renews_nothing = true;
    let client = api.client().await;
    let error = tags(&client, "one").await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let kind = error.token_error().map(|error| error.kind());
    assert_eq!(kind, Some(TokenErrorKind::InvalidGrant));
    assert!(
        error.to_string().starts_with(&format!("POST {PATH}: ")),
        "{error}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn what_the_call_is_about_decides_on_the_token() {
    let api = Api::default();
    let client = api.client().await;
    let search = || -> Call<Value> { client.request(Method::Post, "/contacts/search") };
    for (call, expected) in [
        (tags(&client, "one"), "access-one"),
        (tags(&client, "two"), "access-two"),
        (search().query_param("locationId", "one"), "access-one"),
        (
            search().body_json(&json!({"locationId": "two"})),
            "access-two",
        ),
        (
            search().body_json(&json!({"companyId": "company"})),
            "access-company",
        ),
        (tags(&client, "one").location("two"), "access-two"),
        (search().location("one"), "access-one"),
        (tags(&client, "one").agency(), "access-company"),
        (
            tags(&client, "one").header("authorization", "Bearer own"),
            "own",
        ),
    ] {
        call.await.expect("an answer");
        assert_eq!(api.seen().pop().as_deref(), Some(expected));
    }
    let error = tags(&client, "three").await.expect_err("not installed");
    assert_eq!(error.kind(), ErrorKind::Credentials);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_takes_no_token_asks_for_none() {
    static OPEN: Operation = Operation {
        id: "open",
        path: "/open",
        anonymous: true,
        ..Operation::NONE
    };
    let client: Client = Client::builder()
        .oauth(App::new("client-1", "client-secret"))
        .transport(Api::default())
        .build()
        .expect("settings that are right");
    // The app has no tokens and names no account.
    let error = tags(&client, "one").await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let call: Call<Value> = client.call(&OPEN);
    call.await.expect("an answer");
}

#[tokio::test(start_paused = true)]
async fn a_token_of_the_call_is_its_own_affair() {
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    let call = tags(&client, "one").header("authorization", "Bearer own-secret");
    let error = call.await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::TokenInvalid));
    assert_eq!(api.state().renewals, 0);
}

#[tokio::test(start_paused = true)]
async fn accounts_have_limits_of_their_own() {
    let api = Api::default();
    let limiter = SlidingWindow::new();
    let client = api.client_with(limiter.clone()).await;
    for location in ["one", "one", "two"] {
        tags(&client, location).await.expect("an answer");
    }
    tags(&client, "one").agency().await.expect("an answer");
    for (resource, remaining) in [
        (Resource::sub_account("one"), 98),
        (Resource::sub_account("two"), 99),
        (Resource::agency("company"), 99),
    ] {
        assert_eq!(limiter.state(&resource).remaining, remaining, "{resource}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waited_for_its_turn_takes_the_newest_token() {
    let api = Api::default();
    let limiter = SlidingWindow::new().burst(1, SECOND / 2);
    let client = api.client_with(limiter).await;
    tags(&client, "one").await.expect("an answer");
    let waiting = tokio::spawn(tags(&client, "one").into_future());
    sleep(SECOND / 10).await;
    let newer = grant(Account::SubAccount("one".to_owned()), "access-newer");
    let tokens = client.tokens().expect("an app");
    tokens.adopt(newer).await.expect("a store");
    waiting.await.expect("no panic").expect("an answer");
    assert_eq!(api.seen(), ["access-one", "access-newer"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_loses_no_token() {
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    // In the middle of the renewal, which takes a second.
    let given_up = timeout(SECOND / 2, tags(&client, "one")).await;
    given_up.expect_err("it takes longer");
    let tokens = client.tokens().expect("an app");
    tokens.settle().await.expect("a store");
    let account = Account::SubAccount("one".to_owned());
    let grant = tokens.grant(&account).await.expect("a grant");
    assert_eq!(grant.access_token.expose(), "access-new-1");
    assert_eq!(grant.refresh_token, Some("refresh-1".into()));
    tags(&client, "one").await.expect("an answer");
    assert_eq!(api.state().renewals, 1);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_wait_for_a_token() {
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    let error = tags(&client, "one")
        .timeout(SECOND / 2)
        .await
        .expect_err("it takes longer");
    // What the API said is known, and says more than that time is over.
    assert_eq!(error.refusal(), Some(Refusal::TokenInvalid));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_gone_is_not_sent_again() {
    use crate::types::{Things, UploadFilesForm};
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    let upload = || UploadFilesForm {
        location_id: Some("one".to_owned()),
        file_attachment: vec![FilePart::reader("a", &b"once"[..])],
        ..UploadFilesForm::default()
    };
    let things = Things { client: &client };
    let error = things.upload(upload()).await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::TokenInvalid));
    assert_eq!(api.seen(), ["access-one"]);
    // The next one has another token.
    let error = things.upload(upload()).await.expect_err("no `messageId`");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(api.seen(), ["access-one", "access-new-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_gone_leaves_the_refusal_as_the_result() {
    use crate::types::{Things, UploadFilesForm};
    let api = Api::taking("access-other", "Invalid JWT");
    let client = api.client().await;
    api.state().renews_nothing = true;
    let form = UploadFilesForm {
        location_id: Some("one".to_owned()),
        file_attachment: vec![FilePart::reader("a", &b"once"[..])],
        ..UploadFilesForm::default()
    };
    let things = Things { client: &client };
    let error = things.upload(form).await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::TokenInvalid));
}
