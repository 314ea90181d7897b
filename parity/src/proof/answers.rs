//! What every operation answers.

use highlevel_codegen::model::Answer;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::change::{changes, same_but_nulls};
use super::{Api, Operation, Outcome};
use crate::samples::{self, Fullness};

/// Reads an answer through serde and writes it again.
///
/// # Errors
/// Where the type does not take it.
pub fn round_trip<T: DeserializeOwned + Serialize>(answer: &Value) -> Result<Value, String> {
    let read = T::deserialize(answer).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
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
        let anything = json!({ "anything": [1.5, null, "text"] });
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
