//! `whole-number`: counts that are read with a fraction.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::lint::subject::{Kind, Subject, word};
use crate::lint::{Hit, Level, Rule};
use crate::lower::whole::is_whole;
use crate::model::{Area, Item, Type};

/// The rule.
pub static RULE: Rule = Rule {
    name: "whole-number",
    level: Level::Warning,
    about: "Finds numbers whose name is that of a count, but which are read with a fraction because no example says otherwise.",
    fires: include_str!("../examples/whole-number/fires.yaml"),
    silent: include_str!("../examples/whole-number/silent.yaml"),
    check,
};

fn check(subject: &Subject<'_>, hits: &mut Vec<Hit>) {
    let fractions = fractions(subject);
    for part in subject
        .parts(Kind::Schema)
        .chain(subject.parts(Kind::Parameter))
    {
        let name = match part.kind {
            Kind::Parameter => word(part.node, "name"),
            _ => part.property().unwrap_or_default(),
        };
        // A whole example would make it whole: then the name is that of a count.
        let is_count = is_whole(name, &[&serde_json::Value::from(1)]);
        let is_said = part.node.child("x-highlevel-whole").is_some();
        if is_count && !is_said && fractions.contains(&part.node.place) {
            let message = format!("`{name}` is named like a count, but may have a fraction");
            let help = "add `x-highlevel-whole: true`, or `false` where it is a measure";
            hits.push(part.hit(part.place, message, help));
        }
    }
}

/// Where the fields and parameters stand that are read with a fraction.
fn fractions(subject: &Subject<'_>) -> BTreeSet<Place> {
    let area = subject.area.into_iter();
    let types = area
        .clone()
        .flat_map(|area| &area.types)
        .filter_map(|item| match item {
            Item::Struct(structure) | Item::Form(structure) => Some(structure),
            Item::Enum(_) | Item::Union(_) => None,
        });
    let parameters = area
        .flat_map(Area::operations)
        .filter_map(|operation| operation.parameters.as_ref());
    let fields = types
        .chain(parameters)
        .flat_map(|structure| &structure.fields);
    fields
        .filter(|field| field.ty == Type::Number)
        .map(|field| field.place.clone())
        .collect()
}
