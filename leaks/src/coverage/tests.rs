//! A search that sees nothing is none.

use leaks::{Report, Totals};
use serde_json::{Value, json};

use super::{SILENT, faults};

fn metadata() -> Value {
    json!({ "packages": [
        {
            "name": "client",
            "dependencies": [{ "name": "http" }, { "name": "leaks" }],
            "targets": [{ "name": "a-suite", "test": true }, { "name": "bench", "test": false }],
        },
        { "name": "codegen", "dependencies": [], "targets": [{ "name": "codegen", "test": true }] },
        {
            "name": SILENT[0].package,
            "dependencies": [{ "name": "leaks" }],
            "targets": [{ "name": SILENT[0].test, "test": true }],
        },
    ] })
}

fn report(package: &str, test: &str, lines: usize, values: usize) -> Report {
    let mut report = Report::default();
    let totals = Totals {
        processes: 1,
        lines,
        values,
    };
    let test = (package.to_owned(), test.to_owned());
    report.totals.insert(test, totals);
    report
}

#[test]
fn every_test_has_to_log_and_to_carry() {
    assert_eq!(
        faults(&report("client", "a_suite", 1, 1), &metadata()),
        [""; 0]
    );
    for (lines, values) in [(0, 0), (0, 5), (5, 0)] {
        let expected = format!("client a_suite logged {lines} lines and carried {values} values");
        let report = report("client", "a_suite", lines, values);
        assert_eq!(faults(&report, &metadata()), [expected]);
    }
    let expected = "client a_suite logged 0 lines and carried 0 values";
    assert_eq!(faults(&Report::default(), &metadata()), [expected]);
}

#[test]
fn a_silent_test_has_to_be_silent() {
    let silent = &SILENT[0];
    let report = report(silent.package, silent.test, 1, 1);
    let faults = faults(&report, &metadata());
    assert!(faults[1].ends_with("and is not"), "{faults:?}");
}
