//! Checks where files may stand: only in a multipart form, and a form only holds what a part can carry.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Answer, Body, Field, Item, Operation, Type};
use crate::names::Name;

/// Reports files outside of forms, forms that are used as objects, and parts that a form cannot carry.
pub fn check(items: &[Item], operations: &[&Operation], diagnostics: &mut Diagnostics) {
    for item in items {
        match item {
            Item::Struct(structure) => {
                let files = structure.fields.iter().filter(|field| is_file(&field.ty));
                files.for_each(|field| {
                    diagnostics.push(misplaced(&field.place, &format!("`{}`", field.wire)))
                });
            }
            Item::Form(form) => {
                diagnostics.extend(form.fields.iter().filter_map(unfit));
                if is_used_as_object(&form.name, items, operations) {
                    let message = format!("`{}` is a form here and an object elsewhere", form.name);
                    diagnostics.push(
                        Diagnostic::new(&form.place, message)
                            .help("give the form a schema of its own"),
                    );
                }
            }
            Item::Union(union) => {
                if union.variants.iter().any(|(_, ty)| is_file(ty)) {
                    diagnostics.push(misplaced(
                        &union.place,
                        &format!("a part of `{}`", union.name),
                    ));
                }
            }
            Item::Enum(_) => {}
        }
    }
    for operation in operations {
        let sent = matches!(&operation.body, Some(Body::Json(ty)) if is_file(ty));
        let answered = matches!(&operation.answer, Answer::Json(ty) if is_file(ty));
        if sent || answered {
            diagnostics.push(misplaced(
                &operation.place,
                &format!("a JSON body of `{}`", operation.id),
            ));
        }
    }
}

fn is_file(ty: &Type) -> bool {
    holds(ty, &|ty| *ty == Type::File)
}

fn misplaced(place: &Place, what: &str) -> Diagnostic {
    Diagnostic::new(
        place,
        format!("{what} is a file, but is not sent as a part of a form"),
    )
    .help("only a part of a form, or a whole answer, can have `format: binary`")
}

/// What is wrong with a part of a form.
fn unfit(field: &Field) -> Option<Diagnostic> {
    let part = match &field.ty {
        Type::List(item) => item,
        ty => ty,
    };
    let what = match part {
        Type::Named { is_enum: false, .. } => "an object",
        Type::List(_) => "a list of lists",
        // Files whose part names are made of ids.
        Type::Map(item) if **item == Type::File => return None,
        Type::Map(_) => "a map",
        Type::OrNull(_) => "a list with `null` among its items",
        _ => return None,
    };
    let fault = Diagnostic::new(
        &field.place,
        format!("the part `{}` of a form is {what}", field.wire),
    );
    Some(fault.help("a part is a file, a text, a number, a boolean, or a list of those; a map can be one of files"))
}

fn is_used_as_object(name: &Name, items: &[Item], operations: &[&Operation]) -> bool {
    let is_it = |ty: &Type| matches!(ty, Type::Named { name: other, .. } if other == name);
    let in_fields = items.iter().any(|item| match item {
        Item::Struct(structure) | Item::Form(structure) => structure
            .fields
            .iter()
            .any(|field| holds(&field.ty, &is_it)),
        Item::Union(union) => union.variants.iter().any(|(_, ty)| holds(ty, &is_it)),
        Item::Enum(_) => false,
    });
    let in_operations = operations.iter().any(|operation| {
        let sent = matches!(&operation.body, Some(Body::Json(ty)) if holds(ty, &is_it));
        let answered = matches!(&operation.answer, Answer::Json(ty) if holds(ty, &is_it));
        sent || answered || operation.errors.iter().any(|(_, ty)| holds(ty, &is_it))
    });
    in_fields || in_operations
}

/// Whether the type, or what it is a list or map of, is the one looked for.
fn holds(ty: &Type, wanted: &impl Fn(&Type) -> bool) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::OrNull(inner) => holds(inner, wanted),
        ty => wanted(ty),
    }
}
