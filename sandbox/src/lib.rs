//! A HighLevel (GoHighLevel) API on your own machine: judges requests and answers them by the API's specification.
//!
//! The sandbox knows the operations that the specification describes. A request that breaks a rule is refused the way
//! the API refuses it; one that keeps all rules gets the documented answer. So a test of a client needs no account,
//! no network and no hand-written mock.
//!
//! ```
//! use highlevel_sandbox::Sandbox;
//!
//! # async fn run() -> Result<(), highlevel_sandbox::Error> {
//! let sandbox = Sandbox::start().await?;
//! let base_url = sandbox.url(); // for the client under test
//! assert!(base_url.starts_with("http://127.0.0.1:"));
//!
//! // ... the client sends a message ...
//!
//! for request in sandbox.requests() {
//!     println!("{request}"); // 200 POST /conversations/messages (send-a-new-message)
//!     assert!(request.is_accepted(), "{:?}", request.reasons());
//! }
//! # Ok(())
//! # }
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
//! # runtime.block_on(run()).expect("the sandbox starts");
//! ```
//!
//! The same as a program: `highlevel-sandbox --port 4010`.
//!
//! Without a port, it is called as a function, under the executor and the clock of the caller: so a test of timeouts and
//! limits takes no time, where tokio's clock is paused. A client whose HTTP can be replaced is given
//! [`Sandbox::handle`] in its place.
//!
//! ```
//! use bytes::Bytes;
//! use highlevel_sandbox::{Fault, Sandbox};
//! use http::Request;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::builder().in_process()?;
//! sandbox.on("get-contact").fault(Fault::edge(502))?;
//! let request = Request::get("/contacts/contact-1")
//!     .header("Authorization", "Bearer any")
//!     .header("Version", "2021-07-28")
//!     .body(Bytes::new())?;
//! assert_eq!(sandbox.handle(request.clone()).await?.status(), 502);
//! assert_eq!(sandbox.handle(request).await?.status(), 200);
//! # Ok(())
//! # }
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
//! # runtime.block_on(run()).expect("the sandbox answers");
//! ```
//!
//! # The rules
//!
//! A request is held against them in this order, and refused at the first that it breaks.
//!
//! | | rule | refusal |
//! |---|---|---|
//! | 1 | Method and path are those of an operation. Case and a trailing slash matter; a literal path goes before a placeholder. Where both generations of the API have the path, the `Version` header decides. | 404 |
//! | | The body has at most 64 MiB. | 413 |
//! | 2 | There is one bearer token, not empty; with [`Builder::token`] or [`Builder::oauth_app`], one that is known and has not ended. An operation whose `security` is empty needs none. | 401 |
//! | | With [`Builder::rate_limit`], the request is not one too many. | 429 |
//! | | The token of an app is of a kind that the operation takes. | 403 |
//! | | It has the scopes that the operation wants. | 401 |
//! | 3 | `Version`, and every other header that the operation declares, has a declared value. | 400 |
//! | 4 | Path parameters are not empty; they and the query conform to their schemas. | 400 or 422 |
//! | | The query has no parameter that the operation does not declare. | 422 |
//! | 5 | The content type is the declared one. | 415 |
//! | | A JSON body parses; a form can be read. A part that is a file has a file name, and no other part has one. | 400 |
//! | | The body conforms to its schema. None is sent where none is declared, and one is sent where it is required. | 400 or 422 |
//! | | An object has no property that is not declared. | 422 |
//! | 6 | The location and the company that the request names (`locationId`, `location_id`, `companyId`, `company_id`, or `altId` with its `altType`) are those of the app's token. | 403 |
//!
//! - An object whose schema declares `properties` is closed, unless the document itself says `additionalProperties`.
//!   What an `allOf` joins is closed as a whole.
//! - `null` is only taken where the schema is `nullable`, or says nothing at all.
//! - "400 or 422" is 422 where the operation documents it or an unknown property is among the faults, otherwise 400.
//!   All faults are listed, in the words of `class-validator`: `contactId should not be empty`.
//! - `oneOf` is read as `anyOf`: documents use it for alternatives that overlap.
//! - `format` is not checked.
//! - Texts of query, path and forms are read as a number or a boolean where the schema wants one. A list is a
//!   repeated parameter, or one with commas where it says `explode: false`; in a form, a repeated part.
//! - A pattern or limit of the document that cannot be used to judge by is answered with 500, which says so.
//!
//! # The answers
//!
//! - A refusal has the body that the operation documents for its status, with the reasons in its `message`; where
//!   none is documented, it is `{"statusCode", "message", "error"}`. A 401 keeps the documented message, unless the
//!   API has words of its own for the reason.
//! - A right request gets the first documented 2xx. Its body is made from the schema: the example, the default, the
//!   first value of an enum, or a value of the type. Optional fields are there too; a recursion ends at once.
//! - A text that is an id by its name (`id`, `contactId`, `contact_id`, `messageIds`) is a new one of 20 characters,
//!   unless the request carries a field of that name: then it comes back. See [`Sandbox::ids`].
//! - Where files were uploaded, a map of texts has one entry for each: its name and an address.
//! - Where the document says that a file is sent, it has 6,000 bytes, which the path alone decides, and comes in parts
//!   where a `Range` asks for them.
//! - [`Sandbox::on`] makes calls go wrong; [`Fault`] lists how.
//!
//! # Lists
//!
//! With [`Builder::list_length`] or [`Script::list_length`], an operation that has `x-highlevel-paging` in its document
//! has a list of so many items, each with an id of its own, and serves the page that a request asks for: by offset,
//! number or cursor. A page has the size that was asked for, the default of the parameter, or 20; past the end it is
//! empty. What the answer says of the total, of more pages and of the next cursor is true: a cursor is missing where
//! nothing follows and nothing else says so, and one that the sandbox did not give out leads past the end.
//!
//! # Tokens
//!
//! With [`Builder::oauth_app`], `/oauth/token`, `/oauth/locationToken`, `/oauth/location-token` and
//! `/oauth/reconnect` give out tokens, spelled in snake case, or in camel case for `Version: v3`.
//! [`Sandbox::authorize`] stands in for the person in the browser.
//!
//! | | ends | refusal |
//! |---|---|---|
//! | code | after one use, or ten minutes | 400 `Invalid grant: authorization code is invalid` |
//! | refresh token | after one use, which gives another, or a year | 400 `Invalid grant: refresh token is invalid` |
//! | access token | after [`Builder::token_lifetime`], or with [`Sandbox::expire_access_tokens`] | 401 `Invalid token: access token has expired` |
//!
//! The dated `/oauth/locationToken` gives no refresh token. A refresh whose answer a fault lost was a refresh
//! nevertheless.

mod blueprint;
mod builder;
mod catalog;
mod coerce;
mod download;
mod embedded;
mod error;
mod fault;
mod gate;
mod ids;
mod in_process;
mod judge;
mod limit;
mod moment;
mod oauth;
mod paging;
mod pointer;
mod received;
mod refusal;
mod reply;
mod request;
mod reset;
mod rules;
mod sandbox;
mod schema;
mod script;
mod server;
mod shape;
mod state;
#[cfg(test)]
mod tests;
mod view;
mod violation;

pub use builder::Builder;
pub use error::Error;
pub use fault::Fault;
pub use highlevel_codegen::Source;
pub use limit::RateLimit;
pub use oauth::Consent;
pub use received::Received;
pub use reset::{Reset, ResetStage};
pub use sandbox::Sandbox;
pub use script::Script;
