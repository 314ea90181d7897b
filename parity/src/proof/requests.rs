//! What every operation sends.

use std::collections::BTreeMap;

use highlevel_codegen::Generation;
use highlevel_sandbox::Sandbox;
use serde_json::Value;

use super::{Api, Operation, Outcome};
use crate::calls::{Answered, TOKEN, Target};
use crate::samples::{self, Sample, samples};

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
    leaks::credential(TOKEN);
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
    for id in sandbox.ids() {
        leaks::answer(id.as_bytes());
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
    for request in &received {
        leaks::received(request.path(), request.query(), request.body());
    }
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
