//! Calls without `.await`.

use highlevel_runtime::{ErrorKind, Method, Value};

use crate::server::Server;
use crate::transports::{InProcess, answer};

/// A server with a runtime of its own, as one elsewhere has.
fn server(status: &'static str, body: &'static str) -> (Server, tokio::runtime::Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = runtime.block_on(Server::json(status, body));
    (server, runtime)
}

#[test]
fn over_the_network_and_from_many_threads() {
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let (server, runtime) = server("200 OK", r#"{"a": 1}"#);
                let found: Value = server
                    .client()
                    .request(Method::Get, "/x")
                    .wait()
                    .expect("an answer");
                assert_eq!(found["a"], 1);
                drop(runtime);
            });
        }
    });
}

#[test]
fn errors_are_those_of_the_call() {
    let client = InProcess::new(|_| Ok(answer(404, "gone"))).client();
    let outcome = client.request::<Value>(Method::Get, "/x").wait();
    let error = outcome.expect_err("nothing is there");
    assert_eq!(error.to_string(), "GET /x: 404 Not Found: gone");
}

#[tokio::test]
async fn never_inside_a_runtime() {
    let server = InProcess::new(|_| Ok(answer(200, "{}")));
    let outcome = server.client().request::<Value>(Method::Get, "/x").wait();
    let error = outcome.expect_err("it would hold up the runtime");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "GET /x: `wait` would hold up the async runtime that it is called in: use `.await`"
    );
    assert_eq!(server.count(), 0);
}
