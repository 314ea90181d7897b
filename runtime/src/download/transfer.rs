//! The bytes of a file on their way, over as many connections as it takes.

use std::pin::pin;

use bytes::Bytes;
use http::header::{IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::sleep;

use super::range::{Part, Validators, gives_parts};
use crate::call::accepted;
use crate::call::prepared::Prepared;
use crate::client::deadline::Deadline;
use crate::error::{Broken, Error};
use crate::reply::Reply;
use crate::retry::{Attempt, Decision, Outcome, RetryBudget};
use crate::transport::{Body, TransportError};

/// A file on its way.
pub(super) struct Transfer {
    prepared: Box<Prepared>,
    /// What is being read; `None` when the rest has to be asked for.
    body: Option<Body>,
    is_over: bool,
    position: u64,
    length: Option<u64>,
    /// What tells that the file is still the same.
    validators: Validators,
    gives_parts: bool,
    /// How often the connection broke since the last bytes came.
    failures: u32,
    /// How many repetitions the budget paid for since then.
    paid: u32,
    deadline: Deadline,
}

impl Transfer {
    /// Asks for a file from an offset on.
    pub(super) async fn open(
        mut prepared: Box<Prepared>,
        offset: u64,
    ) -> Result<(Self, HeaderMap), Error> {
        prepared.set_streamed();
        if prepared.has_header(&RANGE) {
            let text = "a download asks for its parts itself: leave `Range` out, or begin with `download_from`";
            prepared.refuse(text.to_owned());
        }
        if offset > 0 {
            prepared.set_header(RANGE.as_str(), &format!("bytes={offset}-"));
        }
        let deadline = prepared.deadline();
        prepared.set_deadline(deadline);
        let reply = accepted(&mut prepared).await?;
        let (status, headers) = (reply.status(), reply.headers().clone());
        let part = Part::of(status, &headers)
            .filter(|part| part.start == 0 || part.start == offset)
            .ok_or_else(|| reply.error("it is a part of the file, and not the one asked for"))?;
        let body = reply.into_unread();
        // The length of a part is not that of the file.
        let length = body
            .length()
            .filter(|_| status != StatusCode::PARTIAL_CONTENT);
        let transfer = Self {
            length: part.length.or(length),
            body: Some(body),
            is_over: false,
            position: part.start,
            validators: Validators::of(&headers),
            gives_parts: gives_parts(status, &headers),
            failures: 0,
            paid: 0,
            deadline,
            prepared,
        };
        Ok((transfer, headers))
    }

    /// The next bytes; none at the end.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if self.is_over {
                return Ok(None);
            }
            match self.read().await {
                Ok(Some(chunk)) => {
                    self.went_on();
                    self.position += chunk.len() as u64;
                    return Ok(Some(chunk));
                }
                Ok(None) => self.is_over = true,
                // All bytes are there; only the end was not said.
                Err(_) if self.length == Some(self.position) => self.is_over = true,
                Err(broken) => self.recover(broken).await?,
            }
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// An error of the file that the bytes are written to.
    pub(super) fn file_error(&self, text: String, source: std::io::Error) -> Error {
        Error::file(&self.prepared.operation, text, source)
    }

    /// The next bytes of what is being read.
    async fn read(&mut self) -> Result<Option<Bytes>, Broken> {
        let Some(body) = &mut self.body else {
            return Err(lost("the rest was not asked for"));
        };
        let idle = Deadline::after(Some(self.prepared.attempt_timeout()));
        let deadline = idle.or_sooner(self.deadline);
        match deadline.limit(pin!(body.chunk())).await {
            Some(Ok(None)) if self.length.is_some_and(|length| self.position < length) => {
                Err(lost("it ended early"))
            }
            Some(Ok(chunk)) => Ok(chunk),
            Some(Err(error)) => Err(Broken::Connection(error)),
            None => Err(Broken::Timeout(deadline.timeout())),
        }
    }

    /// Asks for the rest, or says why it cannot be had.
    async fn recover(&mut self, broken: Broken) -> Result<(), Error> {
        if self.body.take().is_some() {
            self.failures += 1;
            match self.decide() {
                Decision::Retry { after, paid } => {
                    self.paid += u32::from(paid);
                    sleep(after).await;
                }
                Decision::Stop => return Err(self.cut_off(broken)),
            }
        }
        if !self.is_resumable() {
            return Err(self.cut_off(broken));
        }
        let range = format!("bytes={}-", self.position);
        self.prepared.set_header(RANGE.as_str(), &range);
        if let Some(Ok(validator)) = self.validators.if_range().map(HeaderValue::to_str) {
            self.prepared.set_header(IF_RANGE.as_str(), validator);
        }
        let reply = accepted(&mut self.prepared).await?;
        if !self.is_rest(&reply) {
            return Err(self.cut_off(lost(
                "the server has another file by now, or gives no parts",
            )));
        }
        self.body = Some(reply.into_unread());
        Ok(())
    }

    /// Notes that bytes came: what was paid to have them was worth it.
    fn went_on(&mut self) {
        self.failures = 0;
        if self.paid > 0 {
            let paid = std::mem::take(&mut self.paid);
            self.budget().succeeded(paid);
        }
    }

    /// Whether the rest is asked for, and after which wait.
    fn decide(&self) -> Decision {
        let attempt = Attempt {
            number: self.failures,
            outcome: Outcome::Interrupted,
            idempotent: self.prepared.operation.is_idempotent(),
            replayable: self.is_resumable(),
            limited: self.prepared.client.is_limited(),
            retry_after: None,
            deadline: self.deadline.at(),
        };
        self.prepared.retry().decide(&attempt, self.budget())
    }

    fn budget(&self) -> &RetryBudget {
        let policy = self.prepared.retry();
        policy.budget_or(self.prepared.client.budget())
    }

    /// Whether the rest can be asked for, and be known to be of the same file.
    fn is_resumable(&self) -> bool {
        self.gives_parts && (self.validators.if_range().is_some() || self.length.is_some())
    }

    /// Whether an answer goes on where the last one broke off.
    fn is_rest(&self, reply: &Reply) -> bool {
        if !self.validators.allow(reply.headers()) {
            return false;
        }
        Part::of(reply.status(), reply.headers()).is_some_and(|part| {
            let is_as_long = part.length.is_none() || part.length == self.length;
            part.start == self.position && (is_as_long || self.length.is_none())
        })
    }

    fn cut_off(&self, broken: Broken) -> Error {
        Error::cut_off(&self.prepared.operation, broken, self.position, self.length)
    }
}

fn lost(reason: &'static str) -> Broken {
    Broken::Connection(TransportError::interrupted(reason))
}
