//! When a token has ended: by the clock, and by what the API says.

use std::time::Duration;

use http::StatusCode;

use super::grant::Grant;
use crate::clock::milliseconds;
use crate::error::Error;
use crate::error::refusal::Refusal;
use crate::random;

/// Returns when a grant is to be renewed, in milliseconds since 1970: a little before its end, and not in all
/// processes at once.
pub(super) fn due_at(grant: &Grant) -> u64 {
    let margin = grant.margin();
    let earlier = milliseconds(random::up_to(Duration::from_millis(margin)));
    grant.expires_at.saturating_sub(margin + earlier)
}

/// Whether an answer means that the access token has ended or is none, so that another one may help.
///
/// A 401 is also given for a scope that is missing, a route that is not enabled, a path in the wrong case, a missing
/// parameter and a gateway that gave up: a new token changes nothing about those.
pub(crate) fn means_expiry(status: StatusCode, message: &str) -> bool {
    status == StatusCode::UNAUTHORIZED && is_end(Refusal::of(status, message))
}

/// The same of an error.
pub(super) fn is_of_the_token(error: &Error) -> bool {
    error.is_unauthorized() && is_end(error.refusal())
}

fn is_end(refusal: Option<Refusal>) -> bool {
    matches!(refusal, Some(Refusal::TokenExpired | Refusal::TokenInvalid))
}
