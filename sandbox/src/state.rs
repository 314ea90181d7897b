//! What a sandbox knows and remembers, and how a request becomes an outcome.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::request::Parts;
use tokio::time::Instant;

use crate::blueprint::Carried;
use crate::catalog::{Catalog, Operation};
use crate::fault::{Delivery, Play};
use crate::gate::Gate;
use crate::ids::Ids;
use crate::judge::{Judgement, judge};
use crate::limit::Quota;
use crate::received::{Made, Received};
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::request::{Arrived, Request};
use crate::script::{Due, Scripts};

/// What a sandbox knows and remembers.
pub struct State {
    /// The operations.
    pub catalog: Arc<Catalog>,
    /// Who may do what.
    pub gate: Gate,
    started: Instant,
    memory: Mutex<Memory>,
}

/// What a sandbox remembers.
#[derive(Debug, Default)]
pub struct Memory {
    /// The ids that it made up.
    pub ids: Ids,
    /// What arrived.
    pub received: Vec<Received>,
    /// What it was told.
    pub scripts: Scripts,
}

/// What comes of a request.
#[derive(Debug)]
pub struct Outcome {
    /// The answer.
    pub reply: Reply,
    /// How it reaches the client.
    pub delivery: Delivery,
    /// How long it waits.
    pub delay: Duration,
    /// Whether the sandbox did what the request asks for.
    pub is_executed: bool,
}

impl State {
    /// A sandbox that remembers nothing but what it was told.
    pub fn new(catalog: Arc<Catalog>, gate: Gate, scripts: Scripts) -> Self {
        Self {
            catalog,
            gate,
            started: Instant::now(),
            memory: Mutex::new(Memory {
                scripts,
                ..Memory::default()
            }),
        }
    }

    /// What the sandbox remembers. A request that panicked leaves it as sound as it was.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Judges a request, does what it asks for, and remembers it; none where its body never arrives.
    pub async fn exchange(
        &self,
        parts: Parts,
        body: impl Future<Output = Option<Arrived>>,
    ) -> Option<Outcome> {
        let at = Instant::now().saturating_duration_since(self.started);
        let mut request = Request::new(parts);
        let version = request.header("version");
        let found = self
            .catalog
            .find(&request.method, &request.path, version.as_deref());
        let due = found
            .as_ref()
            .and_then(|found| self.memory().scripts.due(found.operation));
        if let Some(due) = &due
            && due.play.delivery == Delivery::ResetBeforeRequest
        {
            let operation = found.map(|found| found.operation);
            return Some(self.unread(request, operation, &due.play, at));
        }
        let Some(body) = body.await else {
            if let Some(due) = due {
                self.memory().scripts.give_back(&due);
            }
            return None;
        };
        request.body = body;
        let judgement = judge(&self.gate, found, &request).await;
        Some(self.conclude(request, judgement, due, at))
    }

    /// The outcome for a request that is not even read.
    fn unread(
        &self,
        request: Request,
        operation: Option<&Operation>,
        play: &Play,
        at: Duration,
    ) -> Outcome {
        let made = Made {
            operation: operation.map(|operation| operation.id.clone()),
            status: None,
            reasons: Vec::new(),
            is_executed: false,
            at,
        };
        self.memory().received.push(Received::new(request, made));
        Outcome {
            reply: Reply::empty(500),
            delivery: play.delivery,
            delay: play.delay,
            is_executed: false,
        }
    }

    /// The outcome for a request that was judged.
    fn conclude(
        &self,
        request: Request,
        judgement: Judgement<'_>,
        due: Option<Due>,
        at: Duration,
    ) -> Outcome {
        let mut memory = self.memory();
        let play = memory.scripts.take(due, judgement.verdict.is_ok());
        let done = match &judgement.verdict {
            Ok(_) if play.as_ref().is_some_and(|play| !play.is_executed) => Ok(None),
            Ok(carried) => self.execute(&request, &judgement, carried, &mut memory),
            Err(refusal) => Err(refusal.clone()),
        };
        let is_executed = matches!(done, Ok(Some(_)));
        let operation = judgement.operation;
        let (right, reasons) = match done {
            Ok(right) => (right, Vec::new()),
            Err(refusal) => {
                let reply = reply::refusal(operation, &refusal, &mut memory.ids);
                (Some(reply), refusal.reasons)
            }
        };
        let outcome = Outcome::new(right, play, judgement.quota, is_executed);
        let made = Made {
            operation: operation.map(|operation| operation.id.clone()),
            status: outcome.status(),
            reasons,
            is_executed,
            at,
        };
        memory.received.push(Received::new(request, made));
        outcome
    }

    /// Does what a request asks for: gives out tokens, or makes up what the document shows.
    fn execute(
        &self,
        request: &Request,
        judgement: &Judgement<'_>,
        carried: &Carried,
        memory: &mut Memory,
    ) -> Result<Option<Reply>, Refusal> {
        if let (Some(endpoint), Some(oauth)) = (judgement.endpoint, &self.gate.oauth) {
            let bearer = judgement.bearer.as_ref();
            let grant = bearer.and_then(|bearer| bearer.grant.as_deref());
            let answer = oauth.run(endpoint, request, grant)?;
            return Ok(Some(reply::json(200, &answer)));
        }
        Ok(judgement.operation.map(|operation| {
            let length = memory.scripts.length(operation);
            let ids = &mut memory.ids;
            reply::success(operation, request, carried, length, ids)
        }))
    }
}

impl Outcome {
    /// The outcome of the right answer, or of what is played instead.
    fn new(
        right: Option<Reply>,
        play: Option<Play>,
        quota: Option<Quota>,
        is_executed: bool,
    ) -> Self {
        let (scripted, delivery, delay, is_edge) = match play {
            Some(play) => (play.reply, play.delivery, play.delay, play.is_edge),
            None => (None, Delivery::Whole, Duration::ZERO, false),
        };
        let mut reply = scripted.or(right).unwrap_or_else(|| Reply::empty(500));
        if let Some(quota) = quota.filter(|_| !is_edge) {
            reply.headers.extend(quota.headers);
        }
        Self {
            reply,
            delivery,
            delay,
            is_executed,
        }
    }

    /// The status that the client hears, if it hears one.
    fn status(&self) -> Option<u16> {
        match self.delivery {
            Delivery::ResetBeforeRequest | Delivery::ResetAfterRequest => None,
            _ => Some(self.reply.status),
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
    }
}
