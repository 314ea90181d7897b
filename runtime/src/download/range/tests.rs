//! Heads of answers that hold files, whole or in part.

use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use proptest::prelude::proptest;

use super::{Part, Validators, gives_parts};

fn head(headers: &[(HeaderName, &str)]) -> HeaderMap {
    let value = |text: &str| HeaderValue::from_str(text).expect("a value");
    headers
        .iter()
        .map(|(name, text)| (name.clone(), value(text)))
        .collect()
}

fn part(range: &str) -> Option<Part> {
    Part::of(
        StatusCode::PARTIAL_CONTENT,
        &head(&[(CONTENT_RANGE, range)]),
    )
}

#[test]
fn parts() {
    let part_of = |start, length| Some(Part { start, length });
    assert_eq!(part("bytes 5-9/10"), part_of(5, Some(10)));
    assert_eq!(part("bytes 0-0/1"), part_of(0, Some(1)));
    assert_eq!(part("bytes 5-9/*"), part_of(5, None));
    for nonsense in [
        "",
        "bytes",
        "bytes */10",
        "bytes 9-5/10",
        "bytes 5-10/10",
        "bytes -5-9/10",
        "bytes 5-9",
        "lines 5-9/10",
        "bytes 5-99999999999999999999/*",
        "bytes +5-9/10",
        "bytes -/",
    ] {
        assert_eq!(part(nonsense), None, "{nonsense}");
    }
    assert_eq!(
        Part::of(StatusCode::PARTIAL_CONTENT, &HeaderMap::new()),
        None
    );
}

#[test]
fn whole_files() {
    let of = |headers: &HeaderMap| Part::of(StatusCode::OK, headers).expect("a part").length;
    assert_eq!(of(&head(&[(CONTENT_LENGTH, "7")])), Some(7));
    assert_eq!(of(&head(&[(CONTENT_LENGTH, "many")])), None);
    assert_eq!(of(&HeaderMap::new()), None);
}

#[test]
fn what_gives_parts() {
    let offers = |text| gives_parts(StatusCode::OK, &head(&[(ACCEPT_RANGES, text)]));
    assert!(offers("bytes") && offers("Bytes"));
    assert!(!offers("none"));
    assert!(!gives_parts(StatusCode::OK, &HeaderMap::new()));
    assert!(gives_parts(StatusCode::PARTIAL_CONTENT, &HeaderMap::new()));
}

#[test]
fn what_tells_a_file_from_others() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let of = |headers: &[_]| Validators::of(&head(headers)).if_range().cloned();
    assert_eq!(
        of(&[(ETAG, "\"a\""), (LAST_MODIFIED, date)]).expect("a tag"),
        "\"a\""
    );
    // A weak tag does not promise the same bytes.
    assert_eq!(
        of(&[(ETAG, "W/\"a\""), (LAST_MODIFIED, date)]).expect("a date"),
        date
    );
    assert_eq!(of(&[(ETAG, "W/\"a\"")]), None);
}

#[test]
fn a_file_that_is_another_by_now() {
    let (sunday, monday) = (
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Mon, 07 Nov 1994 08:49:37 GMT",
    );
    let first = Validators::of(&head(&[(ETAG, "W/\"a\""), (LAST_MODIFIED, sunday)]));
    for (headers, allowed) in [
        (vec![], true),
        (vec![(ETAG, "W/\"a\"")], true),
        (vec![(LAST_MODIFIED, sunday)], true),
        (vec![(ETAG, "W/\"b\"")], false),
        (vec![(ETAG, "W/\"a\""), (LAST_MODIFIED, monday)], false),
    ] {
        assert_eq!(first.allow(&head(&headers)), allowed, "{headers:?}");
    }
}

proptest! {
    #[test]
    fn no_range_panics(text in "[bytes0-9*/ -]{0,30}") {
        part(&text);
    }
}
