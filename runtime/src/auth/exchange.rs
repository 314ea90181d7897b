//! The requests that tokens are had by.

mod ask;
pub(super) mod denial;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderValue, StatusCode};
use tokio::time::{sleep, timeout};

pub(super) use self::ask::Ask;
use self::denial::Denial;
use crate::error::Error;
use crate::operation::handle::Handle;
use crate::random;
use crate::reply::Reply;
use crate::transport::Transport;

/// How often a request is sent at most. Sending one again whose answer was lost does no harm: if it was executed, what
/// it used up is lost anyway.
const ATTEMPTS: u32 = 3;

/// How long an attempt may take.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// Pause after the first attempt, at most; it doubles.
const PAUSE: Duration = Duration::from_millis(500);

/// Pause after a 429: the window of the limit.
const LIMIT_PAUSE: Duration = Duration::from_secs(10);

/// Sends token requests, by the transport of the client and without credentials of the user.
pub(crate) struct Exchange {
    transport: Arc<dyn Transport>,
    /// Without a slash at its end.
    base_url: String,
    user_agent: HeaderValue,
}

impl Exchange {
    pub(crate) fn new(
        transport: Arc<dyn Transport>,
        base_url: impl Into<String>,
        user_agent: HeaderValue,
    ) -> Self {
        Self {
            transport,
            base_url: base_url.into(),
            user_agent,
        }
    }

    /// Sends a request, again if need be, and returns the body of a success.
    pub(super) async fn send(&self, ask: &Ask<'_>) -> Result<Bytes, Denial> {
        let mut unanswered = false;
        let mut attempt = 1;
        loop {
            let denial = match self.attempt(ask).await {
                Ok(body) => return Ok(body),
                Err(error) => Denial::of(&error.redacted(|text| ask.redact(text)), unanswered),
            };
            if !denial.is_passing() || attempt == ATTEMPTS {
                return Err(denial);
            }
            unanswered |= denial.is_unanswered();
            sleep(pause(attempt, denial.status())).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, ask: &Ask<'_>) -> Result<Bytes, Error> {
        let operation = Handle::from(ask.operation);
        let mut request = ask
            .request(&self.base_url)
            .map_err(|error| Error::request(&operation, error.to_string(), None))?;
        request
            .headers_mut()
            .insert(USER_AGENT, self.user_agent.clone());
        let answering = async {
            let response = self.transport.send(request).await?;
            let (head, body) = response.into_parts();
            let body = body.bytes().await?;
            Ok(Reply::new(
                &operation,
                false,
                head.status,
                head.headers,
                body,
            ))
        };
        let reply = match timeout(ATTEMPT_TIMEOUT, answering).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => return Err(Error::transport(&operation, error)),
            Err(_) => return Err(Error::timeout(&operation, ATTEMPT_TIMEOUT)),
        };
        if reply.status().is_success() {
            return Ok(reply.into_body());
        }
        Err(Error::status_of(reply, Some(ask.authorization())))
    }
}

fn pause(attempt: u32, status: Option<StatusCode>) -> Duration {
    if status == Some(StatusCode::TOO_MANY_REQUESTS) {
        return LIMIT_PAUSE;
    }
    // Not all that failed together return together.
    let half = PAUSE * 2_u32.pow(attempt - 1) / 2;
    half + random::up_to(half)
}
