//! The calls, by their number: some read, some change what is there, some send.

use highlevel::conversations::types::{
    ProcessMessageBody, ProcessMessageBodyRequired, ProcessMessageBodyType, SendMessageBody,
    SendMessageBodyStatus, SendMessageBodyType, UpdateConversation,
};
use highlevel::conversations::{Conversations, SearchConversationParams};
use highlevel::{Client, Error};
use highlevel_sandbox::Received;

use crate::account::LOCATION;

/// What every message says.
pub const TEXT: &str = "Nobody else is to read this";

/// To whom every message goes.
pub const PHONE: &str = "15551230000";

/// The operations of these calls.
pub const OPERATIONS: [&str; 6] = [
    "get-conversation",
    "search-conversation",
    "update-conversation",
    "delete-conversation",
    "send-a-new-message",
    "add-an-inbound-message",
];

/// Whether the call of this number does no more when it is made twice.
pub fn is_idempotent(number: usize) -> bool {
    number % 10 < 7
}

/// Makes the call of this number.
///
/// # Errors
///
/// As it ends.
pub async fn call(client: &Client, number: usize) -> Result<(), Error> {
    let conversations = client.conversations();
    let id = format!("call-{number}");
    match number % 10 {
        0..3 => conversations.get_conversation(&id).await.map(drop),
        3..5 => {
            let params = SearchConversationParams::new(LOCATION).query(id);
            conversations.search_conversation(&params).await.map(drop)
        }
        5 => {
            let body = UpdateConversation::new(LOCATION).starred(true);
            let call = conversations.update_conversation(&id, &body);
            call.await.map(drop)
        }
        6 => conversations.delete_conversation(&id).await.map(drop),
        7..9 => send(conversations, &id).await,
        _ => add(conversations, id).await,
    }
}

/// The number of the call of something that does more when it is done twice; none of any other request.
pub fn number_of_post(request: &Received) -> Option<usize> {
    let operation = request.operation()?;
    OPERATIONS[4..].contains(&operation).then_some(())?;
    let body: highlevel::Value = serde_json::from_slice(request.body()).ok()?;
    let number = body.get("contactId")?.as_str()?.strip_prefix("call-")?;
    number.parse().ok()
}

async fn send(conversations: Conversations<'_>, id: &str) -> Result<(), Error> {
    let (kind, status) = (SendMessageBodyType::Sms, SendMessageBodyStatus::Pending);
    let message = SendMessageBody::new(kind, id, status);
    let message = message.message(TEXT).to_number(format!("+{PHONE}"));
    conversations.send_a_new_message(&message).await.map(drop)
}

async fn add(conversations: Conversations<'_>, id: String) -> Result<(), Error> {
    let message = ProcessMessageBody::new(ProcessMessageBodyRequired {
        r#type: ProcessMessageBodyType::Sms,
        conversation_id: "conversation".to_owned(),
        contact_id: id,
        conversation_provider_id: "provider".to_owned(),
    });
    let message = message.message(TEXT);
    let call = conversations.add_an_inbound_message(&message);
    call.await.map(drop)
}
