//! The differences between the two clients that are right as they are, each with its reason.

use super::Terms;
use crate::recorder::Recorded;

/// A difference that is not reported as one.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// Why our client is right.
    pub reason: &'static str,
}

/// Every difference that is known.
pub const ALL: [&Known; 13] = [
    &ANONYMOUS,
    &VERSION,
    &USER_AGENT,
    &API_VERSION,
    &ACCEPT,
    &EMPTY_BODY_LENGTH,
    &BODY_LENGTH,
    &MULTIPART_BODY,
    &PATH_ENCODING,
    &BACKSLASH,
    &FORM_ENCODING,
    &COMMAS,
    &WHOLE_NUMBER,
];

/// A token where none is asked for.
pub static ANONYMOUS: Known = Known {
    name: "authorization",
    reason: "the document asks for no token here; the HTTP client of the reference sends one with everything",
};

/// The version of an operation whose document does not say which it wants.
pub static VERSION: Known = Known {
    name: "version",
    reason: "the gateway asks every call for a version; the document of this operation leaves it out",
};

/// Each client says who it is.
pub static USER_AGENT: Known = Known {
    name: "user-agent",
    reason: "each client names itself",
};

/// A header of progenitor's own.
pub static API_VERSION: Known = Known {
    name: "api-version",
    reason: "progenitor sends the version of the document; the API documents no such header",
};

/// What answers are asked for where none is documented.
pub static ACCEPT: Known = Known {
    name: "accept",
    reason: "where no JSON answer is documented the reference asks for anything; ours asks for JSON, which errors are",
};

/// The length of a body that is not there.
pub static EMPTY_BODY_LENGTH: Known = Known {
    name: "content-length: 0",
    reason: "RFC 9110, 8.6: a method that usually has a body says that there is none; gateways answer 411 otherwise",
};

/// The length of the same JSON in other words.
pub static BODY_LENGTH: Known = Known {
    name: "content-length",
    reason: "the same JSON in another order of keys or spelling of numbers; each length is that of its body",
};

/// A body that the reference cannot send.
pub static MULTIPART_BODY: Known = Known {
    name: "multipart body",
    reason: "progenitor knows no multipart, so the body and what follows from it are not compared",
};

/// Reserved characters in the value of a path parameter.
pub static PATH_ENCODING: Known = Known {
    name: "path encoding",
    reason: "OpenAPI expands a path like RFC 6570, 3.2.2: all but unreserved characters are encoded; progenitor leaves \
             those that a browser would",
};

/// A backslash in the value of a path parameter.
pub static BACKSLASH: Known = Known {
    name: "backslash in a path",
    reason: "progenitor does not encode it, and its URL parser makes a slash of it, which is another path",
};

/// A query that is written like an HTML form.
pub static FORM_ENCODING: Known = Known {
    name: "query encoding",
    reason: "OpenAPI expands a query like RFC 6570, 3.2.8: a space is %20, a tilde itself, an asterisk %2A; progenitor \
             writes it like an HTML form",
};

/// A list that is to be joined with commas.
pub static COMMAS: Known = Known {
    name: "explode: false",
    reason: "OpenAPI joins the items with commas; progenitor repeats the parameter all the same",
};

/// A whole number of the type `number`.
pub static WHOLE_NUMBER: Known = Known {
    name: "number spelling",
    reason: "progenitor holds every `number` as a float and writes 10 as 10.0, which is the same number",
};

/// The reason for which a header may differ.
pub fn header(
    name: &str,
    ours: &[&str],
    reference: &[&str],
    our_request: &Recorded,
    their_request: &Recorded,
    terms: &Terms,
) -> Option<&'static Known> {
    match (name, ours, reference) {
        ("user-agent", _, _) => Some(&USER_AGENT),
        ("authorization", [], [_]) if terms.anonymous => Some(&ANONYMOUS),
        ("version", [_], []) if terms.without_version => Some(&VERSION),
        ("api-version", [], [_]) => Some(&API_VERSION),
        ("accept", ["application/json"], ["*/*"]) => Some(&ACCEPT),
        ("content-type" | "content-length" | "transfer-encoding", _, _) if terms.without_body => {
            Some(&MULTIPART_BODY)
        }
        ("content-length", ["0"], []) => Some(&EMPTY_BODY_LENGTH),
        ("content-length", [our_length], [their_length]) => {
            let is_right = |length: &str, request: &Recorded| {
                !request.body.is_empty() && length == request.body.len().to_string()
            };
            (is_right(our_length, our_request) && is_right(their_length, their_request))
                .then_some(&BODY_LENGTH)
        }
        _ => None,
    }
}

/// What progenitor leaves in the value of a path parameter as it is.
const LEFT_IN_PATH: &str = "!$&'()*+,;=:@[]|^";

/// The reasons for which two paths may differ, character by character; nothing where another one would be needed.
pub fn path(ours: &str, reference: &str) -> Option<Vec<&'static Known>> {
    let (mut rest, mut reasons) = (ours, Vec::new());
    for letter in reference.chars() {
        if let Some(after) = rest.strip_prefix(letter) {
            rest = after;
        } else if LEFT_IN_PATH.contains(letter) {
            rest = rest.strip_prefix(&format!("%{:02X}", u32::from(letter)))?;
            reasons.push(&PATH_ENCODING);
        } else if letter == '/' {
            rest = rest.strip_prefix("%5C")?;
            reasons.push(&BACKSLASH);
        } else {
            return None;
        }
    }
    rest.is_empty().then_some(reasons)
}

/// The reference's parameter with its encoding as it should be. A literal plus is `%2B` in a form, so that every plus
/// means a space.
pub fn without_form_encoding(_ours: &str, reference: &str) -> Option<String> {
    let rewritten = reference
        .replace('+', "%20")
        .replace("%7E", "~")
        .replace('*', "%2A");
    (rewritten != reference).then_some(rewritten)
}

/// The reference's parameter without a fraction of zero, where ours is a whole number.
pub fn without_zero_fraction(ours: &str, reference: &str) -> Option<String> {
    let is_whole = ours
        .rsplit('=')
        .next()
        .is_some_and(|value| value.parse::<i64>().is_ok());
    let rewritten = reference.strip_suffix(".0").filter(|_| is_whole);
    rewritten.map(str::to_owned)
}

/// Joins the repeated values of these parameters, in pairs that are sorted by name; says whether that changed any.
pub fn join_with_commas(pairs: &mut Vec<String>, names: &[String]) -> bool {
    let before = pairs.len();
    let mut joined: Vec<String> = Vec::new();
    for pair in pairs.drain(..) {
        match joined.last_mut() {
            Some(last) if name(last) == name(&pair) && names.iter().any(|n| n == name(&pair)) => {
                last.push(',');
                last.push_str(&pair[name(&pair).len() + 1..]);
            }
            _ => joined.push(pair),
        }
    }
    *pairs = joined;
    pairs.len() != before
}

/// The name of a `name=value`.
pub fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}
