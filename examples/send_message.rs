//! Sends an SMS, uploads a file, and sends an e-mail with that file attached.
//!
//! `cargo run -p examples --example send_message` sends them to a sandbox on this machine. With `HIGHLEVEL_TOKEN` (a
//! sub-account's token with the scope `conversations/message.write`) and `HIGHLEVEL_CONTACT_ID` in the environment
//! they go to the real API, and to that contact.

use std::env;
use std::error::Error;

use highlevel::conversations::types::{
    SendMessageBody, SendMessageBodyStatus, SendMessageBodyType, UploadFilesForm,
};
use highlevel::{Client, FilePart};
use highlevel_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    match (
        env::var("HIGHLEVEL_TOKEN"),
        env::var("HIGHLEVEL_CONTACT_ID"),
    ) {
        (Ok(token), Ok(contact_id)) => send(&Client::new(token)?, &contact_id).await?,
        (Err(_), Err(_)) => {
            let sandbox = Sandbox::start().await?;
            println!(
                "no HIGHLEVEL_TOKEN: sending to the sandbox at {}",
                sandbox.url()
            );
            let client = Client::builder()
                .token("pit-sandbox")
                .base_url(sandbox.url())
                .build()?;
            send(&client, "ocQHyuzHvysMo5N5VsXc").await?;
        }
        _ => return Err("set both HIGHLEVEL_TOKEN and HIGHLEVEL_CONTACT_ID, or neither".into()),
    }
    Ok(())
}

/// Sends both messages to a contact.
async fn send(client: &Client, contact_id: &str) -> Result<(), highlevel::Error> {
    let conversations = client.conversations();

    let text = SendMessageBody::new(
        SendMessageBodyType::Sms,
        contact_id,
        SendMessageBodyStatus::Pending,
    )
    .message("Our new menu is on its way to your inbox.");
    let sent = conversations.send_a_new_message(&text).await?;
    println!(
        "SMS     {} in conversation {}",
        sent.message_id, sent.conversation_id
    );

    let menu = FilePart::bytes("menu.txt", "Soup of the day: carrot and ginger.");
    let form = UploadFilesForm::new([menu])
        .conversation_id(&sent.conversation_id)
        .contact_id(contact_id);
    let uploaded = conversations.upload_file_attachments(form).await?;
    for (name, address) in &uploaded.uploaded_files {
        println!("file    {name} at {address}");
    }

    let mail = SendMessageBody::new(
        SendMessageBodyType::Email,
        contact_id,
        SendMessageBodyStatus::Pending,
    )
    .subject("Our new menu")
    .html("<p>Fresh from the kitchen.</p>")
    .attachments(uploaded.uploaded_files.into_values());
    let sent = conversations.send_a_new_message(&mail).await?;
    println!(
        "e-mail  {} in conversation {}",
        sent.message_id, sent.conversation_id
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use examples::overheard::Overheard;

    use super::*;

    #[tokio::test]
    async fn everything_it_sends_is_accepted() -> Result<(), Box<dyn Error>> {
        let sandbox = Overheard::new(Sandbox::start().await?, "pit-sandbox");
        let client = Client::builder()
            .token("pit-sandbox")
            .base_url(sandbox.url())
            .build()?;
        send(&client, "contact").await?;
        let statuses: Vec<u16> = sandbox
            .requests()
            .iter()
            .map(|request| request.status())
            .collect();
        assert_eq!(statuses, [200, 200, 200]);
        Ok(())
    }
}
