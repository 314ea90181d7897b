//! Compares the operations of an area.

use super::areas::Moves;
use super::items;
use super::members::{self, Members};
use super::surface::module;
use super::types::{Pairs, Relation};
use super::usage::usage;
use super::{Bump, Found, Judged, Wire, answers, metadata, paging, words};
use crate::model::{Area, Body, Operation, Parameter, Type};
use crate::read::template::anonymous;

/// Method and path, whatever the placeholders are called.
pub fn identity(operation: &Operation) -> String {
    let path = anonymous(&operation.path);
    format!("{} {path}", operation.method.as_str())
}

/// How changes name an operation.
pub fn subject(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// Two areas, and how they are compared.
pub struct Sides<'m> {
    pub old: &'m Area,
    pub new: &'m Area,
    pub pairs: Pairs<'m>,
    /// The module of the old side.
    pub module: String,
}

impl Sides<'_> {
    /// The key of a method of the old handle.
    fn method(&self, operation: &Operation) -> String {
        format!(
            "{}::{}::{}()",
            self.module,
            self.old.handle.as_str(),
            operation.name.as_str()
        )
    }

    /// The keys of an operation of the old side: its method and the struct of its parameters.
    fn keys(&self, operation: &Operation) -> Vec<String> {
        let parameters = operation.parameters.iter().flat_map(|structure| {
            let names = [Some(&structure.name), structure.required.as_ref()];
            names
                .into_iter()
                .flatten()
                .map(|name| format!("{}::{}*", self.module, name.as_str()))
        });
        [self.method(operation)]
            .into_iter()
            .chain(parameters)
            .collect()
    }
}

/// Compares the operations and types of two areas.
pub fn compare<'m>(found: &mut Found<'m>, old: &'m Area, new: &'m Area, moved: &Moves<'m>) {
    let both = pair(old, new);
    let sides = Sides {
        old,
        new,
        pairs: Pairs::new(old, new, &both),
        module: module(old),
    };
    for operation in old.operations() {
        if !both.iter().any(|(one, _)| std::ptr::eq(*one, operation)) {
            gone(found, &sides, operation, moved);
        }
    }
    for operation in new.operations() {
        if !both.iter().any(|(_, one)| std::ptr::eq(*one, operation)) {
            let came = moved.get(&(new.generation, identity(operation)));
            if came.is_none_or(|(area, _)| !std::ptr::eq(*area, new)) {
                found.subject = subject(operation);
                let text = format!("the operation `{}` is new", operation.id);
                found.push(&operation.place, text, fine(Bump::Minor, Vec::new()));
            }
        }
    }
    for (one, other) in &both {
        found.subject = subject(other);
        operation(found, &sides, one, other);
    }
    items::compare(found, &sides, &usage(old), &usage(new));
}

/// The operations that are on both sides: the same method and path, or else the same id.
fn pair<'m>(old: &'m Area, new: &'m Area) -> Vec<(&'m Operation, &'m Operation)> {
    let mut free: Vec<&Operation> = new.operations().collect();
    let mut left = Vec::new();
    let mut both = Vec::new();
    for operation in old.operations() {
        match free
            .iter()
            .position(|other| identity(other) == identity(operation))
        {
            Some(index) => both.push((operation, free.remove(index))),
            None => left.push(operation),
        }
    }
    for operation in left {
        if let Some(index) = free.iter().position(|other| other.id == operation.id) {
            both.push((operation, free.remove(index)));
        }
    }
    both
}

/// A change that callers do not notice.
fn fine(bump: Bump, keys: Vec<String>) -> Judged {
    Judged {
        wire: Wire::Fine,
        bump,
        keys,
    }
}

fn gone(found: &mut Found<'_>, sides: &Sides<'_>, operation: &Operation, moved: &Moves<'_>) {
    found.subject = subject(operation);
    let keys = sides.keys(operation);
    match moved.get(&(sides.old.generation, identity(operation))) {
        Some((area, _)) => {
            let text = format!(
                "the operation `{}` moved to the area `{}`",
                operation.id, area.wire
            );
            found.push(&operation.place, text, fine(Bump::Minor, keys));
        }
        None => {
            let text = format!("the operation `{}` is gone", operation.id);
            let judged = Judged {
                wire: Wire::Breaks,
                bump: Bump::Minor,
                keys,
            };
            found.push(&operation.place, text, judged);
        }
    }
}

/// Compares one operation.
fn operation(found: &mut Found<'_>, sides: &Sides<'_>, old: &Operation, new: &Operation) {
    if old.name != new.name {
        let text = format!("the operation `{}` is called `{}` now", old.id, new.id);
        found.push(&new.place, text, fine(Bump::Minor, sides.keys(old)));
    }
    if identity(old) != identity(new) {
        let text = format!("it was `{}`", subject(old));
        let judged = Judged {
            wire: Wire::Breaks,
            bump: Bump::Minor,
            keys: Vec::new(),
        };
        found.push(&new.place, text, judged);
    }
    path(found, sides, old, new);
    body(found, sides, old, new);
    parameters(found, sides, old, new);
    answers::compare(found, sides, old, new, sides.method(old));
    paging::compare(found, sides, old, new, sides.method(old));
    metadata::compare(found, old, new);
}

/// The placeholders of the path.
fn path(found: &mut Found<'_>, sides: &Sides<'_>, old: &Operation, new: &Operation) {
    let (before, after) = (&old.path_parameters, &new.path_parameters);
    if before.len() != after.len() {
        let names =
            |all: &[Parameter]| words::list(all.iter().map(|parameter| parameter.wire.clone()));
        let text = format!(
            "the path takes {} instead of {}",
            names(after),
            names(before)
        );
        let judged = Judged {
            wire: Wire::Breaks,
            bump: Bump::Minor,
            keys: vec![sides.method(old)],
        };
        found.push(&new.place, text, judged);
        return;
    }
    let wires = |all: &[Parameter]| -> Vec<String> {
        all.iter().map(|parameter| parameter.wire.clone()).collect()
    };
    // An argument is told by its place: another order compiles where the types are the same, and means something else.
    if identity(old) != identity(new) && members::is_reordered(&wires(before), &wires(after)) {
        let judged = Judged {
            wire: Wire::Breaks,
            bump: Bump::Major,
            keys: vec![sides.method(old)],
        };
        let text = "it takes its placeholders in another order";
        found.push(&new.place, text, judged);
        return;
    }
    for (before, after) in before.iter().zip(after) {
        if before.wire != after.wire {
            let text = format!(
                "the placeholder `{}` is called `{}` now",
                before.wire, after.wire
            );
            found.push(&after.place, text, fine(Bump::Patch, Vec::new()));
        }
        let relation = sides.pairs.relation(&before.ty, &after.ty);
        if before.ty != after.ty {
            let text = format!(
                "the placeholder `{}` is {}, it was {}",
                after.wire,
                words::ty(&after.ty),
                words::ty(&before.ty)
            );
            let wire = items::sent(relation);
            found.push(
                &after.place,
                text,
                Judged {
                    wire,
                    bump: Bump::Minor,
                    keys: vec![sides.method(old)],
                },
            );
        }
    }
}

/// What is sent.
fn body(found: &mut Found<'_>, sides: &Sides<'_>, old: &Operation, new: &Operation) {
    let keys = vec![sides.method(old)];
    let (text, wire) = match (&old.body, &new.body) {
        (None, None) => return,
        (None, Some(body)) => {
            let wire = if is_optional(body, sides) {
                Wire::Fine
            } else {
                Wire::Breaks
            };
            (format!("it has a body now: {}", words::body(body)), wire)
        }
        (Some(_), None) => ("it has no body any more".to_owned(), Wire::Risky),
        (Some(old), Some(new)) => {
            let relation = relation(old, new, sides);
            if relation == Relation::Same && words::body(old) == words::body(new) {
                return;
            }
            let text = format!(
                "the body is {}, it was {}",
                words::body(new),
                words::body(old)
            );
            (text, items::sent(relation))
        }
    };
    found.push(
        &new.place,
        text,
        Judged {
            wire,
            bump: Bump::Minor,
            keys,
        },
    );
}

fn relation(old: &Body, new: &Body, sides: &Sides<'_>) -> Relation {
    match (old, new) {
        (Body::Json(old), Body::Json(new)) => sides.pairs.relation(old, new),
        (Body::Multipart(old), Body::Multipart(new))
        | (Body::Urlencoded(old), Body::Urlencoded(new))
            if sides.pairs.now(old.as_str()) == new.as_str() =>
        {
            Relation::Same
        }
        _ => Relation::Other,
    }
}

/// Whether a body of which nothing is set is one too.
fn is_optional(body: &Body, sides: &Sides<'_>) -> bool {
    let name = match body {
        Body::Json(Type::Named { name, .. }) | Body::Multipart(name) | Body::Urlencoded(name) => {
            name
        }
        Body::Json(_) => return false,
    };
    items::fields(sides.pairs.new.get(name.as_str()).copied())
        .is_some_and(|structure| structure.required_fields().next().is_none())
}

/// The parameters of query and headers.
fn parameters(found: &mut Found<'_>, sides: &Sides<'_>, old: &Operation, new: &Operation) {
    let (before, after) = (&old.parameters, &new.parameters);
    let empty = Vec::new();
    let members = Members {
        what: "parameter",
        before: before
            .as_ref()
            .map_or(&empty, |structure| &structure.fields),
        after: after.as_ref().map_or(&empty, |structure| &structure.fields),
        old: before.as_ref(),
        place: &new.place,
        prefix: String::new(),
        sent: true,
        answered: false,
    };
    let key = before
        .as_ref()
        .map(|structure| format!("{}::{}", sides.module, structure.name.as_str()));
    // The struct itself comes and goes with its first and last field.
    let whole = match (before, after) {
        (Some(_), Some(_)) => Vec::new(),
        (Some(_), None) => sides.keys(old),
        (None, _) => vec![sides.method(old)],
    };
    members::members(
        found,
        sides,
        &members,
        key.as_deref().unwrap_or_default(),
        &whole,
    );
}
