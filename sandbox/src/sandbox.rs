//! A running sandbox.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use crate::builder::Builder;
use crate::error::Error;
use crate::fault::Fault;
use crate::in_process;
use crate::oauth::Consent;
use crate::received::Received;
use crate::reset::Reset;
use crate::script::Script;
use crate::server::Server;
use crate::state::State;

/// The address of a sandbox without a port.
const NO_PORT: &str = "http://sandbox.invalid";

/// A HighLevel on this machine, which lives as long as this value.
///
/// Dropping it closes its port and every connection. With a port, it runs in a thread of its own and works under any
/// executor.
pub struct Sandbox {
    state: Arc<State>,
    url: String,
    _server: Option<Server>,
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

    /// The address to use instead of `https://services.leadconnectorhq.com`: `http://127.0.0.1:PORT`, or
    /// `http://sandbox.invalid` where there is no port.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers a request in this process, without a socket: the same rules, the same memory.
    ///
    /// Delays wait on the caller's clock, which has to be that of tokio; where it is paused, they take no time. Only
    /// method, path, query, headers and body of the request count. Dropping the call after its first poll undoes
    /// nothing: what it asks for was done.
    ///
    /// ```no_run
    /// use bytes::Bytes;
    /// use highlevel_sandbox::Sandbox;
    /// use http::Request;
    ///
    /// # async fn call() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().in_process()?;
    /// let request = Request::get("http://sandbox.invalid/nowhere").body(Bytes::new())?;
    /// let response = sandbox.handle(request).await?;
    /// assert_eq!(response.status(), 404);
    /// # Ok(())
    /// # }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    /// # runtime.block_on(call()).expect("the sandbox answers");
    /// ```
    ///
    /// # Errors
    /// Where a fault resets the connection or cuts the answer.
    pub async fn handle(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Reset> {
        in_process::handle(&self.state, request).await
    }

    /// What arrived so far and was not taken, in the order in which it was answered.
    ///
    /// A request of which only a part arrives is not among them, unless a fault reset it.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.state.memory().received.clone()
    }

    /// What arrived since the last call, which the sandbox then forgets: for a sandbox that runs for long.
    pub fn take_requests(&self) -> Vec<Received> {
        std::mem::take(&mut self.state.memory().received)
    }

    /// The ids that the sandbox made up so far, except those of items of lists that page: each is unique, and the
    /// same calls get the same ids in every run.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.state.memory().ids.made().to_vec()
    }

    /// What an operation is to do: its faults, the length of its list.
    ///
    /// The key is an operationId, which stands for every operation of that id. `v3:send-a-new-message` is the one of
    /// version v3, `v2:send-a-new-message` that of the dated versions, `v2:voice-ai/create-action` that of an area,
    /// and `*` stands for all operations. Whether there is such an operation is said by what is called next.
    ///
    /// ```no_run
    /// use highlevel_sandbox::{Fault, Sandbox};
    ///
    /// # fn script() -> Result<(), highlevel_sandbox::Error> {
    /// let sandbox = Sandbox::builder().in_process()?;
    /// sandbox.on("send-a-new-message").fault(Fault::reset_after_request().every(10))?;
    /// # assert!(sandbox.on("send-a-new-mesage").fault(Fault::truncated()).is_err());
    /// # Ok(())
    /// # }
    /// # script().expect("there is such an operation");
    /// ```
    pub fn on(&self, key: &str) -> Script<'_> {
        Script::new(&self.state, key)
    }

    /// Scripts the answer to the next call of an operation that keeps all rules; several are used in their order.
    ///
    /// A short way to say `on(key).fault(Fault::answer(status, content_type, body))`.
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
        key: &str,
        status: u16,
        content_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Result<(), Error> {
        let fault = Fault::answer(status, content_type, body);
        self.on(key).fault(fault)
    }

    /// Stands for the person who installs the app in the browser: gives the code that the browser would bring back.
    ///
    /// A location's id is enough; [`Consent`] says the rest. A code can be exchanged once, within ten minutes.
    ///
    /// # Errors
    /// Where the sandbox was started without an app.
    pub fn authorize(&self, consent: impl Into<Consent>) -> Result<String, Error> {
        let oauth = self.state.gate.oauth.as_ref().ok_or_else(Error::no_app)?;
        Ok(oauth.authorize(consent.into()))
    }

    /// Ends all access tokens that apps were given so far, before their time. Refresh tokens stay good.
    ///
    /// Without an app there are none, and this does nothing.
    pub fn expire_access_tokens(&self) {
        if let Some(oauth) = &self.state.gate.oauth {
            oauth.expire_access_tokens();
        }
    }

    /// A sandbox that listens.
    pub(crate) fn listening(server: Server) -> Self {
        Self {
            state: Arc::clone(&server.state),
            url: format!("http://127.0.0.1:{}", server.port),
            _server: Some(server),
        }
    }

    /// A sandbox without a port.
    pub(crate) fn without_port(state: State) -> Self {
        Self {
            state: Arc::new(state),
            url: NO_PORT.to_owned(),
            _server: None,
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
