//! What every call passes on its way to the server and back.
//!
//! Dropping the future of a call stops it where it is: what was sent stays sent, and nothing that other calls need is
//! lost, because nothing is taken out of the client while a call runs.

use bytes::Bytes;

use super::Client;
use super::deadline::Deadline;
use super::trace::Trace;
use crate::call::prepared::Prepared;
use crate::error::{Broken, Error};
use crate::reply::Reply;
use crate::transport::{Body, Collected};

impl Client {
    /// Sends a call and reads the answer to its end, whatever its status.
    pub(crate) async fn execute(&self, prepared: &Prepared) -> Result<Reply, Error> {
        let trace = Trace::start(&prepared.operation, &self.0.server);
        trace.follow(self.carry_out(prepared, &trace)).await
    }

    /// The one place for whatever sends a call again or holds it back: `prepared` builds its request as often as need
    /// be.
    async fn carry_out(&self, prepared: &Prepared, trace: &Trace) -> Result<Reply, Error> {
        let whole = Deadline::after(prepared.timeout());
        let attempt = Deadline::after(Some(prepared.attempt_timeout())).or_sooner(whole);
        let outcome = self.attempt(prepared, attempt).await;
        Trace::attempt(0, &outcome);
        trace.finish(0, &outcome);
        outcome
    }

    /// Sends a call once.
    async fn attempt(&self, prepared: &Prepared, deadline: Deadline) -> Result<Reply, Error> {
        let operation = &prepared.operation;
        let request = match deadline.limit(prepared.to_http()).await {
            Some(request) => request?,
            None => return Err(Error::unsent(operation, deadline.timeout())),
        };
        let response = match deadline.limit(self.0.transport.send(request)).await {
            Some(response) => response.map_err(|error| Error::transport(operation, error))?,
            None => return Err(Error::timeout(operation, deadline.timeout())),
        };
        let (head, body) = response.into_parts();
        if prepared.is_streamed() && head.status.is_success() {
            return Ok(Reply::unread(operation, head.status, head.headers, body));
        }
        let (body, broken) = read_body(body, deadline).await;
        let reply = Reply::new(operation, self.0.lenient, head.status, head.headers, body);
        match broken {
            Some(broken) => Err(Error::broken(reply, broken, prepared.authorization())),
            None => Ok(reply),
        }
    }
}

/// Reads what there is, and why it ended early if it did.
async fn read_body(mut body: Body, deadline: Deadline) -> (Bytes, Option<Broken>) {
    let mut collected = Collected::default();
    let broken = loop {
        match deadline.limit(body.chunk()).await {
            Some(Ok(Some(chunk))) => collected.add(chunk),
            Some(Ok(None)) => break None,
            Some(Err(error)) => break Some(Broken::Connection(error)),
            None => break Some(Broken::Timeout(deadline.timeout())),
        }
    };
    (collected.finish(), broken)
}
