//! The sandbox as a client meets it: over HTTP, written to the socket by hand.

mod answers;
mod authorization;
mod client;
mod direct;
mod downloads;
mod faults;
mod form;
mod headers;
mod json;
mod life;
mod limits;
mod lists;
mod many;
mod multipart;
mod oauth;
mod parameters;
mod program;
mod routes;
mod scripts;
mod spec;
mod wire;
