//! The maintainers' command line: `cargo xtask --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod api;
mod ci;
mod codegen;
mod diff;
mod drift;
mod export;
mod files;
mod git;
mod import;
mod lint;
mod manifest;
mod new;
mod paths;
mod release;
mod report;
mod sources;
mod staging;
mod swap;
mod unified;
mod watch;

/// What maintainers do with this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
#[command(
    after_help = "A command ends with 0, with 1 where something is wrong or differs, and with 2 where its \
                        arguments are. CONTRIBUTING.md walks through them."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the client from the specification.
    Codegen(codegen::Codegen),
    /// Writes the corrected documents as OpenAPI 3.0, for other programs that read it.
    Export(export::Export),
    /// Takes the facts out of a checkout of the vendor's documents, into `spec/vendor`.
    Import(import::Import),
    /// Compares two specifications: what changed, what it breaks, and which version must follow.
    Diff(diff::Diff),
    /// Holds newer documents of the vendor against the specification; writes nothing.
    Drift(drift::Drift),
    /// Judges the specification: what is missing in it, and what contradicts itself.
    Lint(lint::Lint),
    /// Starts something new: the first draft of an operation.
    New(new::New),
    /// Generates again whenever the specification is saved, until it is interrupted.
    Watch(watch::Watch),
    /// Writes `api.txt`: what users of the client can name, so that a review sees it change.
    Api(api::Api),
    /// Says what the next release would be, and whether it could be made; publishes nothing.
    Release(release::Release),
    /// Runs what CI runs, step by step.
    Ci {
        /// The steps to run; all of them if none is named.
        #[arg(value_enum)]
        steps: Vec<ci::Step>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Codegen(codegen) => codegen.run(),
        Command::Export(export) => export.run(),
        Command::Import(import) => import.run(),
        Command::Diff(diff) => diff.run(),
        Command::Drift(drift) => drift.run(),
        Command::Lint(lint) => lint.run(),
        Command::New(new) => new.run(),
        Command::Watch(watch) => watch.run(),
        Command::Api(api) => api.run(),
        Command::Release(release) => release.run(),
        Command::Ci { steps } => ci::run(&steps),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report::complain(message);
            ExitCode::FAILURE
        }
    }
}
