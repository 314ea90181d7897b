//! A leak is found, however it is written.

use std::fs;

use tempfile::TempDir;

use super::{Totals, search};
use crate::record::Record;

/// The kinds and lines of what is found in this log of a process that carried these values.
fn found(values: &[(&'static str, &str)], log: &[&str]) -> Vec<(String, usize)> {
    let folder = TempDir::new().expect("a folder");
    // One process carries them, another one logs them.
    let carrying = Record::open(folder.path(), "runtime.suite.1").expect("files");
    for (kind, value) in values {
        carrying.note(kind, value);
    }
    let logging = Record::open(folder.path(), "runtime.suite.2").expect("files");
    for line in log {
        logging.log(format!("{line}\n").as_bytes());
    }
    let report = search(folder.path()).expect("files of ours");
    let totals = report.totals[&("runtime".to_owned(), "suite".to_owned())];
    let expected = Totals {
        processes: 2,
        lines: log.len(),
        values: values.len(),
    };
    assert_eq!(totals, expected);
    let hits = report.hits.into_iter();
    hits.map(|hit| (hit.kind, hit.line)).collect()
}

#[test]
fn a_log_without_a_leak() {
    let log = [
        "DEBUG call{otel.name=GET /things/{thingId}/}: an attempt is over",
        "",
    ];
    let values = [("authorization", "pit-1234-secret"), ("body", "On my way")];
    assert_eq!(found(&values, &log), []);
}

#[test]
fn a_leak_is_found_with_its_line_and_kind() {
    let log = [
        "TRACE all is well",
        "TRACE headers: Bearer pit-1234-secret",
        "DEBUG on my way",
    ];
    let values = [("authorization", "pit-1234-secret"), ("body", "On my way")];
    let expected = [("authorization".to_owned(), 2), ("body".to_owned(), 3)];
    assert_eq!(found(&values, &log), expected);
}

#[test]
fn a_value_is_found_in_every_form() {
    let value = "Zoë said: \"50% off/now\"";
    for line in [
        value,
        r#"body={"message":"Zoë said: \"50% off/now\""}"#,
        r#"body="{\"message\":\"Zoë said: \\\"50% off/now\\\"\"}""#,
        "GET /?q=Zo%C3%AB%20said%3A%20%2250%25%20off%2Fnow%22",
        "GET /?q=Zo%c3%ab%20said%3a%20%2250%25%20off%2fnow%22",
        "q=Zo%C3%AB+said%3A+%2250%25+off%2Fnow%22&limit=1",
    ] {
        assert_eq!(
            found(&[("body", value)], &[line]),
            [("body".to_owned(), 1)],
            "{line}"
        );
    }
}

#[test]
fn files_of_others_are_refused() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("notes.txt"), "").expect("a file");
    let error = search(folder.path()).expect_err("a file of others");
    assert!(
        error.to_string().ends_with("notes.txt: no test wrote this"),
        "{error}"
    );
}
