//! What a call tells `tracing`, in the words of OpenTelemetry's conventions for HTTP clients.
//!
//! A span a call, an event an attempt. The path is the operation's, with names where values go: no value of a path or a
//! query, no header and no body is ever told.

use std::borrow::Cow;
use std::future::Future;

use tracing::field::Empty;
use tracing::instrument::Instrumented;
use tracing::{Instrument, Level, Span};

use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::reply::Reply;

/// Target of spans and events, whatever the file is called.
const TARGET: &str = "highlevel";

/// Where calls are sent.
pub(super) struct Server {
    pub(super) address: String,
    pub(super) port: u16,
}

/// The span of one call.
pub(super) struct Trace(Span);

impl Trace {
    pub(super) fn start(operation: &Operation, server: &Server) -> Self {
        Self(tracing::info_span!(
            target: TARGET,
            "call",
            otel.name = %operation,
            otel.kind = "client",
            otel.status_code = Empty,
            highlevel.operation = operation.id,
            http.request.method = operation.method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            url.template = operation.path,
            server.address = server.address,
            server.port = server.port,
            "error.type" = Empty,
        ))
    }

    /// Runs what belongs to the call.
    pub(super) fn follow<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    /// Tells within the span how an attempt went; the first has the number 0.
    pub(super) fn attempt(number: u32, outcome: &Result<Reply, Error>) {
        tracing::event!(
            target: TARGET,
            Level::DEBUG,
            http.request.resend_count = number,
            http.response.status_code = status(outcome),
            "error.type" = fault(outcome).as_deref(),
            "an attempt is over"
        );
    }

    /// Tells how the call ended after this many attempts too many.
    pub(super) fn finish(&self, resend_count: u32, outcome: &Result<Reply, Error>) {
        let span = &self.0;
        if resend_count > 0 {
            span.record("http.request.resend_count", resend_count);
        }
        if let Some(status) = status(outcome) {
            span.record("http.response.status_code", status);
        }
        if let Some(fault) = fault(outcome) {
            span.record("error.type", &*fault);
            span.record("otel.status_code", "ERROR");
        }
    }
}

fn status(outcome: &Result<Reply, Error>) -> Option<u16> {
    let status = match outcome {
        Ok(reply) => Some(reply.status()),
        Err(error) => error.status(),
    };
    status.map(|status| status.as_u16())
}

/// The kind of fault in few words: the status, if there is one that is no success.
fn fault(outcome: &Result<Reply, Error>) -> Option<Cow<'static, str>> {
    match outcome {
        Ok(reply) if reply.status().is_success() => None,
        Ok(reply) => Some(Cow::Owned(reply.status().as_str().to_owned())),
        Err(error) => Some(Cow::Borrowed(match error.kind() {
            ErrorKind::Configuration => "configuration",
            ErrorKind::Credentials => "credentials",
            ErrorKind::Request => "request",
            ErrorKind::DailyLimit => "daily_limit",
            ErrorKind::Connect => "connect",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Transport => "transport",
            ErrorKind::Status => "status",
            ErrorKind::Decode => "decode",
            ErrorKind::File => "file",
        })),
    }
}
