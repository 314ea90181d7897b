//! Token answers in every spelling.

use super::{BEGIN, agency, location};
use crate::auth::{Account, Grant};
use crate::{Error, Secret};

fn read(answer: &str) -> Result<Grant, Error> {
    Grant::from_answer(answer.as_bytes(), BEGIN)
}

#[test]
fn both_spellings() {
    let older = r#"{
        "access_token": "a", "token_type": "Bearer", "expires_in": 86399, "refresh_token": "r",
        "scope": "x.readonly y/z.write", "userType": "Location", "locationId": "the-location",
        "companyId": "the-agency", "userId": "u", "planId": "p", "isBulkInstallation": false
    }"#;
    let newer = r#"{
        "accessToken": "a", "tokenType": "Bearer", "expiresIn": "86399", "refreshToken": "r",
        "scope": "x.readonly y/z.write", "userType": "Location", "locationId": "the-location",
        "companyId": "the-agency", "userId": "u", "traceId": "t"
    }"#;
    let mut expected = Grant::new(location(), "a", BEGIN, BEGIN + 86_399_000);
    expected.refresh_token = Some(Secret::new("r".to_owned()));
    expected.company_id = Some("the-agency".to_owned());
    expected.user_id = Some("u".to_owned());
    expected.scopes = vec!["x.readonly".to_owned(), "y/z.write".to_owned()];
    assert_eq!(read(older).expect("a grant"), expected);
    assert_eq!(read(newer).expect("a grant"), expected);
}

#[test]
fn whose_it_is() {
    for (fields, account) in [
        (
            r#""userType": "Company", "companyId": "the-agency", "locationId": """#,
            Some(agency()),
        ),
        (
            r#""userType": "Company", "companyId": "the-agency", "approvedLocations": ["l"]"#,
            Some(agency()),
        ),
        (
            r#""userType": "Location", "companyId": "c", "locationId": "the-location""#,
            Some(location()),
        ),
        (
            r#""locationId": "the-location", "companyId": "c""#,
            Some(location()),
        ),
        (
            r#""company_id": "the-agency", "user_type": null"#,
            Some(agency()),
        ),
        (r#""userType": "Company""#, None),
        (r#""userType": "Location", "companyId": "c""#, None),
        (r#""userId": "u""#, None),
    ] {
        let grant = read(&format!(r#"{{"access_token": "a", {fields}}}"#));
        assert_eq!(grant.ok().map(|grant| grant.account), account, "{fields}");
    }
}

#[test]
fn what_only_helps_is_not_demanded() {
    let hour = 3_600_000;
    for (expires_in, lifetime) in [
        ("null", hour),
        ("\"soon\"", hour),
        ("-5", hour),
        ("0", hour),
        ("[]", hour),
        ("60.0", 60_000),
        ("1e300", hour),
        ("9223372036854775807", 100 * 366 * 86_400_000),
    ] {
        let answer = format!(
            r#"{{"access_token": "a", "locationId": "l", "expires_in": {expires_in}, "refresh_token": [],
               "scope": 5, "userId": {{}}, "approvedLocations": "x"}}"#
        );
        let grant = read(&answer).expect("a grant");
        assert_eq!(grant.expires_at - BEGIN, lifetime, "{expires_in}");
        assert_eq!(
            (grant.refresh_token.clone(), grant.user_id.clone()),
            (None, None)
        );
        let again = Grant::from_json(grant.to_json().expose());
        assert_eq!(again.expect("what was written"), grant);
    }
}

#[test]
fn what_a_store_reads_back() {
    let mut grant = Grant::new(Account::Agency("ü\"\n".to_owned()), "a\\", 0, 1);
    for _ in 0..2 {
        let text = grant.to_json();
        assert_eq!(
            Grant::from_json(text.expose()).expect("what was written"),
            grant
        );
        grant.refresh_token = Some(Secret::new("r".to_owned()));
        grant.user_id = Some("u".to_owned());
        grant.approved_locations = vec!["l".to_owned()];
    }
    let bare = Grant::new(
        Account::Agency(String::new()),
        String::new(),
        1 << 63,
        u64::MAX,
    );
    let again = Grant::from_json(bare.to_json().expose());
    assert_eq!(again.expect("what was written"), bare);
    for (text, told) in [
        (
            "",
            "this is no grant: the value: the JSON is broken at byte 0",
        ),
        (
            "5",
            "this is no grant: the value: expected an object, found something else",
        ),
        (
            r#"{"id": "x", "account": "planet"}"#,
            "this is no grant: the value: expected account to be",
        ),
        (
            r#"{"id": "x", "account": "agency", "accessToken": "t", "obtainedAt": 5}"#,
            "this is no grant: expiresAt is missing",
        ),
        (
            r#"{"id": "x", "account": "agency", "accessToken": "t", "obtainedAt": -5}"#,
            "this is no grant: obtainedAt: expected a whole number",
        ),
    ] {
        let error = Grant::from_json(text).expect_err(text).to_string();
        assert!(error.starts_with(told), "{error}");
    }
}
