//! How an attempt ended, as the table of retries sees it: the one place that reads an error for it.

use http::{HeaderValue, StatusCode};

use super::explanation::Explanation;
use super::refusal::Refusal;
use super::{Error, ErrorKind};
use crate::reply::Reply;
use crate::retry::Outcome;

impl Error {
    /// How the attempt ended, if it is one that may be repeated at all.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        match self.0.kind {
            ErrorKind::Connect => Some(Outcome::NotSent),
            ErrorKind::Timeout if !self.0.arrived => Some(Outcome::NotSent),
            ErrorKind::Timeout => Some(Outcome::TimedOut),
            ErrorKind::Transport => Some(Outcome::Interrupted),
            ErrorKind::Decode if self.0.broken && self.0.timed_out => Some(Outcome::TimedOut),
            ErrorKind::Decode if self.0.broken => Some(Outcome::Interrupted),
            ErrorKind::Status => self
                .0
                .status
                .map(|status| of_status(status, self.0.refusal)),
            ErrorKind::Decode
            | ErrorKind::Configuration
            | ErrorKind::Credentials
            | ErrorKind::Request
            | ErrorKind::DailyLimit
            | ErrorKind::File => None,
        }
    }
}

impl Reply {
    /// How the attempt ended, if not with success.
    pub(crate) fn outcome(&self, authorization: Option<&HeaderValue>) -> Outcome {
        let status = self.status();
        let message = Refusal::is_one(status).then(|| self.message(authorization));
        let refusal = message
            .flatten()
            .and_then(|message| Refusal::of(status, &message));
        of_status(status, refusal)
    }

    /// What the API says, if the answer is an error; without the token, should the server repeat it.
    pub(crate) fn message(&self, authorization: Option<&HeaderValue>) -> Option<String> {
        Explanation::read(self, authorization).message
    }
}

/// A gateway that gives up says 401 at times.
fn of_status(status: StatusCode, refusal: Option<Refusal>) -> Outcome {
    Outcome::Status(match refusal {
        Some(Refusal::GatewayTimeout) => StatusCode::GATEWAY_TIMEOUT,
        _ => status,
    })
}
