//! The commands of the maintainer's loop on a repository of a dozen lines.

mod api;
mod diff;
mod endpoint;
mod import;
mod interruption;
mod lint;
mod output;
mod release;
mod repository;
mod watch;
