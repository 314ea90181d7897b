//! Forms as they arrive.

use std::collections::BTreeMap;
use std::path::Path;

use highlevel_runtime::{ErrorKind, FilePart};

use crate::server::Server;
use crate::types::{Things, UploadFilesForm};

const SENT: &str = r#"{"messageId": "m"}"#;

/// Sends a form and returns the head and the parts.
async fn uploaded(form: UploadFilesForm) -> (String, Vec<String>) {
    let server = Server::json("200 OK", SENT).await;
    let client = server.client();
    Things { client: &client }
        .upload(form)
        .await
        .expect("an answer");
    let received = server.received().await;
    let (head, body) = received.split_once("\r\n\r\n").expect("a head");
    let boundary = head
        .split_once("boundary=")
        .expect("a boundary")
        .1
        .lines()
        .next()
        .expect("a line");
    let end = format!("--{boundary}--\r\n");
    let body = body.strip_suffix(&end).expect("the end of the form");
    let start = format!("--{boundary}\r\n");
    let parts = body
        .split(&start)
        .skip(1)
        .map(|part| part.trim_end_matches("\r\n").to_owned());
    (head.to_owned(), parts.collect())
}

#[tokio::test]
async fn text_bytes_and_streams() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("menu.pdf");
    std::fs::write(&path, "fresh").expect("a file");
    let form = UploadFilesForm {
        location_id: Some("loc".to_owned()),
        file_attachment: vec![
            FilePart::path(&path),
            FilePart::bytes("a \"b\".txt", "bytes"),
            FilePart::from(path.clone())
                .file_name("x")
                .content_type("text/x-y"),
        ],
        attachment_urls: Some(vec!["u1".to_owned(), "u2".to_owned()]),
        cover: Some(FilePart::bytes("c.png", vec![b'p'])),
        custom: BTreeMap::from([("f1_2".to_owned(), FilePart::bytes("d", "dd"))]),
    };
    let (head, parts) = uploaded(form).await;
    assert!(head.starts_with("POST /conversations/messages/upload HTTP/1.1\r\n"));
    assert!(head.contains("\r\ncontent-length: "), "{head}");
    assert_eq!(
        head.matches("content-type: multipart/form-data; boundary=")
            .count(),
        1,
        "{head}"
    );
    let part = |head: &str, body: &str| {
        format!("Content-Disposition: form-data; name={head}\r\n\r\n{body}")
    };
    assert_eq!(
        parts,
        [
            part("\"locationId\"", "loc"),
            part(
                "\"fileAttachment\"; filename=\"menu.pdf\"\r\nContent-Type: application/pdf",
                "fresh"
            ),
            part(
                "\"fileAttachment\"; filename=\"a \\\"b\\\".txt\"\r\nContent-Type: text/plain",
                "bytes"
            ),
            part(
                "\"fileAttachment\"; filename=\"x\"\r\nContent-Type: text/x-y",
                "fresh"
            ),
            part("\"attachmentUrls\"", "u1"),
            part("\"attachmentUrls\"", "u2"),
            part(
                "\"cover\"; filename=\"c.png\"\r\nContent-Type: image/png",
                "p"
            ),
            part(
                "\"f1_2\"; filename=\"d\"\r\nContent-Type: application/octet-stream",
                "dd"
            ),
        ]
    );
}

#[tokio::test]
async fn files_that_cannot_be_sent() {
    leaks::start();
    let folder = tempfile::tempdir().expect("a folder");
    let client = highlevel_runtime::Client::builder()
        .token("t")
        .base_url("http://127.0.0.1:1")
        .build();
    let client = client.expect("settings that are right");
    let missing = folder.path().join("missing.pdf");
    let named = |path: &Path| path.display().to_string();
    for (file, expected) in [
        (
            FilePart::path(&missing),
            format!("the file {} cannot be opened: ", named(&missing)),
        ),
        (
            FilePart::path(folder.path()),
            format!("{} is a directory, not a file", named(folder.path())),
        ),
        (
            FilePart::bytes("", "x"),
            "the name of a file is empty".to_owned(),
        ),
        (
            FilePart::bytes("a\r\nb", "x"),
            "the name of a file is empty or holds a control character".to_owned(),
        ),
        (
            FilePart::bytes("a", "x").content_type("pdf"),
            "the content type of a file is not of the form".to_owned(),
        ),
    ] {
        let form = UploadFilesForm {
            file_attachment: vec![file],
            ..UploadFilesForm::default()
        };
        let error = Things { client: &client }
            .upload(form)
            .await
            .expect_err("no file");
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(
            error
                .to_string()
                .starts_with(&format!("POST /conversations/messages/upload: {expected}")),
            "{error}"
        );
    }
}

#[test]
fn debug_hides_the_content() {
    assert_eq!(
        format!("{:?}", FilePart::bytes("a", "private")),
        r#"FilePart { length: 7, file_name: Some("a"), content_type: None }"#
    );
}

#[tokio::test]
async fn a_form_as_a_browser_sends_it() {
    let server = Server::json("200 OK", "").await;
    let client = server.client();
    let things = Things { client: &client };
    let form = UploadFilesForm {
        location_id: Some("a b&c=ü".to_owned()),
        attachment_urls: Some(vec!["1".to_owned(), "2".to_owned()]),
        ..UploadFilesForm::default()
    };
    assert_eq!(things.log_in(form).await.expect("an answer"), None);
    let received = server.received().await;
    assert!(
        received.contains("\r\ncontent-type: application/x-www-form-urlencoded\r\n"),
        "{received}"
    );
    assert!(
        received.ends_with("\r\n\r\nlocationId=a+b%26c%3D%C3%BC&attachmentUrls=1&attachmentUrls=2"),
        "{received}"
    );

    let form = UploadFilesForm {
        file_attachment: vec![FilePart::bytes("a", "b")],
        ..UploadFilesForm::default()
    };
    let error = things
        .log_in(form)
        .await
        .expect_err("a file has no place there");
    assert_eq!(
        error.to_string(),
        "POST /poke: fileAttachment: a file cannot be sent in this form"
    );
}
