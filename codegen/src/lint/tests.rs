//! Every rule fires in its one example and is silent in the other; allowances and faults.

use super::{INVALID, Level, Lint, NEEDLESS_ALLOW, RULES, lint};
use crate::Source;

/// An example: the document of one area, and further documents behind lines such as `--- # spec/v2/toys.yaml`.
fn sources(example: &str) -> Vec<Source> {
    let mut documents = example.split("--- # ");
    let first = documents.next().filter(|document| !document.is_empty());
    let mut sources: Vec<Source> = first
        .map(|document| Source::new("spec/v2/pets.yaml", document))
        .into_iter()
        .collect();
    sources.extend(documents.filter_map(|document| {
        let (path, text) = document.split_once('\n')?;
        Some(Source::new(path, text))
    }));
    sources
}

fn found(example: &str, rule: &str) -> Vec<String> {
    let lint = lint(&sources(example));
    let of_rule = lint.findings.iter().filter(|finding| finding.rule == rule);
    of_rule
        .map(|finding| finding.diagnostic.to_string())
        .collect()
}

#[test]
fn every_rule_fires_in_its_example() {
    for rule in RULES {
        let findings = found(rule.fires, rule.name);
        assert!(!findings.is_empty(), "{} does not fire", rule.name);
        for finding in findings {
            assert!(
                finding.contains("\n  help: "),
                "{}: no help: {finding}",
                rule.name
            );
            assert!(
                !finding.starts_with("spec/v2/pets.yaml: "),
                "{}: no line: {finding}",
                rule.name
            );
        }
    }
}

#[test]
fn no_rule_fires_in_the_other_example() {
    for rule in RULES {
        assert_eq!(found(rule.silent, rule.name), [""; 0], "{}", rule.name);
    }
}

#[test]
fn names_of_rules_are_told_apart() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    let mut unique: Vec<_> = names.iter().chain([&INVALID, &NEEDLESS_ALLOW]).collect();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), names.len() + 2);
    assert!(RULES.iter().all(|rule| rule.about.ends_with('.')));
}

const PETS: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /petShops: { get: { operationId: list-shops, responses: { "204": { description: None. } } } }
  /petToys: { get: { operationId: list-toys, responses: { "204": { description: None. } } } }
"#;

fn overlaid(allowances: &str) -> Lint {
    let overlay = format!(
        "overlay: 1.0.0\ninfo: {{ title: Pets, version: \"1.0\" }}\nextends: v2/pets\nactions: []\nx-allow:\n{allowances}"
    );
    lint(&[
        Source::new("spec/v2/pets.yaml", PETS),
        Source::new("spec/overlays/pets.yaml", overlay),
    ])
}

fn of_rule(lint: &Lint, rule: &str) -> Vec<String> {
    let of_rule = lint.findings.iter().filter(|finding| finding.rule == rule);
    of_rule
        .map(|finding| finding.diagnostic.to_string())
        .collect()
}

#[test]
fn an_allowance_silences_what_its_target_selects_and_nothing_else() {
    let lint =
        overlaid("  - { rule: path-case, target: \"$.paths['/petShops']\", reason: So it is. }\n");
    assert_eq!(lint.allowed, 1);
    let left = of_rule(&lint, "path-case");
    assert_eq!(left.len(), 1);
    assert!(left[0].contains("petToys"), "{}", left[0]);
    assert!(of_rule(&lint, NEEDLESS_ALLOW).is_empty());
}

#[test]
fn an_allowance_that_silences_nothing_is_an_error() {
    for (entry, expected) in [
        (
            "{ rule: path-case, target: \"$.info\", reason: So it is. }",
            "spec/overlays/pets.yaml:6:5: `path-case` finds nothing at `$.info` that could be allowed",
        ),
        (
            "{ rule: path-cases, target: \"$.info\", reason: So it is. }",
            "spec/overlays/pets.yaml:6:13: there is no rule `path-cases`\n  help: did you mean `path-case`?",
        ),
        (
            "{ rule: path-case, target: \"paths\", reason: So it is. }",
            "spec/overlays/pets.yaml:6:32: `paths` is no JSONPath",
        ),
    ] {
        let lint = overlaid(&format!("  - {entry}\n"));
        let needless = of_rule(&lint, NEEDLESS_ALLOW);
        assert_eq!(needless.len(), 1, "{entry}");
        assert!(needless[0].starts_with(expected), "{}", needless[0]);
        assert_eq!(lint.worst(), Some(Level::Error));
    }
}

#[test]
fn an_allowance_without_a_reason_is_a_fault() {
    let lint = overlaid("  - { rule: path-case, target: \"$.paths['/petShops']\" }\n");
    let faults = of_rule(&lint, INVALID);
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].contains("allowance has no `reason`"),
        "{}",
        faults[0]
    );
}

#[test]
fn what_cannot_be_read_is_a_finding_too() {
    let lint = lint(&[Source::new("spec/v2/pets.yaml", "openapi: 3.0.3\n")]);
    assert!(!lint.findings.is_empty());
    assert!(lint.findings.iter().all(|finding| finding.rule == INVALID));
    assert_eq!(lint.worst(), Some(Level::Error));
}

#[test]
fn findings_are_shown_with_their_rule_and_line() {
    let sources = [Source::new("spec/v2/pets.yaml", PETS)];
    let lint = lint(&sources);
    let path_case: Vec<_> = lint
        .findings
        .iter()
        .filter(|finding| finding.rule == "path-case")
        .collect();
    let shown = Lint::details(&path_case[..1], &sources, false);
    assert_eq!(
        shown,
        "note[path-case]: /petShops: `petShops` is not written in small letters with hyphens\n \
         --> spec/v2/pets.yaml:4:3\n  |\n\
         4 |   /petShops: { get: { operationId: list-shops, responses: { \"204\": { description: None. } } } }\n  \
         |   ^^^^^^^^^\n  |\n  = help: check that the API calls it so, and allow it"
    );
    assert!(Lint::details(&path_case[..1], &sources, true).contains("\u{1b}["));
}

#[test]
fn programs_and_pull_requests_get_the_same() {
    let lint = lint(&[Source::new("spec/v2/pets.yaml", PETS)]);
    let json: serde_json::Value = serde_json::from_str(&lint.json()).expect("it is JSON");
    assert_eq!(json["words"]["operations"]["all"], 2);
    assert_eq!(json["words"]["operations"]["described"], 0);
    assert_eq!(
        json["findings"].as_array().map(Vec::len),
        Some(lint.findings.len())
    );
    let path_case: Vec<_> = lint
        .findings
        .iter()
        .filter(|finding| finding.rule == "path-case")
        .collect();
    let shown = Lint::github(&path_case[..1]);
    assert!(
        shown.starts_with(
            "::notice file=spec/v2/pets.yaml,line=4,col=3,title=path-case::/petShops: "
        ),
        "{shown}"
    );
    assert!(shown.contains("%0Ahelp: "), "{shown}");
    assert_eq!(shown.lines().count(), 1);
}
