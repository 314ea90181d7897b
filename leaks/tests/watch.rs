//! The log is searched, whichever way a line came in.

const SECRETS: [&str; 1] = ["hush"];

#[test]
#[should_panic(expected = "logged in ")]
fn a_secret_in_a_trace_is_found() {
    leaks::watch(&SECRETS);
    tracing::trace!(target: "any", text = "hush", "a line");
}

#[test]
#[should_panic(expected = "logged in ")]
fn a_secret_in_the_fields_of_a_span_is_found() {
    leaks::watch(&SECRETS);
    drop(tracing::trace_span!("any", text = "hush").entered());
}

#[test]
#[should_panic(expected = "logged in ")]
fn a_secret_in_the_other_log_is_found() {
    leaks::watch(&SECRETS);
    log::trace!("hush");
}

#[test]
fn any_other_line_is_counted() {
    let watch = leaks::watch(&SECRETS);
    let before = watch.lines();
    tracing::trace!("a line");
    assert!(watch.lines() > before);
}
