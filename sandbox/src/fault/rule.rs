//! Faults that were checked, and the calls that they happen to.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::{Delivery, Fault, Schedule, Scripted};
use crate::error::Error;
use crate::ids::mix;
use crate::reply::Reply;

/// A fault that was checked, as the sandbox plays it.
#[derive(Clone, Debug)]
pub struct Play {
    /// The answer in the place of the right one.
    pub reply: Option<Reply>,
    /// Whether that answer comes from before the API.
    pub is_edge: bool,
    /// How the answer reaches the client.
    pub delivery: Delivery,
    /// How long the answer waits.
    pub delay: Duration,
    /// Whether the request is executed.
    pub is_executed: bool,
}

/// A fault with its schedule.
#[derive(Debug)]
pub struct Rule {
    play: Play,
    schedule: Schedule,
    asked: u64,
    left: u64,
}

impl Rule {
    /// Whether the fault happens to this call, which is counted.
    pub fn next(&mut self) -> Option<Play> {
        if self.left == 0 {
            return None;
        }
        let number = self.asked;
        self.asked += 1;
        let happens = match self.schedule {
            Schedule::Each => true,
            Schedule::Every(0) => false,
            Schedule::Every(every) => (number + 1).is_multiple_of(every),
            Schedule::Rate { share, seed } => chance(seed, number) < share,
        };
        self.left -= u64::from(happens);
        happens.then(|| self.play.clone())
    }

    /// The call that it was to happen to was wrong: it waits for another one.
    pub fn give_back(&mut self) {
        self.left = self.left.saturating_add(1);
    }
}

/// A number from 0 to 1, without 1: one for each seed and call.
fn chance(seed: u64, number: u64) -> f64 {
    /// How many bits an `f64` holds exactly.
    const BITS: u32 = 53;
    (mix(mix(seed) ^ number) >> (u64::BITS - BITS)) as f64 / (1_u64 << BITS) as f64
}

impl TryFrom<Fault> for Rule {
    type Error = Error;

    /// # Errors
    /// Where the status is not one of 200 to 599, a header is none, or the share is not from 0 to 1.
    fn try_from(fault: Fault) -> Result<Self, Error> {
        if let Schedule::Rate { share, .. } = fault.schedule
            && !(0.0..=1.0).contains(&share)
        {
            return Err(Error::answer(format!(
                "the share {share} is not from 0 to 1"
            )));
        }
        let is_each = matches!(fault.schedule, Schedule::Each);
        let default_limit = if is_each { 1 } else { u64::MAX };
        let (reply, is_edge) = match fault.answer {
            Some(scripted) => (Some(scripted.reply()?), scripted.is_edge),
            None => (None, false),
        };
        let is_success = reply.as_ref().is_none_or(|reply| reply.status < 300);
        let may_choose = reply.is_some() || fault.delivery == Delivery::ResetAfterRequest;
        let chosen = fault.executed.filter(|_| may_choose);
        Ok(Self {
            play: Play {
                is_executed: chosen.unwrap_or(is_success)
                    && fault.delivery != Delivery::ResetBeforeRequest,
                reply,
                is_edge,
                delivery: fault.delivery,
                delay: fault.delay,
            },
            schedule: fault.schedule,
            asked: 0,
            left: fault.limit.unwrap_or(default_limit),
        })
    }
}

impl Scripted {
    fn reply(&self) -> Result<Reply, Error> {
        let status = self.status;
        if !(200..600).contains(&status) {
            let reason = format!("the status {status} is not one of 200 to 599");
            return Err(Error::answer(reason));
        }
        if HeaderValue::from_str(&self.content_type).is_err() {
            return Err(Error::answer("the content type is no value of a header"));
        }
        let mut reply = Reply::new(status, &self.content_type, self.body.clone());
        for (name, value) in &self.headers {
            let header = name.parse::<HeaderName>().ok();
            let header = header.zip(HeaderValue::from_str(value).ok());
            let (name, value) = header
                .ok_or_else(|| Error::answer(format!("`{name}` and its value are no header")))?;
            reply.headers.append(name, value);
        }
        Ok(reply)
    }
}
