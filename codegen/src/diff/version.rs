//! The version that follows from a change.

use super::Bump;

/// The version after this one, as cargo reads versions: before 1.0.0 the second number stands for what breaks users, and
/// the third for everything else.
///
/// None where the version is not three numbers.
///
/// ```
/// use highlevel_codegen::diff::{Bump, next_version};
///
/// assert_eq!(next_version("0.3.1", Bump::Major).as_deref(), Some("0.4.0"));
/// assert_eq!(next_version("0.3.1", Bump::Minor).as_deref(), Some("0.3.2"));
/// assert_eq!(next_version("1.3.1", Bump::Minor).as_deref(), Some("1.4.0"));
/// ```
#[must_use]
pub fn next_version(version: &str, bump: Bump) -> Option<String> {
    let numbers: Vec<u64> = version
        .split('.')
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    let [major, minor, patch] = *numbers.as_slice() else {
        return None;
    };
    let (major, minor, patch) = match (major, bump) {
        (0, Bump::Major) => (0, minor.checked_add(1)?, 0),
        (0, Bump::Minor | Bump::Patch) | (_, Bump::Patch) => (major, minor, patch.checked_add(1)?),
        (_, Bump::Major) => (major.checked_add(1)?, 0, 0),
        (_, Bump::Minor) => (major, minor.checked_add(1)?, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}
