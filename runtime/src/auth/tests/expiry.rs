//! When a token has ended.

use http::StatusCode;

use super::{BEGIN, DAY, location};
use crate::auth::Grant;
use crate::auth::expiry::{due_at, means_expiry};

#[test]
fn renewal_is_due_within_bounds() {
    let minute = 60_000;
    for (lifetime, earliest, latest) in [
        (DAY, DAY - 10 * minute, DAY - 5 * minute),
        (minute, minute - 6_000, minute - 3_000),
        (1, 1, 1),
        (0, 0, 0),
    ] {
        let grant = Grant::new(location(), "a", BEGIN, BEGIN + lifetime);
        for _ in 0..1_000 {
            let due = due_at(&grant) - BEGIN;
            assert!((earliest..=latest).contains(&due), "{due}");
        }
    }
    // One that ends before it begins is due, and nothing overflows.
    let grant = Grant::new(location(), "a", u64::MAX, 5);
    assert_eq!(due_at(&grant), 5);
}

#[test]
fn renewals_are_spread() {
    let grant = Grant::new(location(), "a", BEGIN, BEGIN + DAY);
    let mut times: Vec<u64> = (0..100).map(|_| due_at(&grant)).collect();
    times.sort_unstable();
    times.dedup();
    assert!(times.len() > 50, "{}", times.len());
}

#[test]
fn what_means_expiry() {
    for message in [
        "Invalid JWT",
        "invalid jwt token",
        "jwt expired",
        "The token has expired",
        "Access token is expired, please refresh it",
        "Invalid token",
    ] {
        assert!(means_expiry(StatusCode::UNAUTHORIZED, message), "{message}");
        assert!(!means_expiry(StatusCode::FORBIDDEN, message), "{message}");
        assert!(!means_expiry(StatusCode::BAD_REQUEST, message), "{message}");
    }
    for message in [
        "",
        "Unauthorized",
        "The token is not authorized for this scope.",
        "This route is not yet supported by the IAM Service. Please update the IAM config.",
        "This authClass type is not allowed to access this scope",
        "E01 - Unauthorized request",
        "The token does not have access to this location.",
        "Command timed out",
        "version header was not found.",
        "Cannot GET /Contacts/",
    ] {
        assert!(
            !means_expiry(StatusCode::UNAUTHORIZED, message),
            "{message}"
        );
    }
}
