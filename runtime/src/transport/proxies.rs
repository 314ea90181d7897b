//! The proxy that the environment names.

#[cfg(test)]
mod tests;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

/// What stands for a proxy that cannot be used.
const UNUSABLE: &str = "socks5://unusable";

/// The proxy of `https` calls, by the variables of the environment.
///
/// A text that is no address counts as a proxy that cannot be used, not as none: calls must not go past a proxy because
/// its name is misspelt. Variables for `http` calls are not read, because those go without a proxy.
pub(super) fn named(variable: impl Fn(&str) -> Option<String>) -> Matcher {
    let value = |names: [&str; 2]| {
        let mut values = names.into_iter().filter_map(&variable);
        values.find(|value| !value.trim().is_empty())
    };
    let proxy = value(["HTTPS_PROXY", "https_proxy"]).or_else(|| value(["ALL_PROXY", "all_proxy"]));
    let Some(proxy) = proxy else {
        return Matcher::builder().build();
    };
    let proxy = proxy.trim();
    let proxy = proxy.strip_suffix('/').unwrap_or(proxy);
    let proxy = if is_address(proxy) { proxy } else { UNUSABLE };
    let excepted = value(["NO_PROXY", "no_proxy"]).unwrap_or_default();
    Matcher::builder()
        .https(proxy.to_owned())
        .no(excepted)
        .build()
}

fn is_address(proxy: &str) -> bool {
    let matcher = Matcher::builder().https(proxy.to_owned()).build();
    let server = Uri::from_static("https://api.example/");
    matcher.intercept(&server).is_some()
}
