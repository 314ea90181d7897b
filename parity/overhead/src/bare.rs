//! The same requests, written with nothing but reqwest and serde.

use std::time::Duration;

use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};

use crate::Outcome;

/// An HTTP client, and where it sends to.
pub struct Bare {
    http: reqwest::Client,
    base_url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'m> {
    r#type: &'m str,
    contact_id: &'m str,
    status: &'m str,
    message: &'m str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are decoded as the client decodes them")]
struct Sent {
    conversation_id: String,
    message_id: String,
    email_message_id: Option<String>,
    message_ids: Option<Vec<String>>,
    msg: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are decoded as the client decodes them")]
struct Found {
    conversations: Vec<Conversation>,
    total: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are decoded as the client decodes them")]
struct Conversation {
    id: String,
    contact_id: String,
    location_id: String,
    last_message_body: String,
    last_message_type: String,
    r#type: String,
    unread_count: i64,
    full_name: String,
    contact_name: String,
    email: String,
    phone: String,
}

impl Bare {
    pub fn new(base_url: &str) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .build()?;
        Ok(Self {
            http,
            base_url: base_url.to_owned(),
        })
    }

    pub async fn send(&self) -> Outcome {
        let message = Message {
            r#type: "SMS",
            contact_id: "sx6wyHhbFdRXh302LLNR",
            status: "pending",
            message: "On my way",
        };
        let call = self
            .http
            .post(format!("{}/conversations/messages", self.base_url));
        let call = call.header("content-type", "application/json");
        let sent: Sent = answer(call.body(serde_json::to_vec(&message)?)).await?;
        assert_eq!(sent.message_id, "t22c6DQcTDf3MjRhwf77");
        Ok(())
    }

    pub async fn list(&self) -> Outcome {
        let query = "locationId=ve9EPM428h8vShlRW1KT&limit=20";
        let call = self
            .http
            .get(format!("{}/conversations/search?{query}", self.base_url));
        let found: Found = answer(call).await?;
        assert_eq!(found.conversations.len(), 20);
        Ok(())
    }
}

async fn answer<T: for<'de> Deserialize<'de>>(
    call: reqwest::RequestBuilder,
) -> Result<T, Box<dyn std::error::Error>> {
    let call = call
        .bearer_auth("pit-0123")
        .header("accept", "application/json")
        .header("user-agent", "highlevel-rust/0.1.0")
        .header("version", "2021-04-15");
    let answer = call.send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}
