//! Compares what the two clients sent.
//!
//! Method, path, query, headers and url-encoded bodies are the same byte for byte, and other bodies the same JSON.
//! What is set aside is listed in [`known`], each with its reason, and nowhere else. The order of headers has no
//! meaning and is not compared; query parameters are compared by name, the values of one name in their order.

use std::fmt;

use serde_json::Value;

use crate::recorder::Recorded;

mod json;
pub mod known;
mod target;

use known::Known;

const URLENCODED: &str = "application/x-www-form-urlencoded";

/// What is known of a call before it is compared.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Whether the reference had to leave out the body.
    pub without_body: bool,
    /// The query parameters whose items are joined with commas.
    pub comma_joined: Vec<String>,
    /// Whether the document leaves out which version the operation wants.
    pub without_version: bool,
    /// Whether the document says that the operation is called without a token.
    pub anonymous: bool,
}

/// Something in which two requests differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs: `method`, `path`, `query`, `header accept`, `body /contactId`.
    pub what: String,
    /// What our client sent.
    pub ours: String,
    /// What the reference sent.
    pub reference: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: ours {}, reference {}",
            self.what, self.ours, self.reference
        )
    }
}

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Differences that nothing explains.
    pub differences: Vec<Difference>,
    /// Differences that are listed with their reasons.
    pub known: Vec<&'static Known>,
}

impl Findings {
    pub(crate) fn differs(&mut self, what: &str, ours: &str, reference: &str) {
        self.differences.push(Difference {
            what: what.to_owned(),
            ours: ours.to_owned(),
            reference: reference.to_owned(),
        });
    }

    pub(crate) fn note(&mut self, known: &'static Known) {
        if !self.known.contains(&known) {
            self.known.push(known);
        }
    }
}

/// Compares two requests that came of the same arguments.
#[must_use]
pub fn compare(ours: &Recorded, reference: &Recorded, terms: &Terms) -> Findings {
    let mut findings = Findings::default();
    if ours.method != reference.method {
        findings.differs("method", &ours.method, &reference.method);
    }
    target::compare(&ours.target, &reference.target, terms, &mut findings);
    headers(ours, reference, terms, &mut findings);
    if terms.without_body {
        findings.note(&known::MULTIPART_BODY);
    } else {
        body(ours, reference, &mut findings);
    }
    findings
}

fn headers(ours: &Recorded, reference: &Recorded, terms: &Terms, findings: &mut Findings) {
    let all = ours.headers.iter().chain(&reference.headers);
    let mut names: Vec<&str> = all.map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (our_values, their_values) = (values(ours, name), values(reference, name));
        if our_values == their_values {
            continue;
        }
        match known::header(name, &our_values, &their_values, ours, reference, terms) {
            Some(known) => findings.note(known),
            None => {
                let shown = |values: &[&str]| match values {
                    [] => "nothing".to_owned(),
                    values => values.join(" and "),
                };
                let what = format!("header {name}");
                findings.differs(&what, &shown(&our_values), &shown(&their_values));
            }
        }
    }
}

fn values<'r>(request: &'r Recorded, name: &str) -> Vec<&'r str> {
    let values = request.headers.iter().filter(|(header, _)| header == name);
    values.map(|(_, value)| value.as_str()).collect()
}

fn body(ours: &Recorded, reference: &Recorded, findings: &mut Findings) {
    if ours.body == reference.body {
        return;
    }
    let shown = |body| String::from_utf8_lossy(body);
    let is_form = |request| values(request, "content-type") == [URLENCODED];
    if is_form(ours) && is_form(reference) {
        return target::compare_bodies(&shown(&ours.body), &shown(&reference.body), findings);
    }
    let read = |body: &[u8]| serde_json::from_slice::<Value>(body);
    match (read(&ours.body), read(&reference.body)) {
        (Ok(our_body), Ok(their_body)) => json::compare(&our_body, &their_body, "", findings),
        _ => findings.differs("body", &shown(&ours.body), &shown(&reference.body)),
    }
}
