//! Compares what is known of an operation besides what it sends and reads.

use super::{Bump, Found, Judged, Wire, surface, words};
use crate::model::Operation;

/// Compares version, scopes, kinds of token and the like.
pub fn compare(found: &mut Found<'_>, old: &Operation, new: &Operation) {
    scopes(found, old, new);
    let mut changed = |text: String, wire: Wire, bump: Bump| {
        found.push(
            &new.place,
            text,
            Judged {
                wire,
                bump,
                keys: Vec::new(),
            },
        );
    };
    if old.version != new.version {
        let version = |operation: &Operation| {
            operation
                .version
                .clone()
                .unwrap_or_else(|| "none".to_owned())
        };
        let text = format!(
            "the version is `{}`, it was `{}`",
            version(new),
            version(old)
        );
        changed(text, Wire::Risky, Bump::Minor);
    }
    if old.headers != new.headers {
        changed(
            "other headers are sent".to_owned(),
            Wire::Risky,
            Bump::Minor,
        );
    }
    if old.anonymous != new.anonymous {
        let text = if new.anonymous {
            "it is called without a token"
        } else {
            "it is called with a token"
        };
        changed(text.to_owned(), Wire::Risky, Bump::Minor);
    }
    if old.tokens != new.tokens {
        let kinds =
            |operation: &Operation| words::list(operation.tokens.iter().map(|kind| kind.as_str()));
        let lost =
            old.tokens.iter().any(|kind| !new.tokens.contains(kind)) && !new.tokens.is_empty();
        let text = format!(
            "it takes tokens of the kind {}, it took {}",
            kinds(new),
            kinds(old)
        );
        changed(
            text,
            if lost { Wire::Risky } else { Wire::Fine },
            Bump::Patch,
        );
    }
    if old.auth != new.auth {
        changed(
            "callers prove who they are in other ways".to_owned(),
            Wire::Fine,
            Bump::Patch,
        );
    }
    if old.idempotent != new.idempotent {
        let text = if new.idempotent {
            "it may be sent twice"
        } else {
            "it may not be sent twice any more"
        };
        changed(text.to_owned(), Wire::Fine, Bump::Patch);
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => changed("it is deprecated".to_owned(), Wire::Fine, Bump::Minor),
        (true, false) => changed(
            "it is not deprecated any more".to_owned(),
            Wire::Fine,
            Bump::Patch,
        ),
        _ => {}
    }
    if old.doc != new.doc {
        changed(
            "it is described in other words".to_owned(),
            Wire::Fine,
            Bump::Patch,
        );
    }
}

fn scopes(found: &mut Found<'_>, old: &Operation, new: &Operation) {
    if old.scopes == new.scopes {
        return;
    }
    let lost = |scope: &String| !new.scopes.contains(scope);
    // A token needs one of them: without any, nothing was known.
    let is_refused = old.scopes.iter().any(lost) && !new.scopes.is_empty();
    let text = format!(
        "it wants the scope {}, it wanted {}",
        words::list(&new.scopes),
        words::list(&old.scopes)
    );
    let constants = found.old.scopes.iter();
    let constants = constants.filter(|scope| old.scopes.contains(&scope.wire) && lost(&scope.wire));
    let judged = Judged {
        wire: if is_refused { Wire::Risky } else { Wire::Fine },
        bump: Bump::Patch,
        keys: constants.map(|scope| surface::scope(&scope.name)).collect(),
    };
    found.push(&new.place, text, judged);
}
