//! Which bodies can be sent again.

use crate::call::prepared::Prepared;
use crate::client::Client;
use crate::form::file_part::FilePart;
use crate::form::{Content, Part};
use crate::operation::Operation;

static UPLOAD: Operation = Operation {
    id: "upload",
    ..Operation::NONE
};

fn prepared(file: FilePart) -> Prepared {
    let client = Client::new("pit-1").expect("settings that are right");
    let mut prepared = Prepared::new(client, (&UPLOAD).into());
    prepared.set_form(vec![Part {
        name: "file".to_owned(),
        content: Content::File(file),
    }]);
    prepared
}

#[tokio::test]
async fn what_a_reader_gives_can_be_sent_once() {
    let prepared = prepared(FilePart::reader("a", &b"fresh"[..]));
    let untouched = prepared.to_http(None).await.expect("a request");
    assert!(prepared.is_replayable(), "nothing was read yet");
    drop(untouched);
    let mut body = prepared.to_http(None).await.expect("a request").into_body();
    while body.chunk().await.expect("a chunk").is_some() {}
    assert!(!prepared.is_replayable());
    assert!(prepared.to_http(None).await.is_err());
}

#[tokio::test]
async fn bytes_can_be_sent_again() {
    let prepared = prepared(FilePart::bytes("a", "fresh"));
    let mut body = prepared.to_http(None).await.expect("a request").into_body();
    while body.chunk().await.expect("a chunk").is_some() {}
    assert!(prepared.is_replayable());
}
