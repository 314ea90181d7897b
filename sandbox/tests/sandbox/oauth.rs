//! The endpoints for tokens; the clock is paused.

use std::time::Duration;

use bytes::Bytes;
use highlevel_sandbox::{Builder, Consent, RateLimit, Sandbox};
use http::Response;
use serde_json::Value;
use tokio::time::advance;

use crate::client::call;
use crate::direct::{builder, json_of, send};

mod authority;
mod refreshing;

/// The vendor's documents, and operations that want tokens of a kind.
const DOCUMENTS: [(&str, &str); 6] = [
    (
        "spec/vendor/v2/oauth.yaml",
        include_str!("../../spec/vendor/v2/oauth.yaml"),
    ),
    (
        "spec/vendor/v2/common.yaml",
        include_str!("../../spec/vendor/v2/common.yaml"),
    ),
    (
        "spec/vendor/v3/oauth.yaml",
        include_str!("../../spec/vendor/v3/oauth.yaml"),
    ),
    (
        "spec/vendor/v3/common.yaml",
        include_str!("../../spec/vendor/v3/common.yaml"),
    ),
    (
        "spec/overlays/oauth.yaml",
        include_str!("../../spec/overlays/oauth.yaml"),
    ),
    ("spec/v2/rooms.yaml", ROOMS),
];

const ROOMS: &str = r##"
openapi: 3.0.3
info: { title: Rooms, version: "1.0" }
paths:
  /locations/{locationId}/rooms:
    get:
      operationId: rooms
      parameters:
        - { name: altId, in: query, schema: { type: string } }
        - { name: altType, in: query, schema: { type: string } }
      responses:
        "200": { description: They. }
        "401":
          description: No.
          content:
            application/json:
              schema:
                type: object
                properties:
                  statusCode: { type: number }
                  message: { type: string, example: "Invalid token: access token is invalid" }
      security: [{ bearer: [rooms.readonly] }]
      x-highlevel-token-types: [sub-account]
  /companies/{companyId}:
    get:
      operationId: company
      responses: { "200": { description: It. } }
      security: [{ bearer: [companies.readonly] }]
      x-highlevel-token-types: [agency]
  /either:
    post:
      operationId: either
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { locationId: { type: string } } }
      responses: { "200": { description: It. } }
      security: [{ bearer: [rooms.readonly] }, { other: [companies.readonly] }]
      x-highlevel-token-types: [sub-account, agency]
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    other: { type: http, scheme: bearer }
"##;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("Content-Type", "application/json");
const V3: (&str, &str) = ("Version", "v3");

fn app() -> Builder {
    builder(&DOCUMENTS).oauth_app("app", "hush")
}

fn start(builder: Builder) -> Sandbox {
    builder.in_process().expect("the specification is sound")
}

async fn post(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
    let answer = send(sandbox, "POST", path, headers, body).await;
    read(&answer.expect("it is answered"))
}

fn read(answer: &Response<Bytes>) -> (u16, Value) {
    let body = match answer.body().is_empty() {
        true => Value::Null,
        false => json_of(answer),
    };
    (answer.status().as_u16(), body)
}

/// Asks for tokens in the spelling of the dated versions.
async fn tokens(sandbox: &Sandbox, grant: &str) -> (u16, Value) {
    let body = format!("client_id=app&client_secret=hush&grant_type={grant}");
    post(sandbox, "/oauth/token", &[FORM], &body).await
}

/// The tokens of a person's agreement.
async fn installed(sandbox: &Sandbox, consent: impl Into<Consent>) -> Value {
    let code = sandbox.authorize(consent).expect("there is an app");
    let (status, answer) = tokens(sandbox, &format!("authorization_code&code={code}")).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn get(sandbox: &Sandbox, path: &str, token: &Value) -> (u16, String) {
    let token = format!("Bearer {}", token.as_str().expect("a token is text"));
    let answer = send(sandbox, "GET", path, &[("Authorization", &token)], "").await;
    let (status, body) = read(&answer.expect("it is answered"));
    (
        status,
        body["message"].as_str().unwrap_or_default().to_owned(),
    )
}

fn text(value: &Value) -> &str {
    value.as_str().expect("it is text")
}

#[tokio::test(start_paused = true)]
async fn a_code_becomes_tokens_once() {
    let sandbox = start(app());
    let code = sandbox.authorize("loc").expect("there is an app");
    let grant = format!("authorization_code&code={code}&user_type=Location");
    let (status, answer) = tokens(&sandbox, &grant).await;
    assert_eq!(status, 200, "{answer}");
    for (name, expected) in [
        ("token_type", "Bearer"),
        ("userType", "Location"),
        ("locationId", "loc"),
    ] {
        assert_eq!(answer[name], expected);
    }
    assert_eq!(answer["expires_in"], 86_399);
    assert_eq!(
        answer["scope"],
        "companies.readonly oauth.readonly oauth.write rooms.readonly"
    );
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &answer["access_token"])
            .await
            .0,
        200
    );
    let (status, again) = tokens(&sandbox, &grant).await;
    assert_eq!(
        (status, text(&again["message"])),
        (400, "Invalid grant: authorization code is invalid")
    );
}

#[tokio::test(start_paused = true)]
async fn a_code_ends() {
    let sandbox = start(app());
    let code = sandbox.authorize("loc").expect("there is an app");
    advance(Duration::from_secs(600)).await;
    assert_eq!(
        tokens(&sandbox, &format!("authorization_code&code={code}"))
            .await
            .0,
        400
    );
}

#[tokio::test(start_paused = true)]
async fn version_v3_spells_its_own_way() {
    let sandbox = start(app());
    let code = sandbox.authorize("loc").expect("there is an app");
    let body = format!("clientId=app&clientSecret=hush&grantType=authorization_code&code={code}");
    let (status, first) = post(&sandbox, "/oauth/token", &[FORM, V3], &body).await;
    assert_eq!(status, 200, "{first}");
    assert!(first["accessToken"].is_string() && first.get("access_token").is_none());
    assert_eq!(
        (&first["tokenType"], &first["expiresIn"]),
        (&"Bearer".into(), &86_399.into())
    );
    let refresh = text(&first["refreshToken"]);
    let body =
        format!("clientId=app&clientSecret=hush&grantType=refresh_token&refreshToken={refresh}");
    assert_eq!(
        post(&sandbox, "/oauth/token", &[FORM, V3], &body).await.0,
        200
    );

    for (headers, body, message) in [
        (
            [FORM, V3],
            "clientSecret=hush&grantType=refresh_token",
            "Missing parameter: clientId",
        ),
        (
            [FORM, V3],
            "client_id=app&client_secret=hush",
            "Missing parameter: clientId",
        ),
        (
            [FORM, V3],
            "clientId=app&clientSecret=hush&grantType=password",
            "Invalid parameter: grantType",
        ),
        (
            [FORM, V3],
            "clientId=app&clientSecret=hush&grantType=refresh_token",
            "Missing parameter: refreshToken",
        ),
        (
            [FORM, V3],
            "clientId=app&clientSecret=no&grantType=client_credentials",
            "Invalid client: client is invalid",
        ),
        (
            [FORM, ("X", "x")],
            "client_id=app",
            "Missing parameter: client_secret",
        ),
    ] {
        let (status, answer) = post(&sandbox, "/oauth/token", &headers, body).await;
        assert_eq!((status, text(&answer["message"])), (400, message));
    }
    let unknown = "clientId=app&clientSecret=hush&grantType=client_credentials&x=1";
    assert_eq!(
        post(&sandbox, "/oauth/token", &[FORM, V3], unknown).await.0,
        422
    );
}

#[tokio::test(start_paused = true)]
async fn an_agency_gets_the_token_of_a_location() {
    let sandbox = start(app());
    let consent = Consent::agency("com")
        .locations(["loc"])
        .scopes(["oauth.write", "rooms.readonly"]);
    let agency = installed(&sandbox, consent).await;
    assert_eq!(
        (&agency["userType"], &agency["companyId"]),
        (&"Company".into(), &"com".into())
    );
    assert_eq!(agency["approvedLocations"], serde_json::json!(["loc"]));
    let bearer = format!("Bearer {}", text(&agency["access_token"]));
    let bearer = ("Authorization", bearer.as_str());
    let dated = ("Version", "2021-07-28");
    for (path, version, access, refreshes) in [
        ("/oauth/locationToken", dated, "access_token", false),
        ("/oauth/location-token", V3, "accessToken", true),
    ] {
        let body = "companyId=com&locationId=loc";
        let (status, answer) = post(&sandbox, path, &[FORM, version, bearer], body).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["locationId"], "loc");
        assert_eq!(answer.get("refreshToken").is_some(), refreshes);
        assert_eq!(
            get(&sandbox, "/locations/loc/rooms", &answer[access])
                .await
                .0,
            200
        );
        for (body, expected) in [
            ("companyId=com&locationId=other", 403),
            ("companyId=moc&locationId=loc", 403),
            ("companyId=com", 422),
        ] {
            let (status, _) = post(&sandbox, path, &[FORM, version, bearer], body).await;
            assert_eq!(status, expected, "{path} {body}");
        }
        let location = format!("Bearer {}", text(&answer[access]));
        let location = ("Authorization", location.as_str());
        let (status, answer) = post(&sandbox, path, &[FORM, version, location], body).await;
        assert_eq!(
            (status, text(&answer["message"])),
            (403, "Forbidden resource")
        );
    }
}

#[tokio::test]
async fn without_an_app_the_documents_answer() {
    let sandbox = start(builder(&DOCUMENTS));
    assert!(sandbox.authorize("loc").is_err());
    let (status, answer) = tokens(&sandbox, "refresh_token&refresh_token=any").await;
    assert_eq!((status, answer["access_token"].is_string()), (200, true));
    assert_eq!(
        post(&sandbox, "/oauth/reconnect", &[JSON], "{}").await.0,
        404
    );
}

#[tokio::test]
async fn apps_have_an_id_and_a_secret_which_nobody_sees() {
    for (id, secret) in [("", "hush"), ("app", "")] {
        let error = builder(&DOCUMENTS).oauth_app(id, secret).in_process();
        assert!(error.is_err());
    }
    let sandbox = start(app());
    let answer = installed(&sandbox, "loc").await;
    let shown = format!("{:?} {sandbox:?} {:?}", app(), sandbox.requests());
    for secret in [
        "hush",
        text(&answer["access_token"]),
        text(&answer["refresh_token"]),
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn the_endpoints_work_without_documents() {
    let sandbox = builder(&[("spec/v2/rooms.yaml", ROOMS)]).oauth_app("app", "hush");
    let sandbox = start(sandbox);
    let answer = installed(&sandbox, Consent::agency("com")).await;
    let bearer = format!("Bearer {}", text(&answer["access_token"]));
    let headers = [FORM, V3, ("Authorization", bearer.as_str())];
    for (body, status) in [
        ("companyId=com&locationId=loc", 200),
        ("companyId=com", 400),
        ("locationId=loc", 400),
    ] {
        assert_eq!(
            post(&sandbox, "/oauth/location-token", &headers, body)
                .await
                .0,
            status
        );
    }
    let (status, _) = post(
        &sandbox,
        "/oauth/location-token",
        &[FORM, V3],
        "companyId=com&locationId=loc",
    )
    .await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn the_endpoints_work_over_a_socket() {
    let limited = app().rate_limit(RateLimit {
        max: 1,
        ..RateLimit::default()
    });
    let sandbox = limited.start().await.expect("a free port");
    let code = sandbox.authorize("loc").expect("there is an app");
    let body =
        format!("client_id=app&client_secret=hush&grant_type=authorization_code&code={code}");
    let request = call("POST", "/oauth/token").without("Authorization");
    let answer = request.body(FORM.1, body).send(&sandbox).await;
    assert_eq!(answer.status, 200);
    let token = answer.json()["access_token"].clone();
    let bearer = format!("Bearer {}", text(&token));
    let rooms = call("GET", "/locations/loc/rooms").without("Authorization");
    let rooms = rooms.header("Authorization", &bearer);
    assert_eq!(rooms.send(&sandbox).await.status, 200);
    let refused = rooms.send(&sandbox).await;
    refused.expect_refusal(429, &["Too Many Requests"]);
    // The same memory, without the socket.
    assert_eq!(get(&sandbox, "/locations/loc/rooms", &token).await.0, 429);
    assert_eq!(sandbox.requests().len(), 4);
}
