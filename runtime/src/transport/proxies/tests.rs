//! Which variables name a proxy, and what becomes of one that cannot be used.

use http::Uri;

use super::{UNUSABLE, named};

/// The address of the proxy of an `https` server, by these variables.
fn proxy(variables: &[(&str, &str)], server: &'static str) -> Option<String> {
    let variable = |name: &str| {
        let mut variables = variables.iter().filter(|(other, _)| *other == name);
        variables.next().map(|(_, value)| (*value).to_owned())
    };
    let intercept = named(variable).intercept(&Uri::from_static(server))?;
    Some(intercept.uri().to_string().trim_end_matches('/').to_owned())
}

#[test]
fn the_first_of_the_variables_counts() {
    let all = [
        ("all_proxy", "http://d.example:1"),
        ("ALL_PROXY", "http://c.example:1"),
        ("https_proxy", "http://b.example:1"),
        ("HTTPS_PROXY", "http://a.example:1"),
        ("HTTP_PROXY", "http://other.example:1"),
        ("NO_PROXY", "near.example"),
    ];
    for (number, expected) in ["d", "c", "b", "a"].into_iter().enumerate() {
        let found = proxy(&all[..=number], "https://api.example/");
        assert_eq!(found, Some(format!("http://{expected}.example:1")));
    }
    assert_eq!(proxy(&all, "https://near.example/"), None);
    assert_eq!(proxy(&all, "http://api.example/"), None);
    assert_eq!(proxy(&all[4..], "https://api.example/"), None);
    assert_eq!(proxy(&[("HTTPS_PROXY", " ")], "https://api.example/"), None);
}

#[test]
fn what_people_write() {
    for (written, expected) in [
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("proxy.example:3128/", "http://proxy.example:3128"),
        (" http://proxy.example:3128/ ", "http://proxy.example:3128"),
        ("http://jo:miller@proxy.example:1", "http://proxy.example:1"),
        ("socks5://proxy.example:1", "socks5://proxy.example:1"),
    ] {
        let found = proxy(&[("ALL_PROXY", written)], "https://api.example/");
        assert_eq!(found.as_deref(), Some(expected), "{written}");
    }
}

#[test]
fn calls_do_not_go_past_a_proxy_that_is_misspelt() {
    for written in [
        "socks://proxy.example:1",
        "http//proxy.example",
        "a b",
        "http://",
    ] {
        let found = proxy(&[("HTTPS_PROXY", written)], "https://api.example/");
        assert_eq!(found.as_deref(), Some(UNUSABLE), "{written}");
    }
}
