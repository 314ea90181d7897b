//! Answers in types of the user's own.

use serde::de::DeserializeOwned;

use super::{Answer, Reply};
use crate::error::Error;

/// An answer in a type of your own, read by serde; see [`Client::request`](crate::Client::request).
///
/// ```no_run
/// # use std::collections::BTreeMap;
/// # use highlevel_runtime::{Client, Error, Json, Method};
/// # async fn example(client: Client) -> Result<(), Error> {
/// let Json(timezones): Json<BTreeMap<String, Vec<String>>> =
///     client.request(Method::Get, "/locations/{locationId}/timezones").path("locationId", "ve9EPM428h8vShlRW1KT").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> Answer for Json<T> {
    fn read(reply: Reply) -> Result<Self, Error> {
        match serde_json::from_slice(reply.body()) {
            Ok(value) => Ok(Self(value)),
            // The error's own text repeats what came, which may be personal data.
            Err(error) => Err(reply.error(&format!(
                "{} at line {} column {}",
                if error.is_data() {
                    "it does not fit the type"
                } else {
                    "it is not valid JSON"
                },
                error.line(),
                error.column()
            ))),
        }
    }
}
