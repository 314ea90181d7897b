//! What a call is, and what the generated functions that make calls are written with.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use highlevel::{ErrorKind, FilePart};
use progenitor_client::{Error, ResponseValue};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The token that both clients send.
pub const TOKEN: &str = "pit-0123456789";

/// An operation of a document, and how both clients call it.
#[derive(Debug)]
pub struct Operation {
    /// Generation and area: `v2/conversations`.
    pub document: &'static str,
    /// The `operationId`.
    pub id: &'static str,
    /// The method in lower case, as documents have it.
    pub method: &'static str,
    /// The path template.
    pub path: &'static str,
    /// Whether it sends a multipart form, which progenitor does not know.
    pub sends_form: bool,
    /// Calls our client, or says why that cannot be.
    pub ours: Result<OurCall, &'static str>,
    /// Calls progenitor's client, or says why that cannot be.
    pub reference: Result<Call, &'static str>,
}

/// Prepares a call of our client with arguments of the form `{"path": {}, "query": {}, "headers": {}, "body": ...}`.
pub type OurCall = fn(&Target, &Value) -> Result<Called<'static>, String>;

/// Makes the same call with the client of the reference.
pub type Call = for<'a> fn(&'a Target, &'a Value) -> Called<'a>;

/// Ends when the answer has come, or says why there was none to send for.
pub type Called<'a> = Pin<Box<dyn Future<Output = Result<Answered, String>> + 'a>>;

/// What became of an answer.
#[derive(Debug)]
pub enum Answered {
    /// It was read, or nobody tried to.
    Read,
    /// It was a refusal, or could not be read.
    Unread(String),
}

/// Where calls go.
#[derive(Debug)]
pub struct Target {
    /// The address of the server.
    pub base_url: String,
    /// The HTTP client of the reference.
    pub http: reqwest::Client,
    /// Ours, below the areas.
    pub ours: highlevel_runtime::Client,
}

impl Target {
    /// A server at this address.
    ///
    /// # Errors
    /// Where no HTTP client can be made.
    pub fn new(base_url: &str) -> Result<Self, String> {
        // A proxy of the machine that the tests run on has no business here.
        let plain = reqwest::Client::builder().no_proxy();
        let authorization = HeaderValue::from_str(&format!("Bearer {TOKEN}"))
            .map_err(|error| format!("no header: {error}"))?;
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        let http = plain.default_headers(headers).build();
        // Thousands of calls are compared, and the reference holds none of them back.
        let ours = highlevel_runtime::Client::builder()
            .token(TOKEN)
            .base_url(base_url)
            .no_rate_limit();
        Ok(Self {
            base_url: base_url.to_owned(),
            http: http.map_err(|error| format!("no HTTP client: {error}"))?,
            ours: ours.build().map_err(|error| error.to_string())?,
        })
    }
}

/// Whether the reference got an answer; what is in it is of no interest.
pub(crate) fn outcome<T, E>(
    answer: Result<ResponseValue<T>, Error<E>>,
) -> Result<Answered, String> {
    match answer {
        Err(Error::InvalidRequest(text) | Error::Custom(text)) => Err(text),
        Err(Error::CommunicationError(error)) => Err(error.to_string()),
        _ => Ok(Answered::Read),
    }
}

/// A call of ours, ready to be awaited.
pub fn called<T, C>(call: C) -> Called<'static>
where
    C: IntoFuture<Output = Result<T, highlevel::Error>>,
    C::IntoFuture: 'static,
{
    let answer = call.into_future();
    Box::pin(async move { our_outcome(answer.await.map(drop)) })
}

/// What became of a call of ours.
fn our_outcome(answer: Result<(), highlevel::Error>) -> Result<Answered, String> {
    let Err(error) = answer else {
        return Ok(Answered::Read);
    };
    match error.kind() {
        ErrorKind::Status | ErrorKind::Decode => Ok(Answered::Unread(error.to_string())),
        _ => Err(error.to_string()),
    }
}

/// The value of an argument that a call cannot go without.
pub fn argument<T: DeserializeOwned>(
    arguments: &Value,
    place: &str,
    name: &str,
) -> Result<T, String> {
    optional(arguments, place, name)?
        .ok_or_else(|| format!("the sample has no {place} value `{name}`"))
}

/// The value of an argument, if the sample has one.
pub fn optional<T: DeserializeOwned>(
    arguments: &Value,
    place: &str,
    name: &str,
) -> Result<Option<T>, String> {
    let value = arguments[place].get(name);
    let read = value.map(|value| read(value, &format!("{place} value `{name}`")));
    read.transpose()
}

/// The body.
pub fn body<T: DeserializeOwned>(arguments: &Value) -> Result<T, String> {
    read(&arguments["body"], "body")
}

fn read<T: DeserializeOwned>(value: &Value, what: &str) -> Result<T, String> {
    serde_json::from_value(value.clone())
        .map_err(|error| format!("the type does not take the {what} {value}: {error}"))
}

/// A file of this text.
pub fn file(text: String) -> FilePart {
    FilePart::bytes("sample.txt", text)
}

/// A file of each text.
pub fn files(texts: Vec<String>) -> Vec<FilePart> {
    texts.into_iter().map(file).collect()
}

/// A file of each text, by name.
pub fn named_files(texts: BTreeMap<String, String>) -> BTreeMap<String, FilePart> {
    texts
        .into_iter()
        .map(|(name, text)| (name, file(text)))
        .collect()
}
