//! Compares paths, queries and url-encoded bodies as they were written.

use super::known::{self, Known};
use super::{Findings, Terms};

/// A rule that rewrites what the reference sent into what it should have sent, where that differs.
type Rule = (&'static Known, fn(&str, &str) -> Option<String>);

/// The rules for one `name=value` of a query.
const QUERY_RULES: &[Rule] = &[
    (&known::FORM_ENCODING, known::without_form_encoding),
    (&known::WHOLE_NUMBER, known::without_zero_fraction),
];

/// The rules for one `name=value` of a body.
const BODY_RULES: &[Rule] = &[(&known::WHOLE_NUMBER, known::without_zero_fraction)];

/// Compares two request targets.
pub fn compare(ours: &str, reference: &str, terms: &Terms, findings: &mut Findings) {
    let (our_path, our_query) = split(ours);
    let (their_path, their_query) = split(reference);
    path(our_path, their_path, findings);
    query(our_query, their_query, terms, findings);
}

/// Compares two bodies of the form `a=1&b=2`.
pub fn compare_bodies(ours: &str, reference: &str, findings: &mut Findings) {
    let (our_pairs, their_pairs) = (pairs(ours), pairs(reference));
    each_pair("body", BODY_RULES, &our_pairs, &their_pairs, findings);
}

fn split(target: &str) -> (&str, Option<&str>) {
    match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    }
}

fn path(ours: &str, reference: &str, findings: &mut Findings) {
    match known::path(ours, reference) {
        Some(reasons) => reasons.into_iter().for_each(|known| findings.note(known)),
        None => findings.differs("path", ours, reference),
    }
}

fn query(ours: Option<&str>, reference: Option<&str>, terms: &Terms, findings: &mut Findings) {
    let (Some(our_query), Some(their_query)) = (ours, reference) else {
        if ours != reference {
            let shown = |query: Option<&str>| query.unwrap_or("nothing").to_owned();
            findings.differs("query", &shown(ours), &shown(reference));
        }
        return;
    };
    let our_pairs = pairs(our_query);
    let mut their_pairs = pairs(their_query);
    if known::join_with_commas(&mut their_pairs, &terms.comma_joined) {
        findings.note(&known::COMMAS);
    }
    each_pair("query", QUERY_RULES, &our_pairs, &their_pairs, findings);
}

/// The `name=value`s of a query or a body, by name.
fn pairs(query: &str) -> Vec<String> {
    let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
    pairs.sort_by(|left, right| known::name(left).cmp(known::name(right)));
    pairs
}

fn each_pair(
    what: &str,
    rules: &[Rule],
    ours: &[String],
    reference: &[String],
    findings: &mut Findings,
) {
    if ours.len() != reference.len() {
        return findings.differs(what, &ours.join("&"), &reference.join("&"));
    }
    for (our_pair, their_pair) in ours.iter().zip(reference) {
        pair(what, rules, our_pair, their_pair, findings);
    }
}

fn pair(what: &str, rules: &[Rule], ours: &str, reference: &str, findings: &mut Findings) {
    let mut rewritten = reference.to_owned();
    let mut applied = Vec::new();
    for (known, rule) in rules {
        if ours == rewritten {
            break;
        }
        if let Some(text) = rule(ours, &rewritten) {
            rewritten = text;
            applied.push(known);
        }
    }
    if ours == rewritten {
        applied.into_iter().for_each(|known| findings.note(known));
    } else {
        findings.differs(what, ours, reference);
    }
}
