//! Downloads: a file that is the same at every call, whole or in parts.

use bytes::Bytes;
use http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, HeaderName, HeaderValue};

use crate::reply::Reply;
use crate::request::Request;
use crate::rules::Answer;

/// The length of a file, in bytes.
const LENGTH: usize = 6_000;

/// The name of a file's content: the content of a path never changes.
const TAG: &str = "\"sandbox\"";

/// What a request asks for.
enum Wanted {
    Whole,
    Part { start: usize, end: usize },
    Nothing,
}

/// The file, or the part that the request's `Range` names.
pub fn reply(answer: &Answer, request: &Request) -> Reply {
    let file = content(&request.path);
    let mut reply = match wanted(request, file.len()) {
        Wanted::Whole => Reply::new(200, &answer.media_type, file),
        Wanted::Part { start, end } => {
            let range = format!("bytes {start}-{}/{}", end - 1, file.len());
            let mut reply = Reply::new(206, &answer.media_type, file.slice(start..end));
            insert(&mut reply, CONTENT_RANGE, &range);
            reply
        }
        Wanted::Nothing => {
            let mut reply = Reply::empty(416);
            insert(
                &mut reply,
                CONTENT_RANGE,
                &format!("bytes */{}", file.len()),
            );
            reply
        }
    };
    insert(&mut reply, ACCEPT_RANGES, "bytes");
    insert(&mut reply, ETAG, TAG);
    reply
}

fn insert(reply: &mut Reply, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value);
    reply.headers.extend(value.ok().map(|value| (name, value)));
}

/// A range that cannot be read, and several of them, mean the whole; so does one of another content.
fn wanted(request: &Request, length: usize) -> Wanted {
    let is_same = request.header("if-range").is_none_or(|tag| tag == TAG);
    let range = request.header("range").filter(|_| is_same);
    let range = range.as_deref().and_then(|range| {
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        Some((first.trim(), last.trim()))
    });
    let Some((first, last)) = range else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.parse::<usize>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(last)) if last >= start => (start, last.saturating_add(1)),
        (Some(start), None) if last.is_empty() => (start, length),
        (None, Some(count)) if first.is_empty() => (length.saturating_sub(count), length),
        _ => return Wanted::Whole,
    };
    let end = end.min(length);
    if start < end {
        Wanted::Part { start, end }
    } else {
        Wanted::Nothing
    }
}

/// Bytes that look like nothing else, so that a piece in the wrong place is seen.
fn content(path: &str) -> Bytes {
    let seed = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let words = (0..LENGTH.div_ceil(8) as u64).map(|index| crate::ids::mix(seed ^ index));
    let bytes: Vec<u8> = words.flat_map(u64::to_le_bytes).take(LENGTH).collect();
    bytes.into()
}
