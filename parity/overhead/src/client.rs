//! The client, with everything that it does for a call: its turn at the limiter, a timeout, a span, the right to repeat.

use std::time::Duration;

use highlevel::Client;
use highlevel::conversations::SearchConversationParams;
use highlevel::conversations::types::{
    SendMessageBody, SendMessageBodyStatus, SendMessageBodyType,
};
use highlevel::limit::SlidingWindow;

use crate::Outcome;

/// The client.
pub struct Ours(Client);

impl Ours {
    pub fn new(base_url: &str) -> Result<Self, highlevel::Error> {
        // As many calls as can be made; the log of the limiter is as long as it is at the API's limit.
        let limiter = SlidingWindow::new().burst(1_000_000, Duration::from_millis(10));
        let limiter = limiter.daily(u32::MAX.into());
        let client = Client::builder()
            .token("pit-0123")
            .base_url(base_url)
            .rate_limiter(limiter)
            .build();
        client.map(Self)
    }

    pub async fn send(&self) -> Outcome {
        let (kind, status) = (SendMessageBodyType::Sms, SendMessageBodyStatus::Pending);
        let message = SendMessageBody::new(kind, "sx6wyHhbFdRXh302LLNR", status);
        let message = message.message("On my way");
        let sent = self.0.conversations().send_a_new_message(&message).await?;
        assert_eq!(sent.message_id, "t22c6DQcTDf3MjRhwf77");
        Ok(())
    }

    pub async fn list(&self) -> Outcome {
        let params = SearchConversationParams::new("ve9EPM428h8vShlRW1KT").limit(20);
        let found = self.0.conversations().search_conversation(&params).await?;
        assert_eq!(found.conversations.len(), 20);
        Ok(())
    }
}
