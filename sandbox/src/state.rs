//! What a sandbox knows and remembers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::catalog::Catalog;
use crate::ids::Ids;
use crate::judge::{Judgement, judge};
use crate::received::Received;
use crate::reply::{self, Reply};
use crate::request::Request;

/// What a sandbox knows and remembers.
#[derive(Debug)]
pub struct State {
    /// The operations.
    pub catalog: Arc<Catalog>,
    token: Option<String>,
    memory: Mutex<Memory>,
}

/// What a sandbox remembers.
#[derive(Debug, Default)]
pub struct Memory {
    /// The ids that it made up.
    pub ids: Ids,
    /// What arrived.
    pub received: Vec<Received>,
    /// The answers that it was told to give, by operation.
    pub scripted: BTreeMap<String, VecDeque<Reply>>,
}

impl State {
    /// A sandbox that remembers nothing yet; with a token, no other one is accepted.
    pub fn new(catalog: Arc<Catalog>, token: Option<String>) -> Self {
        Self {
            catalog,
            token,
            memory: Mutex::default(),
        }
    }

    /// What the sandbox remembers. A request that panicked leaves it as sound as it was.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Judges a request, answers it, and remembers it.
    pub async fn answer(&self, request: Request) -> Reply {
        let judgement = judge(&self.catalog, self.token.as_deref(), &request).await;
        let mut memory = self.memory();
        let (operation, reply, reasons) = match judgement {
            Judgement::Accepted(operation, carried) => {
                let scripted = memory.next_scripted(&operation.id);
                let reply = scripted
                    .unwrap_or_else(|| reply::success(operation, &carried, &mut memory.ids));
                (Some(operation), reply, Vec::new())
            }
            Judgement::Refused(operation, refusal) => {
                let reply = reply::refusal(operation, &refusal, &mut memory.ids);
                (operation, reply, refusal.reasons)
            }
        };
        let id = operation.map(|operation| operation.id.clone());
        let received = Received::new(request, id, reply.status, reasons);
        memory.received.push(received);
        reply
    }
}

impl Memory {
    fn next_scripted(&mut self, operation: &str) -> Option<Reply> {
        self.scripted.get_mut(operation)?.pop_front()
    }
}
