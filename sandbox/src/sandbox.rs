//! A running sandbox.

use std::fmt;

use axum::http::HeaderValue;

use crate::builder::Builder;
use crate::error::Error;
use crate::received::Received;
use crate::reply::Reply;
use crate::server::Server;

/// A HighLevel on this machine, which lives as long as this value.
///
/// Dropping it closes its port and every connection. It runs in a thread of its own and works under any executor.
pub struct Sandbox {
    server: Server,
    url: String,
}

impl Sandbox {
    /// Starts a sandbox on a free port that takes any bearer token and speaks for the specification that this crate
    /// was built with.
    ///
    /// # Errors
    /// Where no port can be had.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// The settings of a sandbox that differs from that.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The address to use instead of `https://services.leadconnectorhq.com`: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What arrived so far and was not taken, in the order in which it was answered.
    ///
    /// A request of which only a part arrives is not among them.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.server.state.memory().received.clone()
    }

    /// What arrived since the last call, which the sandbox then forgets: for a sandbox that runs for long.
    pub fn take_requests(&self) -> Vec<Received> {
        std::mem::take(&mut self.server.state.memory().received)
    }

    /// The ids that the sandbox made up so far: each is unique, and the same calls get the same ids in every run.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.server.state.memory().ids.made().to_vec()
    }

    /// Scripts the answer to the next call of an operation that keeps all rules; several are used in their order.
    ///
    /// A call that breaks a rule is refused as ever, and the scripted answer waits for the next one. An empty
    /// content type sends none. Operations of both generations that share an id share their scripted answers.
    ///
    /// ```
    /// # async fn script() -> Result<(), highlevel_sandbox::Error> {
    /// let sandbox = highlevel_sandbox::Sandbox::start().await?;
    /// let body = r#"{"statusCode":429,"message":"Too Many Requests"}"#;
    /// sandbox.answer_next("send-a-new-message", 429, "application/json", body)?;
    /// # assert!(sandbox.answer_next("send-a-new-mesage", 429, "", "").is_err());
    /// # Ok(())
    /// # }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    /// # runtime.block_on(script()).expect("the sandbox starts");
    /// ```
    ///
    /// # Errors
    /// Where there is no such operation, the status is not one of 200 to 599, or the content type is no header.
    pub fn answer_next(
        &self,
        operation_id: &str,
        status: u16,
        content_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Result<(), Error> {
        let state = &self.server.state;
        if !state.catalog.has(operation_id) {
            return Err(Error::unknown_operation(operation_id));
        }
        if !(200..600).contains(&status) {
            let reason = format!("the status {status} is not one of 200 to 599");
            return Err(Error::answer(reason));
        }
        if HeaderValue::from_str(content_type).is_err() {
            return Err(Error::answer("the content type is no value of a header"));
        }
        let reply = Reply {
            status,
            content_type: Some(content_type.to_owned()).filter(|text| !text.is_empty()),
            body: body.into().into(),
        };
        let mut memory = state.memory();
        let scripted = memory.scripted.entry(operation_id.to_owned());
        scripted.or_default().push_back(reply);
        Ok(())
    }

    pub(crate) fn new(server: Server) -> Self {
        Self {
            url: format!("http://127.0.0.1:{}", server.port),
            server,
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
