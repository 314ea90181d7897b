//! Decodes, clones and compares a list of contacts and encodes a message, with the client's types and with derived ones.

use std::hint::black_box;
use std::time::Instant;

use highlevel_runtime::codegen::{decode, encode_full, encode_request};

/// How long the decoded list is, in bytes.
const LENGTH: usize = 300_000;

/// How many times each is timed; the least counts.
const ROUNDS: usize = 200;

fn main() {
    let list = list();
    let ours = || decode::<highlevel::contacts::types::ContactsSearchSuccessfulResponse>(&list).is_ok();
    let derived = || {
        serde_json::from_slice::<derived::contacts::types::ContactsSearchSuccessfulResponse>(&list).is_ok()
    };
    assert!(ours() && derived(), "both read the list");
    assert!(is_known(&list), "derived types drop what they do not know, so that nothing may be unknown");
    row(&format!("decode {} kB of contacts", list.len() / 1000), ours, derived, 1, "<= 0.83");

    let message = br#"{"type":"Email","contactId":"ve9EPM428h8vShlRW1KT","status":"pending","subject":"Our new menu",
        "html":"<p>Fresh from the kitchen, with a \"special\" on Fridays.</p>","message":"On my way",
        "attachments":["https://example.com/a.png","https://example.com/b.png"],
        "emailCc":["a@example.com","b@example.com"],"scheduledTimestamp":1669287863}"#;
    let our_message = decode::<highlevel::conversations::types::SendMessageBody>(message).ok();
    let our_message = our_message.expect("a message");
    let derived_message = serde_json::from_slice::<derived::conversations::types::SendMessageBody>(message);
    let derived_message = derived_message.expect("a message");
    let ours = || encode_request(&our_message).is_ok();
    let derived = || serde_json::to_vec(&derived_message).is_ok();
    row("encode 1000 messages", ours, derived, 1000, "<= 1.00");

    let our_list = decode::<highlevel::contacts::types::ContactsSearchSuccessfulResponse>(&list).ok();
    let our_list = our_list.expect("a list");
    let derived_list =
        serde_json::from_slice::<derived::contacts::types::ContactsSearchSuccessfulResponse>(&list);
    let derived_list = derived_list.expect("a list");
    let ours = || encode_request(&our_list).is_ok();
    let derived = || serde_json::to_vec(&derived_list).is_ok();
    row("encode the list of contacts", ours, derived, 1, "");
    let ours = || black_box(our_list.clone()).contacts.is_some();
    let derived = || black_box(derived_list.clone()).contacts.is_some();
    row("clone the list of contacts", ours, derived, 1, "");
    let (our_clone, derived_clone) = (our_list.clone(), derived_list.clone());
    let ours = || our_list == our_clone;
    let derived = || derived_list == derived_clone;
    row("compare the list with its clone", ours, derived, 1, "");
}

/// Whether nothing of the list is unknown, at any depth: a request leaves out what is.
fn is_known(list: &[u8]) -> bool {
    let list = decode::<highlevel::contacts::types::ContactsSearchSuccessfulResponse>(list).ok();
    let list = list.expect("a list");
    encode_request(&list).ok() == encode_full(&list).ok()
}

/// Times both in turn, and prints the least of each in microseconds.
fn row(
    what: &str,
    ours: impl Fn() -> bool,
    derived: impl Fn() -> bool,
    times: usize,
    target: &str,
) {
    let time = |run: &dyn Fn() -> bool| {
        let start = Instant::now();
        for _ in 0..times {
            black_box(run());
        }
        start.elapsed().as_secs_f64() * 1e6
    };
    let (mut our_least, mut their_least) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        our_least = our_least.min(time(&ours));
        their_least = their_least.min(time(&derived));
    }
    println!("{what}|{our_least}|{their_least}|{target}");
}

/// A list of contacts as the API answers: some fields, nulls, texts with escapes and letters beyond ASCII.
fn list() -> Vec<u8> {
    let mut text = String::from("{\"contacts\":[");
    let mut number = 0;
    while text.len() < LENGTH {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&format!(
            r#"{{"id":"ocQHyuzHvysMo5N5{number:04}","locationId":"ve9EPM428h8vShlRW1KT","email":"person.{number}@example.com",
"timezone":"Europe/Vienna","country":"AT","source":"form \"menu\"","dateAdded":"2026-02-28T23:59:59.000Z",
"customFields":[{{"id":"MgobCB14YMVKuE4Ka8p1","value":"Grüße {number}"}},{{"id":"3sv6UEo51C9Bmpo1cKTq","value":"no"}}],
"tags":["menu","newsletter","friday"],"businessId":null,
"attributions":[{{"url":"https://example.com/menu?utm_source=mail&page={number}","campaign":"spring","utmSource":"mail",
"utmMedium":"email","referrer":"https://example.com/","userAgent":"Mozilla/5.0 (X11; Linux x86_64)","ip":"192.0.2.7",
"mediumId":null}}],"followers":["8FoGUkH0bJZ4ZTTGXLSd","vVTh2P7ye0eQxzxJ7xzs"]}}"#
        ));
        number += 1;
    }
    text.push_str(&format!("],\"count\":{number}}}"));
    text.into_bytes()
}
