//! Both clients make the same calls, and what arrives is the same.

use std::collections::{BTreeMap, BTreeSet};

use parity::calls::{Called, Operation, Target};
use parity::comparison::known::{self, Known};
use parity::comparison::{self, Findings, Terms};
use parity::recorder::{Recorded, Recorder};
use parity::samples::{Sample, samples};
use parity::{api, constructs};
use serde_json::Value;

/// Operations of the API that the reference is known to take: one that it no longer takes is a loss.
const COMPARED: [&str; 2] = [
    "v2/conversations send-a-new-message",
    "v2/conversations upload-file-attachments",
];

#[test]
fn the_api() {
    let report = run(api::DOCUMENTS, api::OPERATIONS);
    report.show("operations");
    report.assert_no_differences();
    for name in COMPARED {
        assert!(
            report.compared.contains(name),
            "{name} was not compared: {:?}",
            report.left_out.get(name)
        );
    }
}

#[test]
fn every_construct() {
    let report = run(constructs::DOCUMENTS, constructs::OPERATIONS);
    report.show("constructs");
    report.assert_no_differences();
    assert_eq!(
        report.left_out,
        BTreeMap::new(),
        "every construct is compared"
    );
    for known in known::ALL {
        assert!(
            report.known.contains_key(known.name),
            "`{}` is listed as a known difference, but no construct shows it any more",
            known.name
        );
    }
}

#[test]
fn a_change_in_any_request_is_reported() {
    let changes: [fn(&mut Recorded); 4] = [
        |request| request.method.push('X'),
        |request| request.target.insert_str(1, "v2/"),
        |request| {
            request.target.push_str(if request.target.contains('?') {
                "&x=1"
            } else {
                "?x=1"
            })
        },
        |request| request.headers.retain(|(name, _)| name != "authorization"),
    ];
    let mut pairs = requests(api::DOCUMENTS, api::OPERATIONS);
    pairs.extend(requests(constructs::DOCUMENTS, constructs::OPERATIONS));
    for Pair {
        name,
        ours,
        reference,
        terms,
    } in pairs
    {
        let is_reported = |change: &dyn Fn(&mut Recorded)| {
            let mut changed = ours.clone();
            change(&mut changed);
            let findings = comparison::compare(&changed, &reference, &terms);
            changed == ours || !findings.differences.is_empty()
        };
        for (index, change) in changes.iter().enumerate() {
            assert!(is_reported(change), "{name}: change {index} is not seen");
        }
        let without_version = |request: &mut Recorded| {
            request.headers.retain(|(header, _)| header != "version");
        };
        let is_ours_alone = terms.without_version;
        assert!(
            is_ours_alone || is_reported(&without_version),
            "{name}: the version"
        );
        if !terms.without_body {
            assert!(is_reported(&with_another_key), "{name}: an extra key");
        }
    }
}

/// Adds a key to a JSON object, and leaves every other body as it is.
fn with_another_key(request: &mut Recorded) {
    if let Ok(Value::Object(mut body)) = serde_json::from_slice(&request.body) {
        body.insert("extra".to_owned(), true.into());
        request.body = Value::Object(body).to_string().into_bytes();
    }
}

/// What became of the operations of a set of documents.
#[derive(Default)]
struct Report {
    total: usize,
    compared: BTreeSet<String>,
    left_out: BTreeMap<String, String>,
    differences: Vec<String>,
    known: BTreeMap<&'static str, (&'static Known, usize)>,
}

impl Report {
    fn show(&self, what: &str) {
        println!("{} of {} {what} compared", self.compared.len(), self.total);
        let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, reason) in &self.left_out {
            reasons.entry(kind(reason)).or_default().push(name);
        }
        for (reason, names) in reasons {
            println!("{:>6} not: {reason}", names.len());
            names.iter().for_each(|name| println!("           {name}"));
        }
        for (known, calls) in self.known.values() {
            println!("{calls:>6} calls: {}: {}", known.name, known.reason);
        }
    }

    fn assert_no_differences(&self) {
        assert!(
            self.differences.is_empty(),
            "the clients differ:\n{}",
            self.differences.join("\n")
        );
        assert!(!self.compared.is_empty(), "nothing was compared");
    }

    fn add(&mut self, name: &str, findings: Findings) {
        let differences = findings.differences.iter();
        self.differences
            .extend(differences.map(|difference| format!("{name}: {difference}")));
        for known in findings.known {
            self.known.entry(known.name).or_insert((known, 0)).1 += 1;
        }
    }
}

/// A reason without the names and the lists of values that it holds.
fn kind(reason: &str) -> String {
    let parts = reason.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 0 { part } else { "`...`" });
    let kind: String = parts.collect();
    match kind.split_once('[') {
        Some((before, _)) => format!("{before}[...]"),
        None => kind,
    }
}

fn run(documents: &[(&str, &str)], operations: &[Operation]) -> Report {
    let mut report = Report {
        total: operations.len(),
        ..Report::default()
    };
    for (name, sent) in each_sent(documents, operations) {
        match sent {
            Ok(pairs) => {
                for pair in pairs {
                    let findings = comparison::compare(&pair.ours, &pair.reference, &pair.terms);
                    report.add(&name, findings);
                }
                report.compared.insert(name);
            }
            Err(reason) => drop(report.left_out.insert(name, reason)),
        }
    }
    report
}

/// All requests of the operations that can be compared.
fn requests(documents: &[(&str, &str)], operations: &[Operation]) -> Vec<Pair> {
    let all = each_sent(documents, operations).into_iter();
    all.filter_map(|(_, sent)| sent.ok()).flatten().collect()
}

/// What both clients sent for one sample.
struct Pair {
    name: String,
    ours: Recorded,
    reference: Recorded,
    terms: Terms,
}

/// The requests of each operation, or why it cannot be compared.
type Sent = Vec<(String, Result<Vec<Pair>, String>)>;

fn each_sent(documents: &[(&str, &str)], operations: &[Operation]) -> Sent {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime of one thread");
    runtime.block_on(async {
        let recorder = Recorder::start()
            .await
            .expect("a free port on this machine");
        let target = Target::new(recorder.url()).expect("HTTP clients without TLS");
        let documents: BTreeMap<&str, Value> = documents
            .iter()
            .map(|(name, text)| {
                let document =
                    serde_json::from_str(text).expect("the build script wrote it as JSON");
                (*name, document)
            })
            .collect();
        let mut all = Sent::new();
        for operation in operations {
            let name = format!("{} {}", operation.document, operation.id);
            let document = &documents[operation.document];
            let sent = pairs(&name, document, operation, &target, &recorder).await;
            all.push((name, sent));
        }
        all
    })
}

async fn pairs(
    name: &str,
    document: &Value,
    operation: &Operation,
    target: &Target,
    recorder: &Recorder,
) -> Result<Vec<Pair>, String> {
    let ours = operation.ours.map_err(|reason| format!("ours: {reason}"))?;
    let reference = operation
        .reference
        .map_err(|reason| format!("reference: {reason}"))?;
    let mut pairs = Vec::new();
    for sample in samples(document, operation.path, operation.method)? {
        let Sample {
            fullness,
            arguments,
            comma_joined,
        } = sample;
        let ours = match ours(target, &arguments) {
            Ok(called) => sent(called, recorder).await,
            Err(reason) => Err(reason),
        };
        let reference = sent(reference(target, &arguments), recorder).await;
        pairs.push(Pair {
            name: format!("{name} ({fullness:?})"),
            ours: ours.map_err(|reason| format!("ours, {fullness:?} sample: {reason}"))?,
            reference: reference
                .map_err(|reason| format!("reference, {fullness:?} sample: {reason}"))?,
            terms: Terms {
                without_body: operation.sends_form,
                comma_joined,
                without_version: !has_version(document, operation),
                anonymous: is_anonymous(document, operation),
            },
        });
    }
    Ok(pairs)
}

/// Whether the document says that the operation is called without a token.
fn is_anonymous(document: &Value, operation: &Operation) -> bool {
    let own = &document["paths"][operation.path][operation.method]["security"];
    own.as_array().is_some_and(Vec::is_empty)
}

/// Whether the document of the operation declares a `Version` header.
fn has_version(document: &Value, operation: &Operation) -> bool {
    let item = &document["paths"][operation.path];
    let own = item[operation.method]["parameters"].as_array();
    let shared = item["parameters"].as_array();
    own.into_iter().chain(shared).flatten().any(|parameter| {
        let target = parameter["$ref"]
            .as_str()
            .and_then(|text| text.strip_prefix('#'));
        let parameter = target
            .and_then(|pointer| document.pointer(pointer))
            .unwrap_or(parameter);
        let name = parameter["name"].as_str().unwrap_or_default();
        parameter["in"] == "header" && name.eq_ignore_ascii_case("version")
    })
}

/// The one request that a call sends.
async fn sent(called: Called<'_>, recorder: &Recorder) -> Result<Recorded, String> {
    let called = called.await;
    let mut recorded = recorder.take();
    called?;
    match (recorded.pop(), recorded.len()) {
        (Some(request), 0) => Ok(request),
        (None, _) => Err("nothing arrived".to_owned()),
        (Some(_), more) => Err(format!("{} requests arrived instead of one", more + 1)),
    }
}
