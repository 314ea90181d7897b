//! What the API's words mean when it gives no token.

use http::StatusCode;

use crate::auth::TokenErrorKind::{self, Inactive, InvalidGrant, Refused, Unavailable};
use crate::auth::exchange::denial::kind;

#[test]
fn by_status_and_words() {
    let cases: [(u16, &str, &str, TokenErrorKind); 17] = [
        (
            400,
            "Invalid grant: refresh token is invalid",
            "",
            InvalidGrant,
        ),
        (
            400,
            "Invalid grant: authorization code is invalid",
            "",
            InvalidGrant,
        ),
        (401, "This refresh token is invalid", "", InvalidGrant),
        (401, "The refresh token has expired", "", InvalidGrant),
        (400, "Something is wrong", "invalid_grant", InvalidGrant),
        (400, "invalid_grant", "", InvalidGrant),
        (400, "Location is not active", "", Inactive),
        (400, "location is NOT ACTIVE", "bad request", Inactive),
        (400, "Missing parameter: clientId", "", Refused),
        (400, "Missing parameter: refresh_token", "", Refused),
        (400, "Invalid parameter: grantType", "", Refused),
        (
            401,
            "Invalid client: client is invalid",
            "invalid_client",
            Refused,
        ),
        (403, "", "", Refused),
        (408, "Invalid grant", "", Unavailable),
        (429, "Too many requests", "", Unavailable),
        (500, "Invalid grant", "", Unavailable),
        (502, "", "", Unavailable),
    ];
    for (status, message, error, expected) in cases {
        let status = StatusCode::from_u16(status).expect("a status");
        assert_eq!(kind(status, message, error), expected, "{status} {message}");
    }
}
