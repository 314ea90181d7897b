//! The sandbox as a program.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use highlevel_sandbox::Sandbox;

/// What `--help` says.
const HELP: &str = "\
A HighLevel (GoHighLevel) API on your own machine.

Usage: highlevel-sandbox [--port PORT] [--token TOKEN]

Options:
  --port PORT    Listen on this port of 127.0.0.1; 0 is any free one [default: 4010]
  --token TOKEN  Accept this bearer token alone, instead of any
  --help         Print this text
  --version      Print the version

Prints its address, then a line for every request, until it is interrupted.";

/// The port that is used when none is given.
const PORT: u16 = 4010;

/// How often the requests that arrived are printed.
const INTERVAL: Duration = Duration::from_millis(50);

/// What the arguments ask for.
enum Wish {
    Help,
    Version,
    Run { port: u16, token: Option<String> },
}

fn main() -> ExitCode {
    let wish = match wish(env::args_os().skip(1).map(|text| text.into_string())) {
        Ok(wish) => wish,
        Err(reason) => {
            eprintln!("error: {reason}\n  help: `highlevel-sandbox --help` lists the options");
            return ExitCode::from(2);
        }
    };
    let done = match wish {
        Wish::Help => print(HELP),
        Wish::Version => print(concat!("highlevel-sandbox ", env!("CARGO_PKG_VERSION"))),
        Wish::Run { port, token } => run(port, token),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the arguments.
fn wish<O>(arguments: impl Iterator<Item = Result<String, O>>) -> Result<Wish, String> {
    let mut arguments = arguments;
    let mut next = || {
        let argument = arguments.next()?;
        Some(argument.map_err(|_| "an argument is not UTF-8".to_owned()))
    };
    let (mut port, mut token) = (PORT, None);
    while let Some(argument) = next().transpose()? {
        let (name, attached) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value = || match attached.clone() {
            Some(value) => Ok(value),
            None => next().unwrap_or_else(|| Err(format!("`{name}` has no value"))),
        };
        match name {
            "--help" | "-h" => return Ok(Wish::Help),
            "--version" | "-V" => return Ok(Wish::Version),
            "--port" => port = number(&value()?)?,
            "--token" => token = Some(value()?),
            _ => return Err(format!("`{name}` is no option")),
        }
    }
    Ok(Wish::Run { port, token })
}

fn number(text: &str) -> Result<u16, String> {
    let wrong = |_| format!("`{text}` is no port: write a number from 0 to 65535");
    text.parse().map_err(wrong)
}

/// Runs a sandbox until the program is interrupted or nobody reads what it prints.
fn run(port: u16, token: Option<String>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| format!("no runtime can be started: {error}"))?;
    let builder = Sandbox::builder().port(port);
    let builder = match token {
        Some(token) => builder.token(token),
        None => builder,
    };
    let sandbox = runtime
        .block_on(builder.start())
        .map_err(|error| error.to_string())?;
    print(sandbox.url())?;
    loop {
        for request in sandbox.take_requests() {
            print(&request.to_string())?;
        }
        thread::sleep(INTERVAL);
    }
}

fn print(line: &str) -> Result<(), String> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")
        .and_then(|()| output.flush())
        .map_err(|error| format!("cannot print: {error}"))
}
