//! Calls: what an operation's method returns, and what happens when it is awaited.

mod address;
pub(crate) mod parameters;
pub(crate) mod prepared;
pub(crate) mod subject;

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde::Serialize;

use self::parameters::{Parameters, Params};
use self::prepared::Prepared;
#[cfg(feature = "blocking")]
use crate::blocking;
use crate::client::Client;
use crate::error::Error;
use crate::form::{Form, Part, Parts};
use crate::json::encode::Encode;
use crate::json::encoder::encode_request;
use crate::operation::{Method, Operation};
use crate::reply::{Answer, Reply};
use crate::retry::RetryPolicy;

/// A call that is sent when it is awaited.
///
/// It owns everything it needs, so it can be moved to another task. Whatever is wrong with its arguments is told by
/// the `.await`.
///
/// ```no_run
/// # use std::time::Duration;
/// # use highlevel_runtime::{Call, Error};
/// # async fn example(call: Call<()>) -> Result<(), Error> {
/// call.timeout(Duration::from_secs(5)).header("x-request", "42").await?;
/// # Ok(())
/// # }
/// ```
///
/// `L` is what is known of the list that the operation hands out: see [`ListCall`](crate::ListCall).
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, L = ()> {
    pub(crate) prepared: Box<Prepared>,
    pub(crate) list: L,
    answer: PhantomData<fn() -> T>,
}

impl<T, L> Call<T, L> {
    /// Limits the whole call: waits, all attempts and the last byte of the answer.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.prepared.set_timeout(timeout);
        self
    }

    /// Limits each attempt, from opening the connection to the last byte of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.prepared.set_attempt_timeout(timeout);
        self
    }

    /// Sets how often the call is attempted, and how long it waits in between.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.prepared.set_retry(policy);
        self
    }

    /// Sends the call with the token of this sub-account, whatever the call itself names. Only with an
    /// [app](crate::auth::App) is there a choice.
    pub fn location(mut self, location_id: &str) -> Self {
        self.prepared.set_location(location_id);
        self
    }

    /// Sends the call with the agency's token although the call names a sub-account. Only with an
    /// [app](crate::auth::App) is there a choice.
    pub fn agency(mut self) -> Self {
        self.prepared.set_agency();
        self
    }

    /// Says that sending the call twice does no more than sending it once, so that it may be repeated when nobody knows
    /// whether it arrived: a search that is a `POST`, for example.
    pub fn idempotent(mut self) -> Self {
        self.prepared.set_idempotent();
        self
    }

    /// Sets a header; one of that name that the call would send otherwise is replaced.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.prepared.set_header(name, value);
        self
    }

    /// Adds a query parameter that the operation's parameters do not know.
    pub fn query_param(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.prepared.add_query(name, &[value.to_string()]);
        self
    }

    /// Asks for another version of the operation than the documented one: the `Version` header.
    pub fn version(mut self, version: &str) -> Self {
        self.prepared.set_version(version);
        self
    }

    /// Puts a value where `{name}` stands in the path of [`Client::request`]; an operation's method has done so.
    pub fn path(mut self, name: &str, value: &str) -> Self {
        self.prepared.set_path(name, value);
        self
    }

    /// Sends a body of your own, written as JSON by serde, instead of one that was given before.
    pub fn body_json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.prepared.set_json(json),
            Err(error) => self
                .prepared
                .refuse(format!("the body cannot be written as JSON: {error}")),
        }
        self
    }

    /// Sends the call and returns the answer as it came, whatever its status.
    ///
    /// # Errors
    ///
    /// If the call could not be built, the server not be reached, or the answer not be read to its end.
    pub async fn send_raw(self) -> Result<Reply, Error> {
        send(self.prepared).await
    }

    /// Sends the call and waits for the answer, in programs that are not asynchronous.
    ///
    /// All such calls share one runtime in the background, which is started by the first of them.
    ///
    /// ```no_run
    /// # use highlevel_runtime::{Client, Error, Method, Value};
    /// let client = Client::new("pit-0123")?;
    /// let found: Value = client.request(Method::Get, "/users/search").wait()?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As with `.await`; and inside an `async` function or block that a runtime runs, where it would hold up others. Inside
    /// tokio's `spawn_blocking` and `block_in_place` it works.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<T, Error>
    where
        T: Answer,
    {
        let operation = self.prepared.operation.clone();
        match blocking::wait(self.into_future()) {
            Ok(outcome) => outcome,
            Err(refusal) => Err(Error::no_wait(operation, refusal)),
        }
    }

    /// Starts a call.
    pub(crate) fn new(client: Client, operation: &'static Operation, list: L) -> Self {
        Self::of(Prepared::new(client, operation.into()), list)
    }

    /// Starts a call of what the caller describes.
    pub(crate) fn described(
        client: Client,
        method: Method,
        path: Cow<'static, str>,
        list: L,
    ) -> Self {
        Self::of(Prepared::described(client, method, path), list)
    }

    fn of(prepared: Prepared, list: L) -> Self {
        Self {
            prepared: Box::new(prepared),
            list,
            answer: PhantomData,
        }
    }

    /// Sets the parameters.
    #[doc(hidden)]
    pub fn params(mut self, params: &dyn Params) -> Self {
        params.write(&mut Parameters(&mut self.prepared));
        self
    }

    /// Sets a JSON body.
    #[doc(hidden)]
    pub fn json(mut self, body: &dyn Encode) -> Self {
        set_json(&mut self.prepared, body);
        self
    }

    /// Sets a form as the body.
    #[doc(hidden)]
    pub fn multipart(mut self, form: impl Form) -> Self {
        let mut parts = Parts::default();
        form.write(&mut parts);
        set_form(&mut self.prepared, parts, Prepared::set_form);
        self
    }

    /// Sets a form as the body, written as a query is.
    #[doc(hidden)]
    pub fn urlencoded(mut self, form: impl Form) -> Self {
        let mut parts = Parts::default();
        form.write(&mut parts);
        set_form(&mut self.prepared, parts, Prepared::set_urlencoded);
        self
    }
}

impl<T, L> fmt::Debug for Call<T, L> {
    /// Shows which operation is called, and nothing of what is sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &format_args!("{}", *self.prepared.operation))
            .finish_non_exhaustive()
    }
}

impl<T: Answer, L> IntoFuture for Call<T, L> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        let mut prepared = self.prepared;
        CallFuture {
            reply: Box::pin(async move { accepted(&mut prepared).await }),
            answer: PhantomData,
        }
    }
}

/// The future of a [`Call`].
#[must_use = "a call does nothing until it is awaited"]
pub struct CallFuture<T> {
    reply: Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>,
    answer: PhantomData<fn() -> T>,
}

impl<T: Answer> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.reply
            .as_mut()
            .poll(context)
            .map(|reply| T::read(reply?))
    }
}

impl<T> fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}

async fn send(mut prepared: Box<Prepared>) -> Result<Reply, Error> {
    prepared.take_fault()?;
    prepared.client.execute(&prepared).await
}

/// Sends a call and returns the answer if it is one of success.
pub(crate) async fn accepted(prepared: &mut Prepared) -> Result<Reply, Error> {
    prepared.take_fault()?;
    prepared.client.accept(prepared).await
}

fn set_json(prepared: &mut Prepared, body: &dyn Encode) {
    match encode_request(body) {
        Ok(json) => prepared.set_json(json),
        Err(fault) => prepared.refuse(fault.to_string()),
    }
}

fn set_form(prepared: &mut Prepared, parts: Parts, set: fn(&mut Prepared, Vec<Part>)) {
    match parts.finish() {
        Ok(parts) => set(prepared, parts),
        Err(fault) => prepared.refuse(fault.to_string()),
    }
}
