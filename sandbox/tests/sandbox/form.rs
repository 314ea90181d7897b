//! Rule 5: multipart forms.

use highlevel_sandbox::Sandbox;
use serde_json::Value;

use crate::client::call;
use crate::multipart::{Form, file};
use crate::spec::{real, things};

async fn send(sandbox: &Sandbox, path: &str, form: Form) -> (u16, Value) {
    let (content_type, body) = form.finish();
    let answer = call("POST", path)
        .header("Version", "2021-04-15")
        .body(&content_type, body)
        .send(sandbox)
        .await;
    let json = serde_json::from_slice(&answer.body).unwrap_or_default();
    (answer.status, json)
}

#[tokio::test]
async fn an_upload_has_one_address_for_each_file() {
    let sandbox = real().await;
    let form = Form::new()
        .text("conversationId", "c1")
        .text("attachmentUrls", "https://example.com/1")
        .text("attachmentUrls", "https://example.com/2")
        .part("fileAttachment", file("menu.pdf"))
        .part("fileAttachment", file("a b/ü.txt"));
    let (status, body) = send(&sandbox, "/conversations/messages/upload", form).await;
    assert_eq!(status, 200, "{body}");
    let ids = sandbox.ids();
    let first = format!("https://storage.sandbox.invalid/{}/menu.pdf", ids[0]);
    let second = format!(
        "https://storage.sandbox.invalid/{}/a%20b%2F%C3%BC.txt",
        ids[1]
    );
    assert_eq!(body["uploadedFiles"]["menu.pdf"], first);
    assert_eq!(body["uploadedFiles"]["a b/ü.txt"], second);
    assert_eq!(
        body["uploadedFiles"].as_object().map(serde_json::Map::len),
        Some(2)
    );
}

#[tokio::test]
async fn two_files_of_one_name_have_two_addresses() {
    let sandbox = real().await;
    let form = Form::new()
        .part("fileAttachment", file("a.txt"))
        .part("fileAttachment", file("a.txt"));
    let (_, body) = send(&sandbox, "/conversations/messages/upload", form).await;
    assert_eq!(
        body["uploadedFiles"].as_object().map(serde_json::Map::len),
        Some(2)
    );
}

#[tokio::test]
async fn an_undeclared_part_should_not_exist() {
    let sandbox = real().await;
    let form = Form::new()
        .text("contactID", "c1")
        .part("fileAttachments", file("menu.pdf"));
    let (status, body) = send(&sandbox, "/conversations/messages/upload", form).await;
    assert_eq!(status, 422);
    assert_eq!(
        body["message"],
        serde_json::json!([
            "property contactID should not exist",
            "property fileAttachments should not exist",
            "fileAttachment should not be empty",
        ])
    );
}

/// Sends a form to the operation of the extra specification.
async fn refusal(form: Form) -> (u16, Value) {
    let sandbox = things().await;
    let (status, body) = send(&sandbox, "/forms", form).await;
    (status, body["message"].clone())
}

fn complete() -> Form {
    Form::new().part("photo", file("me.png")).text("name", "Me")
}

#[tokio::test]
async fn parts_are_what_they_are_declared_to_be() {
    let right = complete()
        .text("count", "3")
        .text("tags", "a")
        .text("tags", "b");
    assert_eq!(refusal(right).await, (204, Value::Null));
    assert_eq!(
        refusal(Form::new().text("name", "M").text("count", "few")).await,
        (
            400,
            "count must be an integer number; \
             name must be longer than or equal to 2 characters; photo should not be empty"
                .into()
        )
    );
    assert_eq!(
        refusal(
            Form::new()
                .text("photo", "no file")
                .part("name", file("name.txt"))
        )
        .await,
        (
            400,
            "photo must be a file with a file name; name should not be a file".into()
        )
    );
    assert_eq!(
        refusal(Form::new().part("photo", file("")).text("name", "Me")).await,
        (400, "photo must have a file name".into())
    );
    assert_eq!(
        refusal(complete().text("name", "You")).await,
        (400, "name must be given once".into())
    );
    assert_eq!(
        refusal(complete().part("photo", file("two.png"))).await,
        (400, "photo must be given once".into())
    );
}

#[tokio::test]
async fn files_with_names_of_their_own_belong_to_a_map() {
    let form = complete()
        .part("field1_a", file("a.png"))
        .part("field1_b", file("b.png"));
    assert_eq!(refusal(form).await, (204, Value::Null));
    let (status, message) = refusal(complete().text("field1_a", "text")).await;
    assert_eq!(
        (status, &message[0]),
        (422, &"property field1_a should not exist".into())
    );
}

#[tokio::test]
async fn a_form_has_to_be_one() {
    let sandbox = things().await;
    let truncated = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nMe";
    let nameless = "--b\r\nContent-Disposition: form-data\r\n\r\nMe\r\n--b--\r\n";
    for (content_type, body) in [
        ("multipart/form-data", "--b--\r\n"),
        ("multipart/form-data; boundary=b", "nothing"),
        ("multipart/form-data; boundary=b", truncated),
        ("multipart/form-data; boundary=b", nameless),
    ] {
        let answer = call("POST", "/forms")
            .body(content_type, body)
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 400, "{body}");
    }
    let json = call("POST", "/forms").json(&serde_json::json!({}));
    assert_eq!(json.send(&sandbox).await.status, 415);
}
