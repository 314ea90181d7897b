//! The program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use crate::spec::real;

const PROGRAM: &str = env!("CARGO_BIN_EXE_highlevel-sandbox");

/// A program that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().expect("it runs");
        self.0.wait().expect("it ends");
    }
}

fn output(arguments: &[&str]) -> Output {
    let output = Command::new(PROGRAM).args(arguments).output();
    output.expect("the program starts")
}

fn complaint(arguments: &[&str]) -> (Option<i32>, String) {
    let output = output(arguments);
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn help_and_version() {
    let help = output(&["--help"]);
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--port PORT"));
    let version = output(&["--version"]);
    let expected = concat!("highlevel-sandbox ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8_lossy(&version.stdout), expected);
}

#[test]
fn wrong_arguments_are_named() {
    for (arguments, reason) in [
        (vec!["--prot", "1"], "error: `--prot` is no option"),
        (vec!["4010"], "error: `4010` is no option"),
        (vec!["--port"], "error: `--port` has no value"),
        (vec!["--port", "70000"], "error: `70000` is no port"),
        (vec!["--port=x"], "error: `x` is no port"),
    ] {
        let (code, text) = complaint(&arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(text.starts_with(reason), "{text}");
    }
}

#[tokio::test]
async fn a_busy_port_is_named() {
    let sandbox = real().await;
    let port = sandbox
        .url()
        .rsplit(':')
        .next()
        .expect("the address ends with the port");
    let (code, text) = complaint(&["--port", port]);
    assert_eq!(code, Some(1));
    assert!(
        text.starts_with(&format!("error: port {port} of 127.0.0.1 is taken")),
        "{text}"
    );
}

#[test]
fn it_prints_its_address_and_each_request() {
    let child = Command::new(PROGRAM)
        .args(["--port", "0", "--token=pit-1"])
        .stdout(Stdio::piped())
        .spawn();
    let mut running = Running(child.expect("the program starts"));
    let output = running.0.stdout.take().expect("it is piped");
    let mut lines = BufReader::new(output).lines();
    let mut next = || lines.next().expect("there is a line").expect("it is text");

    let url = next();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let call = |request: &str| {
        let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    };
    let answer = call("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert_eq!(next(), "404 GET /x: Cannot GET /x");
    let answer = call(
        "POST /conversations/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Authorization: Bearer pit-2\r\nContent-Length: 0\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert_eq!(
        next(),
        "401 POST /conversations/messages (send-a-new-message): the bearer token is unknown"
    );
}
