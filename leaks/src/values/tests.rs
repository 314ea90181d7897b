//! Which values are noted, and as which kind.

use std::collections::BTreeSet;

use tempfile::TempDir;

use super::Notes;
use crate::record::Record;

/// What is written down, a value a line.
fn noted(note: impl FnOnce(&Notes)) -> BTreeSet<String> {
    let folder = TempDir::new().expect("a folder");
    let record = Record::open(folder.path(), "p.t.1").expect("files");
    note(&Notes(&record));
    let text = std::fs::read_to_string(folder.path().join("p.t.1.values"));
    let text = text.expect("a file");
    text.lines().map(|line| line.replace('\t', " ")).collect()
}

fn set<const N: usize>(lines: [&str; N]) -> BTreeSet<String> {
    lines.map(str::to_owned).into()
}

#[test]
fn what_addresses_and_headers_carry() {
    let found = noted(|notes| {
        notes.target(
            "https://api.test/ads-v2/text2pay/{thingId}/id-4711/parts?phone=%2B15551234567&limit=20&q=on+my+way&locationId=l-471100",
        );
        notes.header("authorization", "Bearer pit-1234");
        notes.header("authorization", "Bearer secrettoken");
        notes.header("content-type", "text/plain; charset=utf-8");
        notes.header("x-note", "hunter2");
    });
    let expected = [
        r#"authorization "pit-1234""#,
        r#"authorization "secrettoken""#,
        r#"header "hunter2""#,
        r#"path "id-4711""#,
        r#"query "+15551234567""#,
        r#"query "on my way""#,
    ];
    assert_eq!(found, set(expected));
}

#[test]
fn what_bodies_carry() {
    let json = r#"{"a": ["On my way", 7, {"b": "line one\nline \"two\""}], "status": "pending"}"#;
    let form = "grant_type=refresh_token&client_secret=only+we+know&code=a-code-1";
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"menu 1.txt\"\r\n\
                     Content-Type: text/plain\r\n\r\nSoup of the day\r\n--b--\r\n";
    let found = noted(|notes| {
        for content in [json, form, multipart, "no form & no JSON"] {
            notes.body("body", content.as_bytes());
        }
    });
    let expected = [
        r#"body "On my way""#,
        r#"body "Soup of the day""#,
        r#"body "a-code-1""#,
        r#"body "line \"two\"""#,
        r#"body "line one""#,
        r#"body "menu 1.txt""#,
        r#"body "no form & no JSON""#,
        r#"body "only we know""#,
    ];
    assert_eq!(found, set(expected));
}

#[test]
fn what_a_log_may_hold_is_no_value() {
    let found = noted(|notes| {
        for value in [
            "",
            "short",
            "refresh_token",
            "/products",
            "application/json",
            "pending",
            "2021-04-15",
            "86399",
            "127.0.0.1",
        ] {
            notes.note("body", value);
        }
        notes.note("body", &"long text ".repeat(10));
    });
    let beginning = format!(r#"body "{}""#, &"long text ".repeat(10)[..48]);
    assert_eq!(found, set([beginning.as_str()]));
}
