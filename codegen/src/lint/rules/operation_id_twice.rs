//! `operation-id-twice`: one operation id for two operations of a generation.

use std::collections::BTreeMap;

use crate::lint::subject::{Kind, Subject};
use crate::lint::{Hit, Level, Rule};
use crate::model::{Area, Operation};

/// The rule.
pub static RULE: Rule = Rule {
    name: "operation-id-twice",
    level: Level::Note,
    about: "Finds an operation id that another operation of the same generation has. Each area is a scope of its own, so both get a method, but an id alone does not tell which one is meant.",
    fires: include_str!("../examples/operation-id-twice/fires.yaml"),
    silent: include_str!("../examples/operation-id-twice/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    let elsewhere = subject.earlier_areas().flat_map(Area::operations);
    let own = subject.area.into_iter().flat_map(Area::operations);
    let mut taken: BTreeMap<&str, &Operation> = elsewhere
        .map(|operation| (operation.id.as_str(), operation))
        .collect();
    for operation in own {
        let Some(other) = taken.insert(&operation.id, operation) else {
            continue;
        };
        let found = subject
            .parts(Kind::Operation)
            .find(|part| part.pointer == operation.pointer);
        if let Some(part) = found {
            let id = part.node.child("operationId").unwrap_or(part.node);
            let message = format!(
                "`{}` is the id of {} {} too",
                operation.id,
                other.method.as_str(),
                other.path
            );
            hits.push(part.hit(
                &id.place,
                message,
                "give it another id, unless both are one",
            ));
        }
    }
}
