//! Compares what is known of an operation besides what it sends and reads.

use super::{Bump, Found, Judged, Wire, words};
use crate::model::Operation;

/// Compares version, scopes, kinds of token and the like.
pub fn compare(found: &mut Found<'_>, old: &Operation, new: &Operation) {
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
    let scopes = |operation: &Operation| words::list(&operation.scopes);
    if old.scopes != new.scopes {
        // A token needs one of them: without any, nothing was known.
        let lost =
            old.scopes.iter().any(|scope| !new.scopes.contains(scope)) && !new.scopes.is_empty();
        let text = format!(
            "it wants the scope {}, it wanted {}",
            scopes(new),
            scopes(old)
        );
        changed(
            text,
            if lost { Wire::Risky } else { Wire::Fine },
            Bump::Patch,
        );
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
