//! Holds the verdicts of `diff` against the compiler.
//!
//! Every case edits the base specification. The crates of both sides are generated, a program that uses all of the old
//! one (`program.rs`) is compiled against each, and where the verdict and the compiler differ, the test fails.

mod cases;
mod program;
mod workshop;

use std::collections::BTreeSet;

use cases::{Case, all};
use highlevel_codegen::diff::{Diff, diff};

fn compared(case: &Case) -> Diff {
    let (old, new) = (workshop::base(), workshop::edited(case));
    diff(&old, &new).unwrap_or_else(|error| panic!("{}: {error:?}", case.name))
}

#[test]
fn verdicts_are_what_a_person_says() {
    let mut wrong = Vec::new();
    for case in all() {
        let diff = compared(case);
        let text = diff.text("1.0.0");
        let told = diff
            .changes
            .iter()
            .any(|change| format!("{}: {}", change.subject, change.text).contains(case.says));
        let verdict = (diff.wire(), diff.breaks_compile(), diff.bump());
        if verdict != (case.wire, case.compile, case.bump) || !(told || case.bump.is_none()) {
            let expected = (case.wire, case.compile, case.bump);
            wrong.push(format!(
                "{}: {verdict:?} instead of {expected:?}, wanted {:?}:\n{text}",
                case.name, case.says
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_changed_is_no_change() {
    let diff = diff(&workshop::base(), &workshop::base()).expect("the base is sound");
    assert_eq!(diff, Diff::default());
}

#[test]
fn cases_are_told_apart() {
    let names: BTreeSet<&str> = all().iter().map(|case| case.name).collect();
    assert_eq!(names.len(), all().len());
    assert!(names.len() >= 60, "{} cases", names.len());
}

#[test]
fn verdicts_are_what_the_compiler_says() {
    let broken = workshop::compile(&all());
    let wrong: Vec<String> = all()
        .into_iter()
        .filter(|case| compared(case).breaks_compile() != broken.contains_key(case.name))
        .map(|case| match broken.get(case.name) {
            Some(error) => format!("{}: said to compile, but {error}", case.name),
            None => format!("{}: said to break users, but compiles", case.name),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
