//! Compares what comes back.

use super::items;
use super::operations::Sides;
use super::types::Relation;
use super::{Bump, Found, Judged, Wire, words};
use crate::model::{Answer, Operation};

/// Compares the answer and the documented errors; `method` is the key of the method.
pub fn compare(
    found: &mut Found<'_>,
    sides: &Sides<'_>,
    old: &Operation,
    new: &Operation,
    method: String,
) {
    let (before, after) = (words::answer(&old.answer), words::answer(&new.answer));
    let relation = match (&old.answer, &new.answer) {
        (Answer::Json(old), Answer::Json(new)) => sides.pairs.relation(old, new),
        (old, new) if old == new => Relation::Same,
        // Whoever reads anything reads this too.
        (Answer::Undocumented, _) => Relation::Narrower,
        _ => Relation::Other,
    };
    if relation != Relation::Same || before != after {
        let text = format!("the answer is {after}, it was {before}");
        let judged = Judged {
            wire: items::answered(relation),
            bump: Bump::Minor,
            keys: vec![method],
        };
        found.push(&new.place, text, judged);
    }
    let statuses = |operation: &Operation| -> Vec<u16> {
        operation.errors.iter().map(|(status, _)| *status).collect()
    };
    let (before, after) = (statuses(old), statuses(new));
    if before != after {
        let shown = |all: &[u16]| words::list(all.iter().map(u16::to_string));
        let text = format!(
            "bodies are documented for the errors {}, they were for {}",
            shown(&after),
            shown(&before)
        );
        found.push(
            &new.place,
            text,
            Judged {
                wire: Wire::Fine,
                bump: Bump::Patch,
                keys: Vec::new(),
            },
        );
    }
    for (status, ty) in &old.errors {
        let now = new.errors.iter().find(|(other, _)| other == status);
        if let Some((_, now)) = now
            && sides.pairs.relation(ty, now) != Relation::Same
        {
            let text = format!(
                "the body of the error {status} is {}, it was {}",
                words::ty(now),
                words::ty(ty)
            );
            found.push(
                &new.place,
                text,
                Judged {
                    wire: Wire::Fine,
                    bump: Bump::Minor,
                    keys: Vec::new(),
                },
            );
        }
    }
}
