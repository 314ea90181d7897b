//! Moments, leap years among them.

use super::text;

#[test]
fn known_moments() {
    for (milliseconds, expected) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_706_693_400_000, "2024-01-31T09:30:00.000Z"),
        (1_728_394_543_887, "2024-10-08T13:35:43.887Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
    ] {
        assert_eq!(text(milliseconds), expected);
    }
}
