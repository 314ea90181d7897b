//! Parts of files: what a server says of them.

#[cfg(test)]
mod tests;

use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, StatusCode};

/// Which part of a file an answer holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where its first byte is.
    pub(super) start: u64,
    /// How many bytes the whole file has, if the server says it.
    pub(super) length: Option<u64>,
}

impl Part {
    /// Reads the head of an answer of success; `None` if it is a part and does not say which.
    pub(super) fn of(status: StatusCode, headers: &HeaderMap) -> Option<Self> {
        if status == StatusCode::PARTIAL_CONTENT {
            return content_range(text(headers.get(CONTENT_RANGE)?)?);
        }
        let length = headers.get(CONTENT_LENGTH).and_then(text);
        Some(Self {
            start: 0,
            length: length.and_then(whole),
        })
    }
}

/// Whether the rest of the file can be asked for.
pub(super) fn gives_parts(status: StatusCode, headers: &HeaderMap) -> bool {
    let offered = headers.get(ACCEPT_RANGES).and_then(text);
    status == StatusCode::PARTIAL_CONTENT
        || offered.is_some_and(|unit| unit.trim().eq_ignore_ascii_case("bytes"))
}

/// What tells that a file is still the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Validators {
    tag: Option<HeaderValue>,
    date: Option<HeaderValue>,
}

impl Validators {
    /// Reads the head of an answer.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self {
            tag: headers.get(ETAG).cloned(),
            date: headers.get(LAST_MODIFIED).cloned(),
        }
    }

    /// What a part is asked for with: a strong `ETag`, or the date.
    pub(super) fn if_range(&self) -> Option<&HeaderValue> {
        let tag = self.tag.as_ref();
        tag.filter(|tag| !tag.as_bytes().starts_with(b"W/"))
            .or(self.date.as_ref())
    }

    /// Whether an answer can be of the same file: what it says of it is no other than before.
    pub(super) fn allow(&self, headers: &HeaderMap) -> bool {
        let same = |ours: &Option<HeaderValue>, other: Option<&HeaderValue>| {
            ours.as_ref()
                .zip(other)
                .is_none_or(|(ours, other)| ours == other)
        };
        same(&self.tag, headers.get(ETAG)) && same(&self.date, headers.get(LAST_MODIFIED))
    }
}

/// Reads `bytes 5-9/10`, or `bytes 5-9/*`.
fn content_range(text: &str) -> Option<Part> {
    let (range, length) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = range.split_once('-')?;
    let (start, end) = (whole(start)?, whole(end)?);
    let length = match length {
        "*" => None,
        length => Some(whole(length).filter(|length| end < *length)?),
    };
    (start <= end).then_some(Part { start, length })
}

fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}
