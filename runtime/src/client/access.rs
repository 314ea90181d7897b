//! What the attempts of a call are authorised with.

use std::pin::pin;

use http::{HeaderValue, StatusCode};

use super::deadline::Deadline;
use crate::auth::credentials::{Credentials, Granted, Wanted};
use crate::call::prepared::Prepared;
use crate::call::subject::Subject;
use crate::error::Error;
use crate::limit::Resource;
use crate::reply::Reply;

/// The access of one call: the token that it was last sent with, and the one chance of another.
pub(super) struct Access<'c> {
    credentials: &'c Credentials,
    prepared: &'c Prepared,
    /// Whom the call is about, if that decides on a token.
    subject: Option<Subject>,
    granted: Option<Granted>,
    renewed: bool,
}

impl<'c> Access<'c> {
    pub(super) fn new(credentials: &'c Credentials, prepared: &'c Prepared) -> Self {
        Self {
            credentials,
            prepared,
            subject: credentials.tokens().map(|_| prepared.subject()),
            granted: None,
            renewed: false,
        }
    }

    /// Has a token for the next attempt, if it takes one, and says what the API counts the attempt for.
    pub(super) async fn obtain(&mut self, deadline: Deadline) -> Result<Resource, Error> {
        if let Some(own) = self.prepared.own_authorization() {
            return Ok(Resource::of_authorization(own));
        }
        let operation = &self.prepared.operation;
        if operation.anonymous {
            return Ok(Resource::token(""));
        }
        let wanted = self.wanted();
        let granted = match deadline.limit(pin!(self.credentials.token(&wanted))).await {
            Some(granted) => granted.map_err(|error| Error::credentials(operation, error))?,
            None => return Err(Error::unsent(operation, deadline.timeout())),
        };
        let resource = granted.resource.clone();
        self.granted = Some(granted);
        Ok(resource)
    }

    /// The value of the `Authorization` header, once a token was had. It must not be shown, should the server repeat it.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        let granted = self.granted.as_ref().map(|granted| &granted.header);
        self.prepared.own_authorization().or(granted)
    }

    /// Whether the call may be sent again, because its token had ended and there is another one. True at most once. That
    /// the token had ended is noted also if this call cannot be sent again, for the next one.
    pub(super) async fn renew(&mut self, reply: &Reply, deadline: Deadline) -> Result<bool, Error> {
        if reply.status() != StatusCode::UNAUTHORIZED || self.renewed {
            return Ok(false);
        }
        let Some(granted) = &self.granted else {
            return Ok(false);
        };
        let is_replayable = self.prepared.is_replayable();
        let Some(message) = reply.message(Some(&granted.header)) else {
            return Ok(false);
        };
        let wanted = self.wanted();
        // Boxed, because it is rare and should not make every call larger.
        let refused =
            Box::pin(
                self.credentials
                    .refused(&wanted, granted, reply.status(), &message),
            );
        let renewed = match deadline.limit(refused).await {
            Some(Ok(renewed)) => renewed,
            Some(Err(error)) if is_replayable => {
                return Err(Error::credentials(&self.prepared.operation, error));
            }
            // The 401 says more than that time is over, or why there is no other token, which this call could not use.
            _ => false,
        };
        self.renewed = renewed;
        Ok(renewed && is_replayable)
    }

    fn wanted(&self) -> Wanted<'_> {
        let subject = self.subject.as_ref();
        Wanted {
            tokens: self.prepared.tokens(),
            location: subject.and_then(|subject| subject.location.as_deref()),
            company: subject.and_then(|subject| subject.company.as_deref()),
        }
    }
}
