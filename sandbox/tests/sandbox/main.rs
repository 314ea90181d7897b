//! The sandbox as a client meets it: over HTTP, written to the socket by hand.

mod answers;
mod authorization;
mod client;
mod form;
mod headers;
mod json;
mod life;
mod multipart;
mod parameters;
mod program;
mod routes;
mod spec;
mod wire;
