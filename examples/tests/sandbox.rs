//! The client against the sandbox, which judges by the documents and not by the client's types.

use examples::overheard::Overheard;
use highlevel::conversations::types::{
    BadRequest, SendMessageBody, SendMessageBodyEmailReplyMode, SendMessageBodyStatus,
    SendMessageBodyType, SendMessageResponse, Unauthorized, UploadFilesForm,
};
use highlevel::{Client, Error, ErrorKind, FilePart};
use highlevel_sandbox::Sandbox;

const JSON: &str = "application/json";

/// What may not be logged: tokens, what messages say, to whom they go and from whom.
const SECRETS: [&str; 6] = [
    "Bearer",
    "pit-",
    "Hello",
    "@company.com",
    "1499499299",
    "1439499299",
];

async fn sandbox() -> (Overheard, Client) {
    leaks::watch(&SECRETS);
    let sandbox = Sandbox::start().await.expect("a free port");
    let sandbox = Overheard::new(sandbox, "pit-sandbox");
    let client = Client::builder()
        .token("pit-sandbox")
        .base_url(sandbox.url())
        .build()
        .expect("sound settings");
    (sandbox, client)
}

fn sms() -> SendMessageBody {
    SendMessageBody::new(
        SendMessageBodyType::Sms,
        "contact",
        SendMessageBodyStatus::Pending,
    )
}

/// A message with every field.
fn everything() -> SendMessageBody {
    SendMessageBody::new(
        SendMessageBodyType::Email,
        "contact",
        SendMessageBodyStatus::Delivered,
    )
    .appointment_id("appointment")
    .attachments(["https://storage.com/file1.pdf"])
    .email_from("sender@company.com")
    .email_cc(["cc1@company.com", "cc2@company.com"])
    .email_bcc(["bcc1@company.com"])
    .html("<p>Hello</p>")
    .message("Hello")
    .subject("Update")
    .reply_message_id("msg123")
    .template_id("template123")
    .thread_id("thread123")
    .scheduled_timestamp(1_669_287_863)
    .conversation_provider_id("provider123")
    .email_to("recipient@company.com")
    .email_reply_mode(SendMessageBodyEmailReplyMode::ReplyAll)
    .from_number("+1499499299")
    .to_number("+1439499299")
}

async fn answered(
    status: u16,
    content_type: &str,
    body: &str,
) -> Result<SendMessageResponse, Error> {
    let (sandbox, client) = sandbox().await;
    sandbox
        .answer_next("send-a-new-message", status, content_type, body)
        .expect("the operation is known");
    client.conversations().send_a_new_message(&sms()).await
}

#[tokio::test]
async fn the_smallest_and_the_largest_message_are_accepted() {
    let (sandbox, client) = sandbox().await;
    for message in [sms(), everything()] {
        let sent = client
            .conversations()
            .send_a_new_message(&message)
            .await
            .expect("it is accepted");
        assert!(sandbox.ids().contains(&sent.message_id));
    }
    let requests = sandbox.requests();
    let keys = |index: usize| {
        let body: highlevel::Value = serde_json::from_slice(requests[index].body()).expect("JSON");
        body.as_object().map_or(0, serde_json::Map::len)
    };
    assert_eq!((keys(0), keys(1)), (3, 20));
    assert!(
        requests
            .iter()
            .all(|request| request.header("version") == Some("2021-04-15"))
    );
}

#[tokio::test]
async fn an_upload_is_accepted_and_answers_with_addresses() {
    let (_sandbox, client) = sandbox().await;
    let form = UploadFilesForm::new([FilePart::bytes("a.txt", "a"), FilePart::bytes("b.txt", "b")])
        .contact_id("contact")
        .location_id("location");
    let uploaded = client
        .conversations()
        .upload_file_attachments(form)
        .await
        .expect("it is accepted");
    assert_eq!(
        uploaded.uploaded_files.keys().collect::<Vec<_>>(),
        ["a.txt", "b.txt"]
    );
}

#[tokio::test]
async fn a_wrong_token_says_what_the_operation_wants() {
    leaks::watch(&SECRETS);
    let sandbox = Sandbox::builder()
        .token("pit-right")
        .start()
        .await
        .expect("a free port");
    let sandbox = Overheard::new(sandbox, "pit-wrong");
    let client = Client::builder()
        .token("pit-wrong")
        .base_url(sandbox.url())
        .build()
        .expect("sound settings");
    let error = client
        .conversations()
        .send_a_new_message(&sms())
        .await
        .expect_err("it is refused");
    let text = error.to_string();
    assert!(
        text.starts_with("POST /conversations/messages: 401 Unauthorized: "),
        "{text}"
    );
    assert!(
        text.ends_with("(needs scope conversations/message.write and a sub-account token)"),
        "{text}"
    );
    assert!(!format!("{error:?} {client:?}").contains("pit-wrong"));
    let body: Unauthorized = error.body_json().expect("the documented body");
    assert_eq!(body.status_code, Some(401));
}

#[tokio::test]
async fn a_refused_request_carries_the_documented_body() {
    let error = answered(400, JSON, r#"{"statusCode": 400, "message": ["a", "b"]}"#)
        .await
        .expect_err("refused");
    assert_eq!(error.message(), Some("a; b"));
    let error = answered(400, JSON, r#"{"statusCode": "400", "message": "no"}"#)
        .await
        .expect_err("refused");
    let body: BadRequest = error.body_json().expect("the documented body");
    assert_eq!(
        (body.status_code, body.message.as_deref()),
        (Some(400), Some("no"))
    );
}

#[tokio::test]
async fn an_answer_that_has_grown_is_read() {
    let body = r#"{"conversationId": 7, "messageId": "m", "msg": null, "queue": "fast", "messageIds": ["a", null]}"#;
    let sent = answered(200, JSON, body).await.expect("it is read");
    assert_eq!((sent.conversation_id.as_str(), &sent.msg), ("7", &None));
    assert_eq!(sent.message_ids.as_deref(), Some(&["a".to_owned()][..]));
    assert_eq!(
        sent.unknown_fields()
            .get("queue")
            .and_then(|queue| queue.as_str()),
        Some("fast")
    );
}

#[tokio::test]
async fn an_accepted_message_is_never_lost_behind_its_answer() {
    for (content_type, body, reason) in [
        (JSON, "", "the body is empty"),
        (JSON, r#"{"conversationId": "c"}"#, "messageId is missing"),
        (JSON, r#"{"conversationId": "c", "mess"#, ""),
        ("text/html", "<html></html>", ""),
    ] {
        let error = answered(200, content_type, body)
            .await
            .expect_err("it cannot be read");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body(), body.as_bytes());
        assert!(!error.is_retryable());
        let text = error.to_string();
        assert!(
            text.contains("the server accepted the call (200)") && text.contains(reason),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_page_from_the_edge_is_not_shown() {
    let error = answered(502, "text/html", "<html><h1>Bad gateway</h1></html>")
        .await
        .expect_err("refused");
    assert_eq!(
        error.to_string(),
        "POST /conversations/messages: 502 Bad Gateway: an HTML page"
    );
}

/// The sandbox really judges: what the document does not know is refused.
#[tokio::test]
async fn what_the_document_does_not_know_is_refused() {
    let (_sandbox, client) = sandbox().await;
    let unknown_channel = SendMessageBody::new("Pigeon", "contact", SendMessageBodyStatus::Pending);
    let error = client
        .conversations()
        .send_a_new_message(&unknown_channel)
        .await
        .expect_err("refused");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    let call = client
        .conversations()
        .send_a_new_message(&sms())
        .version("2021-07-28");
    assert!(
        call.await
            .expect_err("refused")
            .to_string()
            .contains("2021-04-15")
    );
    let call = client
        .conversations()
        .send_a_new_message(&sms())
        .query_param("locationID", "x");
    let error = call.await.expect_err("refused");
    assert_eq!(
        error.message(),
        Some("property locationID should not exist")
    );
}
