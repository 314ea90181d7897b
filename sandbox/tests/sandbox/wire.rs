//! Whatever arrives, the sandbox goes on.

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::{call, connect, message};
use crate::spec::things;

#[tokio::test]
async fn odd_bytes_do_not_end_it() {
    let sandbox = things().await;
    let odd: [&[u8]; 8] = [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /things/%zz%0 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /things/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /things/search?&&==%&a=%ff HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n\r\n",
        b"POST /checked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /things/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\r\nVersion: \xff\r\n\r\n",
    ];
    for bytes in odd {
        let mut stream = connect(&sandbox).await;
        stream.write_all(bytes).await.expect("it is taken");
        stream.shutdown().await.expect("it is taken");
        let mut answer = Vec::new();
        // A reset connection is as good as an answer here.
        let _ = stream.read_to_end(&mut answer).await;
    }
    let right = call("POST", "/checked").json(&json!({ "id": "1" }));
    assert_eq!(right.send(&sandbox).await.status, 201);
}

#[tokio::test]
async fn every_cut_of_a_body_is_answered() {
    let sandbox = things().await;
    let whole =
        json!({ "id": "1", "name": null, "inner": { "id": "2", "ownerIds": ["ü"] } }).to_string();
    for end in 0..whole.len() {
        let cut = &whole.as_bytes()[..end];
        let answer = call("POST", "/checked")
            .body("application/json", cut)
            .send(&sandbox)
            .await;
        assert!(
            [400, 422].contains(&answer.status),
            "{end}: {}",
            answer.status
        );
    }
    let whole = call("POST", "/checked")
        .body("application/json", whole)
        .send(&sandbox)
        .await;
    assert_eq!(whole.status, 201);
}

#[tokio::test]
async fn names_of_every_kind_are_refused_by_name() {
    let sandbox = crate::spec::real().await;
    for name in ["", "a/b", "a~1b", "a.b", "ü", "\n", "__proto__", "$ref"] {
        let mut body = json!({ "type": "SMS", "contactId": "c", "status": "pending" });
        body[name] = json!(1);
        message(&body)
            .send(&sandbox)
            .await
            .expect_refusal(422, &[&format!("property {name} should not exist")]);
    }
}
