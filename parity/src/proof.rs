//! Proofs over every operation of the API: what it sends is accepted, and what comes back is read.
//!
//! The build script writes a function for each operation and each answer; the samples come from the effective
//! documents, and what is changed in them from the model.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use highlevel_codegen::model::{Answer, Area};
use highlevel_codegen::{Generation, Source, Spec};
use highlevel_sandbox::Sandbox;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::calls::{Answered, OurCall, Target};
use crate::samples::{self, Fullness, Sample, samples};

mod change;

pub use change::{changes, same_but_nulls};

/// An operation, and what is tried with it.
#[derive(Debug)]
pub struct Operation {
    /// Generation and area: `v2/conversations`.
    pub document: &'static str,
    /// The JSON Pointer to it.
    pub pointer: &'static str,
    /// Calls it.
    pub call: OurCall,
    /// Reads an answer and writes it again; none where answers are not JSON.
    pub round_trip: Option<RoundTrip>,
}

/// Reads an answer and writes it again.
pub type RoundTrip = fn(&Value) -> Result<Value, String>;

impl Operation {
    /// Its path template, and its method in lower case.
    fn line(&self) -> (String, &'static str) {
        let below = self.pointer.trim_start_matches("/paths/");
        let (path, method) = below.rsplit_once('/').unwrap_or_default();
        (path.replace("~1", "/").replace("~0", "~"), method)
    }
}

/// What was tried, and what went wrong.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many operations had something to try.
    pub operations: usize,
    /// How many calls were made, or answers read.
    pub tries: usize,
    /// What went wrong, a line each.
    pub faults: Vec<String>,
}

/// The effective documents as JSON by generation and area, and the model.
#[derive(Debug)]
pub struct Api {
    documents: BTreeMap<String, Value>,
    spec: Spec,
}

impl Api {
    /// Reads the specification that this package was built with.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read() -> Result<Self, String> {
        let texts: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/proof/spec.rs"));
        let sources: Vec<Source> = texts
            .iter()
            .map(|(path, text)| Source::new(*path, *text))
            .collect();
        let spec = highlevel_codegen::read(&sources)
            .map_err(|faults| highlevel_codegen::render(&faults, &sources, false))?;
        let documents = spec.documents.iter().map(|document| {
            let name = format!("{}/{}", document.generation.folder(), document.area);
            (name, document.tree.to_json())
        });
        Ok(Self {
            documents: documents.collect(),
            spec,
        })
    }

    /// How many operations a generation has.
    #[must_use]
    pub fn count(&self, generation: Generation) -> usize {
        let areas = self.spec.api.areas.iter();
        areas
            .filter(|area| area.generation == generation)
            .map(|area| area.operations().count())
            .sum()
    }

    /// The effective documents of a generation, for a sandbox that knows no other: some operations of both have the
    /// same method, path and version.
    fn sources(&self, generation: Generation) -> Vec<Source> {
        let below = format!("{}/", generation.folder());
        let documents = self.documents.iter();
        documents
            .filter(|(name, _)| name.starts_with(&below))
            .map(|(name, document)| Source::new(format!("spec/{name}.json"), document.to_string()))
            .collect()
    }

    fn area(&self, document: &str) -> Option<&Area> {
        let mut areas = self.spec.api.areas.iter();
        areas.find(|area| document == format!("{}/{}", area.generation.folder(), area.wire))
    }
}

/// Reads an answer through serde and writes it again.
///
/// # Errors
/// Where the type does not take it.
pub fn round_trip<T: DeserializeOwned + Serialize>(answer: &Value) -> Result<Value, String> {
    let read = T::deserialize(answer).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}

/// Calls every operation with the smallest and the largest request: the sandbox, which judges by the documents, accepts
/// it as that operation of that generation, and what it answers is read.
///
/// # Errors
/// Where the sandbox does not start.
pub async fn requests(
    api: &Api,
    generation: Generation,
    operations: &[Operation],
) -> Result<Outcome, String> {
    let sandbox = Sandbox::builder().spec(api.sources(generation)).start();
    let sandbox = sandbox.await.map_err(|error| error.to_string())?;
    let target = Target::new(sandbox.url())?;
    let mut outcome = Outcome::default();
    for operation in operations {
        let (path, method) = operation.line();
        outcome.operations += 1;
        let document = &api.documents[operation.document];
        match samples(document, &path, method) {
            Err(reason) => outcome.faults.push(format!("{method} {path}: {reason}")),
            Ok(samples) => {
                for sample in samples {
                    outcome.tries += 1;
                    let version = version(operation, document, &sample.arguments);
                    let places = (&target, &sandbox);
                    let sent = request(operation, &sample.arguments, &version, places).await;
                    if let Err(fault) = sent {
                        let (document, fullness) = (operation.document, sample.fullness);
                        let line = format!("{document} {method} {path} ({fullness:?}): {fault}");
                        outcome.faults.push(line);
                    }
                }
            }
        }
    }
    Ok(outcome)
}

async fn request(
    operation: &Operation,
    arguments: &Value,
    version: &str,
    (target, sandbox): (&Target, &Sandbox),
) -> Result<(), String> {
    let answered = match (operation.call)(target, arguments) {
        Ok(called) => called.await,
        Err(reason) => Err(reason),
    };
    let received = sandbox.take_requests();
    if let Answered::Unread(reason) = answered? {
        return Err(reason);
    }
    let [request] = received.as_slice() else {
        return Err(format!("{} requests arrived", received.len()));
    };
    let (path, method) = operation.line();
    let is_right = request.method().eq_ignore_ascii_case(method)
        && fits(&path, request.path())
        && request.header("version") == Some(version);
    if is_right && request.is_accepted() {
        return Ok(());
    }
    Err(format!("arrived as {request}"))
}

/// The version that an operation wants: its document says so, or else says it of most of the other operations.
fn version(operation: &Operation, document: &Value, arguments: &Value) -> String {
    if let Some(version) = declared_version(arguments) {
        return version.to_owned();
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (path, method, _) in samples::operations(document) {
        let smallest = samples(document, path, method).map(|mut samples| samples.swap_remove(0));
        if let Ok(Sample { arguments, .. }) = smallest
            && let Some(version) = declared_version(&arguments)
        {
            *counts.entry(version.to_owned()).or_default() += 1;
        }
    }
    let usual = counts.into_iter().max_by_key(|(_, count)| *count);
    let otherwise = match operation.document.starts_with("v3/") {
        true => "v3",
        false => "2021-07-28",
    };
    usual.map_or_else(|| otherwise.to_owned(), |(version, _)| version)
}

fn declared_version(arguments: &Value) -> Option<&str> {
    let headers = arguments["headers"].as_object()?;
    let mut declared = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("version"));
    declared.next()?.1.as_str()
}

/// Whether a path is an expansion of a template: percent-encoding leaves no slash in a value.
fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == found || is_expansion(wanted, found) => {}
            _ => return false,
        }
    }
}

fn is_expansion(wanted: &str, found: &str) -> bool {
    match (wanted.split_once('{'), wanted.rsplit_once('}')) {
        (Some((before, _)), Some((_, after))) => found
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|value| !value.is_empty()),
        _ => false,
    }
}

/// Reads the smallest and the largest answer of every operation, and each of them with every change: a field that
/// nobody knows in every object, a value that nobody knows in every enum, `null` in each field that may be missing.
/// Written again, nothing is lost but nulls.
pub fn answers(api: &Api, operations: &[Operation]) -> Outcome {
    let mut outcome = Outcome::default();
    for operation in operations {
        let Some(round_trip) = operation.round_trip else {
            continue;
        };
        outcome.operations += 1;
        let mut fault = |what: &str, reason: &str| {
            let line = format!(
                "{} {}: {what}: {reason}",
                operation.document, operation.pointer
            );
            outcome.faults.push(line);
        };
        let answers = match sampled_answers(api, operation) {
            Ok(answers) => answers,
            Err(reason) => {
                fault("no sample", &reason);
                continue;
            }
        };
        for (what, answer) in answers {
            outcome.tries += 1;
            match round_trip(&answer) {
                Err(reason) => fault(&what, &format!("{reason}: {answer}")),
                Ok(written) if !same_but_nulls(&answer, &written) => {
                    fault(&what, &format!("{answer} became {written}"));
                }
                Ok(_) => {}
            }
        }
    }
    outcome
}

/// The answers to try, each with what is special about it.
fn sampled_answers(api: &Api, operation: &Operation) -> Result<Vec<(String, Value)>, String> {
    let (path, method) = operation.line();
    let document = &api.documents[operation.document];
    let area = api
        .area(operation.document)
        .ok_or("the model has no such area")?;
    let mut operations = area.operations();
    let model = operations.find(|known| known.pointer == operation.pointer);
    let Some(Answer::Json(ty)) = model.map(|model| &model.answer) else {
        // Nothing is documented, so anything may come.
        let anything = serde_json::json!({ "anything": [1.5, null, "text"] });
        return Ok(vec![
            ("anything".to_owned(), anything),
            ("nothing".to_owned(), Value::Null),
        ]);
    };
    let mut answers = Vec::new();
    for fullness in [Fullness::Smallest, Fullness::Largest] {
        let answer = samples::answer(document, &path, method, fullness)?
            .ok_or("the model has an answer, and the document has none")?;
        answers.extend(
            changes(area, ty, &answer)
                .into_iter()
                .map(|(what, answer)| (format!("{fullness:?}, {what}"), answer)),
        );
    }
    Ok(answers)
}

/// The specification, read once.
///
/// # Panics
/// Where it is faulty, which the build script would have said.
pub fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| Api::read().unwrap_or_else(|faults| panic!("{faults}")))
}
