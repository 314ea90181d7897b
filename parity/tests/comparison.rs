//! The comparison can fail: whatever is changed in a request is reported.

use parity::comparison::{Terms, compare};
use parity::recorder::Recorded;

#[test]
fn a_request_equals_itself() {
    assert_eq!(found(|_| {}), [""; 0]);
}

#[test]
fn another_method() {
    assert_eq!(
        found(|request| request.method = "PUT".to_owned()),
        ["method"]
    );
}

#[test]
fn another_path() {
    let changes = [
        "/conversations/message/a%20b?limit=10&tag=a&tag=b%20c",
        "/conversations/messages/a%20b/?limit=10&tag=a&tag=b%20c",
        "/conversations/messages/a%20c?limit=10&tag=a&tag=b%20c",
        "/conversations/messages/a+b?limit=10&tag=a&tag=b%20c",
    ];
    for target in changes {
        assert_eq!(
            found(|request| request.target = target.to_owned()),
            ["path"]
        );
    }
}

#[test]
fn another_query() {
    let changes = [
        "limit=11&tag=a&tag=b%20c",
        "limits=10&tag=a&tag=b%20c",
        "limit=10&tag=a",
        "limit=10&tag=a&tag=b%20c&tag=d",
        "limit=10&tag=a&tag=b%2Bc",
        "limit=10&tag=a,b%20c",
        "limit=10.5&tag=a&tag=b%20c",
    ];
    for query in changes {
        let target = format!("/conversations/messages/a%20b?{query}");
        let found = found(|request| request.target = target.clone());
        assert_eq!(found, ["query"], "{query}");
    }
    let swapped = "/conversations/messages/a%20b?limit=10&tag=b%20c&tag=a";
    let swapped = found(|request| request.target = swapped.to_owned());
    assert_eq!(swapped, ["query", "query"]);
    let target = "/conversations/messages/a%20b";
    assert_eq!(
        found(|request| request.target = target.to_owned()),
        ["query"]
    );
}

#[test]
fn the_order_of_query_parameters_does_not_matter() {
    let target = "/conversations/messages/a%20b?tag=a&tag=b%20c&limit=10";
    assert_eq!(found(|request| request.target = target.to_owned()), [""; 0]);
}

#[test]
fn a_header_less_or_more_or_other() {
    for name in ["version", "authorization", "accept", "host", "content-type"] {
        let expected = [format!("header {name}")];
        let less = found(|request| request.headers.retain(|(header, _)| header != name));
        assert_eq!(less, expected);
        let other = found(|request| {
            let header = request
                .headers
                .iter_mut()
                .find(|(header, _)| header == name);
            header.expect("the request has it").1.push('x');
        });
        assert_eq!(other, expected);
        let twice = found(|request| {
            let header = request.headers.iter().find(|(header, _)| header == name);
            let header = header.expect("the request has it").clone();
            request.headers.push(header);
        });
        assert_eq!(twice, expected);
    }
    let more = found(|request| request.headers.push(("x-more".to_owned(), "1".to_owned())));
    assert_eq!(more, ["header x-more"]);
}

#[test]
fn another_body() {
    let changes = [
        (r#"{"id":"x","count":3,"extra":1}"#, "body /extra"),
        (r#"{"id":"x"}"#, "body /count"),
        (r#"{"id":"y","count":3}"#, "body /id"),
        (r#"{"id":"x","count":"3"}"#, "body /count"),
        (r#"{"id":"x","count":3.5}"#, "body /count"),
        (r#"{"id":"x","count":null}"#, "body /count"),
        (r#"{"id":"x","count":[3]}"#, "body /count"),
        ("no JSON", "body"),
        ("", "body"),
    ];
    for (body, expected) in changes {
        let found = found(|request| set_body(request, body));
        assert!(found.contains(&expected.to_owned()), "{body}: {found:?}");
    }
}

#[test]
fn another_urlencoded_body() {
    let with = |body: &str| {
        let mut request = request();
        let mut headers = request.headers.iter_mut();
        let header = headers.find(|(name, _)| name == "content-type");
        header.expect("the request has it").1 = "application/x-www-form-urlencoded".to_owned();
        set_body(&mut request, body);
        request
    };
    let found = |body: &str| {
        let findings = compare(&with(body), &with("a=1&b=c+d"), &Terms::default());
        findings.differences.len()
    };
    assert_eq!(found("b=c+d&a=1"), 0);
    for body in ["a=1", "a=1&b=c+d&e=f", "a=2&b=c+d", "a=1&b=c%2Bd", ""] {
        assert_ne!(found(body), 0, "{body}");
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let found = found(|request| set_body(request, r#"{"count":3, "id":"x"}"#));
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_length_that_is_not_that_of_the_body() {
    let found = found(|request| {
        set_body(request, r#"{"count":3, "id":"x"}"#);
        let header = request
            .headers
            .iter_mut()
            .find(|(name, _)| name == "content-length");
        header.expect("the request has it").1 = "7".to_owned();
    });
    assert_eq!(found, ["header content-length"]);
}

#[test]
fn without_a_body_everything_else_is_compared() {
    let terms = Terms {
        without_body: true,
        ..Terms::default()
    };
    let mut changed = request();
    set_body(&mut changed, "--boundary");
    assert_eq!(compare(&changed, &request(), &terms).differences, []);
    changed.headers.retain(|(name, _)| name != "version");
    let findings = compare(&changed, &request(), &terms);
    assert_eq!(findings.differences[0].what, "header version");
}

#[test]
fn a_token_may_only_be_missing_where_none_is_asked_for() {
    let mut without = request();
    without.headers.retain(|(name, _)| name != "authorization");
    assert_ne!(without, request());
    for (anonymous, differences) in [(true, 0), (false, 1)] {
        let terms = Terms {
            anonymous,
            ..Terms::default()
        };
        let findings = compare(&without, &request(), &terms);
        assert_eq!(findings.differences.len(), differences);
        assert_eq!(compare(&request(), &without, &terms).differences.len(), 1);
    }
}

/// What is reported when our client's request is changed, and then when the reference's is.
fn found(change: impl Fn(&mut Recorded)) -> Vec<String> {
    let mut changed = request();
    change(&mut changed);
    let whats = |ours: &Recorded, reference: &Recorded| -> Vec<String> {
        let findings = compare(ours, reference, &Terms::default());
        let differences = findings.differences.into_iter();
        differences.map(|difference| difference.what).collect()
    };
    let ours = whats(&changed, &request());
    let reference = whats(&request(), &changed);
    assert_eq!(ours, reference, "whoever differs, the same is reported");
    ours
}

fn request() -> Recorded {
    let headers = [
        ("authorization", "Bearer pit-0123456789"),
        ("version", "2021-04-15"),
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("host", "127.0.0.1:4010"),
    ];
    let mut request = Recorded {
        method: "POST".to_owned(),
        target: "/conversations/messages/a%20b?limit=10&tag=a&tag=b%20c".to_owned(),
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: Vec::new(),
    };
    set_body(&mut request, r#"{"id":"x","count":3}"#);
    request
}

fn set_body(request: &mut Recorded, body: &str) {
    request.headers.retain(|(name, _)| name != "content-length");
    let length = ("content-length".to_owned(), body.len().to_string());
    request.headers.push(length);
    request.body = body.as_bytes().to_vec();
}
