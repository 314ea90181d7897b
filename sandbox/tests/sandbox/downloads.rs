//! Files: whole, in parts, and not at all.

use bytes::Bytes;
use highlevel_sandbox::Sandbox;
use http::Response;

use crate::direct::{builder, send};

const FILES: &str = r#"
openapi: 3.0.3
info: { title: Files, version: "1.0" }
paths:
  /files/{name}:
    get:
      operationId: file
      responses:
        "200": { description: It., content: { audio/x-wav: { schema: { type: string, format: binary } } } }
"#;

fn files() -> Sandbox {
    let sandbox = builder(&[("spec/v2/files.yaml", FILES)]).in_process();
    sandbox.expect("the specification is sound")
}

async fn get(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)]) -> Response<Bytes> {
    let answer = send(sandbox, "GET", path, headers, "").await;
    answer.expect("it is answered")
}

fn header<'r>(response: &'r Response<Bytes>, name: &str) -> &'r str {
    let value = response.headers().get(name).expect(name);
    value.to_str().expect("it is text")
}

#[tokio::test]
async fn a_file_is_the_same_at_every_call() {
    let sandbox = files();
    let one = get(&sandbox, "/files/a", &[]).await;
    assert_eq!((one.status().as_u16(), one.body().len()), (200, 6000));
    assert_eq!(header(&one, "content-type"), "audio/x-wav");
    assert_eq!(header(&one, "accept-ranges"), "bytes");
    assert_eq!(one.body(), get(&sandbox, "/files/a", &[]).await.body());
    assert_ne!(one.body(), get(&sandbox, "/files/b", &[]).await.body());
}

#[tokio::test]
async fn a_file_comes_in_parts() {
    let sandbox = files();
    let whole = get(&sandbox, "/files/a", &[]).await;
    let tag = header(&whole, "etag").to_owned();
    for (range, start, end) in [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=5990-", 5990, 6000),
        ("bytes=5990-9999", 5990, 6000),
        ("bytes=-5", 5995, 6000),
        ("bytes=-9999", 0, 6000),
    ] {
        let part = get(
            &sandbox,
            "/files/a",
            &[("Range", range), ("If-Range", &tag)],
        )
        .await;
        assert_eq!(part.status(), 206, "{range}");
        assert_eq!(part.body(), &whole.body()[start..end], "{range}");
        let expected = format!("bytes {start}-{}/6000", end - 1);
        assert_eq!(header(&part, "content-range"), expected);
    }
}

#[tokio::test]
async fn odd_ranges() {
    let sandbox = files();
    for (headers, status) in [
        (vec![("Range", "bytes=6000-")], 416),
        (vec![("Range", "bytes=-0")], 416),
        (vec![("Range", "bytes=5-1")], 200),
        (vec![("Range", "bytes=0-1,4-5")], 200),
        (vec![("Range", "bytes=")], 200),
        (vec![("Range", "bytes=-")], 200),
        (vec![("Range", "items=0-1")], 200),
        (vec![("Range", "bytes=0-1"), ("If-Range", "\"other\"")], 200),
        (vec![("Range", "bytes=99999999999999999999-")], 200),
        (vec![("Range", "bytes=0-18446744073709551615")], 206),
    ] {
        let answer = get(&sandbox, "/files/a", &headers).await;
        assert_eq!(answer.status(), status, "{headers:?}");
    }
    let nothing = get(&sandbox, "/files/a", &[("Range", "bytes=6000-")]).await;
    assert_eq!(header(&nothing, "content-range"), "bytes */6000");
}
