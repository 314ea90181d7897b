//! Texts that a client has to escape.

use super::Fullness;

/// What a path, a query and a form treat specially, what percent-encoding treats specially, and letters beyond ASCII.
const AWKWARD: &str = "a b/c?d&e=f%41+g~h;i,j:k@l!m$n'o(p)q*r#s\"t<u>v[w]x{y}z|\\^`-._ é日🦀";

/// As awkward as a header can be: visible ASCII and spaces.
const AWKWARD_HEADER: &str = "a b/c?d&e=f%41+g~h;i,j:k@l!m$n'o(p)q*r#s\"t<u>v";

/// A text for a query or a body.
pub fn any(fullness: Fullness) -> &'static str {
    match fullness {
        Fullness::Smallest => "some text",
        Fullness::Largest => AWKWARD,
    }
}

/// A text for a path.
pub fn path(fullness: Fullness) -> &'static str {
    match fullness {
        Fullness::Smallest => "ve9EPM428h8vShlRW1KT",
        Fullness::Largest => AWKWARD,
    }
}

/// A text for a header.
pub fn header(fullness: Fullness) -> &'static str {
    match fullness {
        Fullness::Smallest => "text",
        Fullness::Largest => AWKWARD_HEADER,
    }
}
