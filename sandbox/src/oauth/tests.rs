//! Holds the answers of the endpoints against their documents.

use bytes::Bytes;
use highlevel_codegen::Source;
use serde_json::{Value, json};

use super::{App, Consent, Endpoint, Found, LIFETIME, Oauth};
use crate::catalog::Catalog;
use crate::request::{Arrived, Request};

const DOCUMENTS: [(&str, &str); 5] = [
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
];

fn oauth() -> Oauth {
    let app = App {
        id: "app".to_owned(),
        secret: "hush".to_owned(),
    };
    Oauth::new(vec![app], LIFETIME, "a b".to_owned())
}

fn request(version: &str, body: &Value) -> Request {
    let request = http::Request::builder()
        .header("Content-Type", "application/json")
        .header("Version", version);
    let (parts, ()) = request.body(()).expect("a request").into_parts();
    let mut request = Request::new(parts);
    request.body = Arrived::Whole(Bytes::from(body.to_string()));
    request
}

/// What is wrong with an answer, and what the document lacks.
#[track_caller]
fn check(path: &str, version: &str, answer: &Value) {
    let sources = DOCUMENTS.map(|(path, text)| Source::new(path, text));
    let catalog = Catalog::new(&sources).expect("the documents are sound");
    let found = catalog.find("POST", path, Some(version));
    let operation = found.expect("it is documented").operation;
    let rules = operation.rules().expect("its schemas can be used");
    let documented = rules.answer(200).expect("an answer is documented");
    let faults: Vec<String> = documented
        .validator
        .iter_errors(answer)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{path} {version}");
}

#[tokio::test]
async fn answers_are_as_documented() {
    let oauth = oauth();
    for consent in [Consent::location("loc"), Consent::agency("com")] {
        let code = oauth.authorize(consent.clone());
        let body = json!({ "client_id": "app", "client_secret": "hush", "grant_type": "authorization_code", "code": code });
        let dated = request("2021-07-28", &body);
        let answer = oauth.run(Endpoint::Token, &dated, None);
        check("/oauth/token", "2021-07-28", &answer.expect("it is right"));
        let code = oauth.authorize(consent);
        let body = json!({ "clientId": "app", "clientSecret": "hush", "grantType": "authorization_code", "code": code });
        let answer = oauth.run(Endpoint::Token, &request("v3", &body), None);
        check("/oauth/token", "v3", &answer.expect("it is right"));
    }
}

#[tokio::test]
async fn the_token_of_a_location_is_as_documented() {
    let oauth = oauth();
    let code = oauth.authorize(Consent::agency("com"));
    let body = json!({ "clientId": "app", "clientSecret": "hush", "grantType": "authorization_code", "code": code });
    let answer = oauth.run(Endpoint::Token, &request("v3", &body), None);
    let answer = answer.expect("it is right");
    let Found::Good(agency) = oauth.find(answer["accessToken"].as_str().unwrap_or_default()) else {
        panic!("the token is good");
    };
    let body = json!({ "companyId": "com", "locationId": "loc" });
    for (path, version) in [
        ("/oauth/locationToken", "2021-07-28"),
        ("/oauth/location-token", "v3"),
    ] {
        let request = request(version, &body);
        let answer = oauth.run(Endpoint::LocationToken, &request, Some(&agency));
        check(path, version, &answer.expect("it is right"));
    }
}
