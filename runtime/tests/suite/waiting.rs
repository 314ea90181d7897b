//! Calls without `.await`.

use highlevel_runtime::{Error, ErrorKind, Method, Value};

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

fn asked_once() -> Result<Value, Error> {
    let client = InProcess::new(|_| Ok(answer(200, r#"{"a": 1}"#))).client();
    client.request::<Value>(Method::Get, "/x").wait()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn not_in_any_task_of_a_runtime() {
    asked_once().expect_err("the future that the runtime was started with");
    let task = tokio::spawn(async { asked_once() });
    task.await.expect("no panic").expect_err("a task");
    let local = tokio::task::LocalSet::new();
    let task = local.run_until(async { tokio::task::spawn_local(async { asked_once() }).await });
    task.await.expect("no panic").expect_err("a local task");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn where_a_runtime_lets_threads_wait() {
    let task = tokio::task::spawn_blocking(asked_once);
    task.await.expect("no panic").expect("an answer");
    tokio::task::block_in_place(asked_once).expect("an answer");
    let task = tokio::spawn(async { tokio::task::block_in_place(asked_once) });
    task.await.expect("no panic").expect("an answer");
    // What is not recognised does no harm beyond the wait.
    tokio::task::unconstrained(async { asked_once() })
        .await
        .expect("an answer");
}

#[test]
fn on_a_thread_that_has_only_entered_a_runtime() {
    let (server, runtime) = server("200 OK", r#"{"a": 1}"#);
    let _entered = runtime.enter();
    let found: Value = server
        .client()
        .request(Method::Get, "/x")
        .wait()
        .expect("an answer");
    assert_eq!(found["a"], 1);
}
