//! `cargo xtask new`.

use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::{PathBuf, absolute};

use clap::{Args, Subcommand, ValueEnum};
use highlevel_codegen::endpoint::{Endpoint as Drafted, draft};
use highlevel_codegen::model::Method as HttpMethod;
use highlevel_codegen::{Generation as Which, Source, read, unknown_area};

use crate::swap::Files;
use crate::{files, paths, report, sources};

/// What to start.
#[derive(Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Writes the first draft of an operation into a document of ours.
    Endpoint(Endpoint),
}

/// An operation; what is not given is asked for on a terminal.
#[derive(Args)]
struct Endpoint {
    /// The method.
    #[arg(long, value_enum)]
    method: Option<Method>,
    /// The path, such as `/contacts/{contactId}/notes`.
    #[arg(long)]
    path: Option<String>,
    /// The operation's id, such as `get-note`; the method of the client is named after it.
    #[arg(long)]
    id: Option<String>,
    /// The area, such as `contacts`; which one of that name, `--generation` says.
    #[arg(long)]
    area: Option<String>,
    /// Starts the area, which is not there yet.
    #[arg(long)]
    new_area: bool,
    /// The versions that it belongs to: those named by a date, or v3.
    #[arg(long, value_enum, default_value = "v2")]
    generation: Generation,
    /// What it does, in a sentence.
    #[arg(long)]
    description: Option<String>,
    /// The scope that a token needs.
    #[arg(long)]
    scope: Option<String>,
    /// The specification, instead of the one in this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

#[derive(Clone, Copy, ValueEnum)]
enum Generation {
    V2,
    V3,
}

impl New {
    /// Writes what was asked for.
    ///
    /// # Errors
    /// Where something is not said, is there already, or cannot be written; everything is as it was then.
    pub fn run(&self) -> Result<(), String> {
        let What::Endpoint(endpoint) = &self.what;
        endpoint.run()
    }
}

impl Endpoint {
    fn run(&self) -> Result<(), String> {
        let spec = self
            .spec
            .clone()
            .unwrap_or_else(|| paths::root().join("spec"));
        let folder = report::name(&spec);
        let mut sources = match spec.exists() {
            true => sources::read(&spec, &folder)?,
            false => Vec::new(),
        };
        let endpoint = self.asked()?;
        let area = format!("{}/{}", endpoint.generation.folder(), endpoint.area);
        if !self.new_area
            && let Some(help) = unknown_area(&sources, &area)
        {
            return Err(format!(
                "error: there is no area `{area}`\n  help: {help}{} `--new-area` starts a new one",
                if help.ends_with('?') { "" } else { ";" }
            ));
        }
        let document = draft(&sources, &endpoint, &folder)
            .map_err(|fault| report::shown(&[fault], &sources))?;
        let lines = added(&sources, &document);
        sources.retain(|source| source.path != document.path);
        sources.push(document.clone());
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        let checked = read(&sources);
        checked.map_err(|faults| report::faults(&faults, &sources, &spec))?;
        let below = document
            .path
            .strip_prefix(&*folder)
            .unwrap_or(&document.path);
        let below = below.trim_start_matches('/');
        let file = spec.join(below);
        let text = Files::from([(below.to_owned(), document.text)]);
        // What is not finished waits beside the specification, not in it.
        absolute(&spec)
            .and_then(|beside| files::replace(&spec, &beside, &text))
            .map_err(|error| report::disk(&file, &error))?;
        report::line(format_args!(
            "{}:{}: {} {} as `{}`, {}\nnext: describe what it sends and answers, then `cargo xtask codegen`",
            paths::shown(&file),
            lines.0,
            endpoint.method.as_str(),
            endpoint.path,
            endpoint.id,
            report::count(lines.1, "line"),
        ));
        Ok(())
    }

    /// The operation, with what was asked for on the terminal.
    fn asked(&self) -> Result<Drafted, String> {
        let method = match self.method {
            Some(method) => method,
            None => {
                let text = ask("method", "get, post, put, patch or delete", None)?;
                Method::from_str(&text, true).map_err(|_| {
                    format!("error: `{text}` is no method\n  help: get, post, put, patch or delete")
                })?
            }
        };
        let path = ask(
            "path",
            "such as /contacts/{contactId}/notes",
            self.path.as_ref(),
        )?;
        let id = ask("id", "such as get-note", self.id.as_ref())?;
        let area = ask("area", "such as contacts", self.area.as_ref())?;
        Ok(Drafted {
            generation: match self.generation {
                Generation::V2 => Which::V2,
                Generation::V3 => Which::V3,
            },
            area,
            method: match method {
                Method::Get => HttpMethod::Get,
                Method::Post => HttpMethod::Post,
                Method::Put => HttpMethod::Put,
                Method::Patch => HttpMethod::Patch,
                Method::Delete => HttpMethod::Delete,
            },
            path,
            id,
            description: self.description.clone(),
            scope: self.scope.clone(),
        })
    }
}

/// What was given, or else what a person answers.
fn ask(what: &str, hint: &str, given: Option<&String>) -> Result<String, String> {
    if let Some(given) = given {
        return Ok(given.clone());
    }
    if !stdin().is_terminal() {
        return Err(format!(
            "error: --{what} is missing, and there is no terminal to ask on\n  help: {hint}"
        ));
    }
    report::put(format_args!("{what} ({hint}): "));
    let mut answer = String::new();
    let read = stdout()
        .flush()
        .and_then(|()| stdin().read_line(&mut answer));
    read.map_err(|error| format!("error: {error}"))?;
    match answer.trim() {
        "" => Err(format!("error: no {what} was given; nothing is written")),
        answer => Ok(answer.to_owned()),
    }
}

/// The first new line of the document, and how many there are.
fn added(sources: &[Source], document: &Source) -> (usize, usize) {
    let before = sources.iter().find(|source| source.path == document.path);
    let before = before.map_or("", |source| source.text.as_str());
    let same = before
        .lines()
        .zip(document.text.lines())
        .take_while(|(old, new)| old == new);
    let added = document
        .text
        .lines()
        .count()
        .saturating_sub(before.lines().count());
    (same.count() + 1, added)
}
