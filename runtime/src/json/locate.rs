//! Finding values in the bytes of a document, without a tree in between.

#[cfg(test)]
mod tests;

use jiter::{Jiter, JiterResult, Peek};

/// Finds what a JSON Pointer leads to; of a name that an object has twice, the first.
///
/// Returns `None` if nothing is there, or if the document is no JSON up to there.
pub(crate) fn locate<'j>(json: &'j [u8], pointer: &str) -> Option<&'j [u8]> {
    let mut jiter = Jiter::new(json);
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        if !enter(&mut jiter, &token).ok()? {
            return None;
        }
    }
    value(&mut jiter).ok()
}

/// Takes a list apart; `None` if it is no list.
pub(crate) fn elements(list: &[u8]) -> Option<Vec<&[u8]>> {
    let mut jiter = Jiter::new(list);
    let mut elements = Vec::new();
    let mut next = jiter.next_array().ok()?;
    while next.is_some() {
        elements.push(value(&mut jiter).ok()?);
        next = jiter.array_step().ok()?;
    }
    Some(elements)
}

/// Whether a value says "no" or "nothing": `null`, `false`, zero, or an empty text, list or object.
pub(crate) fn is_nothing(value: &[u8]) -> bool {
    match value {
        b"null" | b"false" | b"0" | br#""""# | br#""false""# => true,
        [b'[', between @ .., b']'] | [b'{', between @ .., b'}'] => between.trim_ascii().is_empty(),
        _ => false,
    }
}

/// Whether the bytes are one JSON value.
pub(crate) fn is_value(json: &[u8]) -> bool {
    let mut jiter = Jiter::new(json);
    jiter.next_skip().and_then(|()| jiter.finish()).is_ok()
}

/// Goes to a member of an object or an item of a list, and says whether it is there.
fn enter(jiter: &mut Jiter<'_>, token: &str) -> JiterResult<bool> {
    match jiter.peek()? {
        Peek::Object => {
            let mut found = jiter.known_object()?.map(|name| name == token);
            while found == Some(false) {
                jiter.next_skip()?;
                found = jiter.next_key()?.map(|name| name == token);
            }
            Ok(found.is_some())
        }
        Peek::Array => {
            let Some(index) = index(token) else {
                return Ok(false);
            };
            let mut next = jiter.known_array()?;
            for _ in 0..index {
                if next.is_none() {
                    break;
                }
                jiter.next_skip()?;
                next = jiter.array_step()?;
            }
            Ok(next.is_some())
        }
        _ => Ok(false),
    }
}

/// The number of an item, which JSON Pointer writes without sign and without leading zeros.
fn index(token: &str) -> Option<usize> {
    let is_number = token == "0" || token.starts_with(|first| matches!(first, '1'..='9'));
    is_number.then(|| token.parse().ok()).flatten()
}

/// The bytes of the value that comes next.
fn value<'j>(jiter: &mut Jiter<'j>) -> JiterResult<&'j [u8]> {
    let peek = jiter.peek()?;
    let start = jiter.current_index();
    jiter.known_skip(peek)?;
    Ok(jiter.slice_to_current(start))
}
