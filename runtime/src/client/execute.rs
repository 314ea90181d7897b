//! What every call passes on its way to the server and back: a token, its turn at the limiter, an attempt, what the
//! answer says of limits and of the token, and the decision whether another attempt follows.
//!
//! Dropping the future of a call stops it where it is. What was sent stays sent; a place in the queue of the limiter is
//! given back; a renewal of tokens goes on in a task of its own. Nothing that other calls need is lost, because a call
//! takes nothing out of the client.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep};

use super::Client;
use super::access::Access;
use super::deadline::Deadline;
use super::series::Series;
use super::trace::Trace;
use crate::call::prepared::Prepared;
use crate::error::{Broken, Error};
use crate::limit::{Permit, RateLimiter, Resource};
use crate::reply::Reply;
use crate::transport::{Body, Collected, Ends, Response};

/// Longer than this, a token may end while a call waits for its turn.
const LONG_WAIT: Duration = Duration::from_millis(100);

/// How much of a refusal is read, in bytes: no explanation is longer, and what broke may never end.
const LONGEST_REFUSAL: usize = 1 << 20;

impl Client {
    /// Sends a call, as often as it takes and is allowed, and reads the answer to its end, whatever its status.
    pub(crate) async fn execute(&self, prepared: &Prepared) -> Result<Reply, Error> {
        let mut access = Access::new(&self.0.credentials, prepared);
        self.carry_out(prepared, &mut access).await
    }

    /// Sends a call likewise, and returns the answer if it is one of success.
    pub(crate) async fn accept(&self, prepared: &Prepared) -> Result<Reply, Error> {
        let mut access = Access::new(&self.0.credentials, prepared);
        let reply = self.carry_out(prepared, &mut access).await?;
        if reply.status().is_success() {
            return Ok(reply);
        }
        Err(Error::status_of(reply, access.authorization()))
    }

    async fn carry_out(
        &self,
        prepared: &Prepared,
        access: &mut Access<'_>,
    ) -> Result<Reply, Error> {
        let trace = Trace::start(&prepared.operation, &self.0.server);
        trace
            .follow(pin!(self.attempts(prepared, access, &trace)))
            .await
    }

    async fn attempts(
        &self,
        prepared: &Prepared,
        access: &mut Access<'_>,
        trace: &Trace,
    ) -> Result<Reply, Error> {
        let deadline = prepared.deadline();
        let mut series = Series::new(prepared, &self.0.budget, deadline);
        let mut repeated = 0;
        let result = loop {
            let result = self.attempt(prepared, access, deadline).await;
            Trace::attempt(repeated, &result);
            if let Ok(reply) = &result {
                match access.renew(reply, deadline).await {
                    Ok(false) => {}
                    Ok(true) => {
                        repeated += 1;
                        continue;
                    }
                    Err(error) => break Err(error),
                }
            }
            match series.pause_after(&result, access.authorization()) {
                Some(pause) => sleep(pause).await,
                None => break result,
            }
            repeated += 1;
        };
        trace.finish(repeated, &result);
        result.map_err(|error| series.settle(error))
    }

    /// Sends a call once, when its turn has come.
    async fn attempt(
        &self,
        prepared: &Prepared,
        access: &mut Access<'_>,
        whole: Deadline,
    ) -> Result<Reply, Error> {
        let began = Instant::now();
        let resource = access.obtain(whole).await?;
        let turn = self.turn(prepared, &resource, whole).await?;
        if began.elapsed() > LONG_WAIT
            && let Err(error) = access.obtain(whole).await
        {
            turn.give_back();
            return Err(error);
        }
        let deadline = Deadline::after(Some(prepared.attempt_timeout())).or_sooner(whole);
        let (head, body) = match self.send(prepared, access, deadline).await {
            Ok(response) => response.into_parts(),
            Err(error) => {
                if !error.may_have_arrived() {
                    turn.give_back();
                }
                return Err(error);
            }
        };
        turn.answered(&head);
        if prepared.is_streamed() && head.status.is_success() {
            return Ok(Reply::unread(
                &prepared.operation,
                head.status,
                head.headers,
                body,
            ));
        }
        let most = match head.status.is_success() {
            true => usize::MAX,
            false => LONGEST_REFUSAL,
        };
        let (body, broken) = read_body(body, most, deadline).await;
        let reply = Reply::new(
            &prepared.operation,
            self.0.lenient,
            head.status,
            head.headers,
            body,
        );
        match broken {
            Some(broken) => Err(Error::broken(reply, broken, access.authorization())),
            None => Ok(reply),
        }
    }

    /// Waits until the limiter lets an attempt go.
    async fn turn<'c>(
        &'c self,
        prepared: &Prepared,
        resource: &'c Resource,
        deadline: Deadline,
    ) -> Result<Turn<'c>, Error> {
        let Some(limiter) = self.0.limiter.as_deref() else {
            return Ok(Turn(None));
        };
        match deadline.limit(limiter.acquire(resource)).await {
            Some(Ok(permit)) => Ok(Turn(Some((limiter, resource, permit)))),
            Some(Err(limit)) => Err(Error::daily_limit(&prepared.operation, limit)),
            None => Err(Error::unsent(&prepared.operation, deadline.timeout())),
        }
    }

    /// Sends a request and returns the answer as soon as its head is there.
    async fn send(
        &self,
        prepared: &Prepared,
        access: &Access<'_>,
        deadline: Deadline,
    ) -> Result<Response, Error> {
        let operation = &prepared.operation;
        let request = pin!(prepared.to_http(access.authorization()));
        let mut request = match deadline.limit(request).await {
            Some(request) => request?,
            None => return Err(Error::unsent(operation, deadline.timeout())),
        };
        if let Some(at) = deadline.at() {
            request.extensions_mut().insert(Ends(at));
        }
        match deadline.limit(self.0.transport.send(request)).await {
            Some(response) => response.map_err(|error| Error::transport(operation, error)),
            None => Err(Error::timeout(operation, deadline.timeout())),
        }
    }
}

/// The turn of one attempt; nothing is held back where there is no limiter. Dropped, it says that the API has counted
/// the attempt.
struct Turn<'c>(Option<(&'c dyn RateLimiter, &'c Resource, Permit)>);

impl Turn<'_> {
    /// Nothing was sent, so the API counts nothing.
    fn give_back(self) {
        if let Some((_, _, permit)) = self.0 {
            permit.give_back();
        }
    }

    /// The head of an answer is there, and what it says of limits.
    fn answered(self, head: &http::response::Parts) {
        if let Some((limiter, resource, _permit)) = self.0 {
            limiter.observe(resource, head.status, &head.headers);
        }
    }
}

/// Reads what there is up to about a length, and why it ended early if it did.
async fn read_body(mut body: Body, most: usize, deadline: Deadline) -> (Bytes, Option<Broken>) {
    let mut collected = Collected::default();
    let broken = loop {
        if collected.len() >= most {
            break None;
        }
        match deadline.limit(pin!(body.chunk())).await {
            Some(Ok(Some(chunk))) => collected.add(chunk),
            Some(Ok(None)) => break None,
            Some(Err(error)) => break Some(Broken::Connection(error)),
            None => break Some(Broken::Timeout(deadline.timeout())),
        }
    };
    (collected.finish(), broken)
}
