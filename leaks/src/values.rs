//! What requests and answers carry.

use http::request::Parts;
use percent_encoding::percent_decode_str;

use crate::record::{self, Record};
use crate::texts;

/// Headers that HTTP and every client write by themselves; all others may hold what a caller put there.
const PLAIN: [&str; 13] = [
    "accept",
    "accept-encoding",
    "accept-ranges",
    "connection",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "host",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "version",
];

/// Names of the ids of sub-accounts and agencies: a warning says whose token is lost.
const ACCOUNTS: [&str; 4] = ["companyId", "company_id", "locationId", "location_id"];

/// The kind of what the header of that name holds.
const AUTHORIZATION: &str = "authorization";

/// The kind of any other token, code or password.
const CREDENTIAL: &str = "credential";

/// How much of a value counts: a log that cuts what it shows is found too.
const LONGEST: usize = 48;

/// Notes what a request carries.
pub fn request(head: &Parts, content: &[u8]) {
    with(|notes| {
        notes.target(&head.uri.to_string());
        for (name, value) in &head.headers {
            notes.header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        notes.body("body", content);
    });
}

/// Notes the body of an answer.
pub fn answer(content: &[u8]) {
    with(|notes| notes.body("answer", content));
}

/// Notes what a request carries of which its server shows path, query and body: the query as it was before it was encoded.
pub fn received(path: &str, query: &[(String, String)], content: &[u8]) {
    with(|notes| {
        notes.target(path);
        for (name, value) in query {
            notes.named("query", name, value);
        }
        notes.body("body", content);
    });
}

/// Notes a token, a code or a password that no message shows to whoever keeps the log.
pub fn credential(value: &str) {
    with(|notes| notes.note(CREDENTIAL, value));
}

/// Notes what a request or an answer carries, as it went over the wire.
pub fn wire(message: &[u8]) {
    with(|notes| {
        let end = message.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or(message.len());
        let head = String::from_utf8_lossy(&message[..end]);
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default();
        let is_answer = first.starts_with("HTTP/");
        if !is_answer && let Some(target) = first.split(' ').nth(1) {
            notes.target(target);
        }
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            notes.header(&name.to_ascii_lowercase(), value.trim());
        }
        let kind = if is_answer { "answer" } else { "body" };
        notes.body(kind, message.get(end + 4..).unwrap_or_default());
    });
}

fn with(note: impl FnOnce(&Notes)) {
    if let Some(record) = record::of_this_process() {
        crate::start();
        note(&Notes(record));
    }
}

/// Where values are written down.
struct Notes<'r>(&'r Record);

impl Notes<'_> {
    /// Path and query. A segment of the path counts if it looks like an id, by three digits or an unusual character: the
    /// others may be those of the template (`ads-v2`, `text2pay`).
    fn target(&self, target: &str) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.split_once("://").map_or(path, |(_, rest)| {
            rest.split_once('/').map_or("", |(_, path)| path)
        });
        for segment in path.split('/') {
            let value = percent_decode_str(segment).decode_utf8_lossy();
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_{}".contains(letter);
            let digits = value.chars().filter(char::is_ascii_digit).count();
            if digits >= 3 || !value.chars().all(is_plain) {
                self.note("path", &value);
            }
        }
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            self.named("query", &name, &value);
        }
    }

    fn header(&self, name: &str, value: &str) {
        if PLAIN.contains(&name) {
            return;
        }
        if name != AUTHORIZATION {
            return self.note("header", value);
        }
        let token = value.split_once(' ').map_or(value, |(_, token)| token);
        self.note(AUTHORIZATION, token);
    }

    fn body(&self, kind: &'static str, content: &[u8]) {
        for (name, value) in texts::of(content) {
            self.named(kind, &name, &value);
        }
    }

    fn named(&self, kind: &'static str, name: &str, value: &str) {
        if !ACCOUNTS.contains(&name) {
            self.note(kind, value);
        }
    }

    /// Notes every line of a value, because a log is searched by lines.
    fn note(&self, kind: &'static str, value: &str) {
        let is_secret = matches!(kind, AUTHORIZATION | CREDENTIAL);
        let lines = value.lines().map(str::trim);
        for line in lines.filter(|line| is_long(line) && (is_secret || is_telling(line))) {
            let cut = line.char_indices().nth(LONGEST);
            let beginning = cut.map_or(line, |(end, _)| &line[..end]);
            self.0.note(kind, beginning);
        }
    }
}

fn is_long(value: &str) -> bool {
    value.chars().count() >= 6
}

/// Whether a value that is no secret by itself would not be in a log anyway.
fn is_telling(value: &str) -> bool {
    let count = |is: fn(char) -> bool| value.chars().filter(|letter| is(*letter)).count();
    let is_word = value
        .chars()
        .all(|letter| letter.is_ascii_alphabetic() || "_/".contains(letter));
    let digits = count(|letter| letter.is_ascii_digit());
    let has_letter = count(char::is_alphabetic) > 0;
    count(char::is_alphanumeric) >= 5 && !is_word && (has_letter || digits >= 10)
}

#[cfg(test)]
mod tests;
