//! Addresses as they arrive.

use crate::server::Server;
use crate::types::Things;

async fn first_line(thing_id: &str) -> String {
    let server = Server::raw("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = server.client();
    Things { client: &client }
        .delete_thing(thing_id)
        .await
        .expect("no answer is needed");
    server
        .received()
        .await
        .lines()
        .next()
        .expect("a line")
        .to_owned()
}

#[tokio::test]
async fn path_values_are_encoded() {
    for (value, encoded) in [
        ("a-Z_0.9~", "a-Z_0.9~"),
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("50%", "50%25"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("..a", "..a"),
        ("a b+c", "a%20b%2Bc"),
        ("naïve 日本", "na%C3%AFve%20%E6%97%A5%E6%9C%AC"),
        ("{thingId}", "%7BthingId%7D"),
        ("a\r\nb", "a%0D%0Ab"),
        (
            "a;b=c&d@e:f,g'h\"i\\j",
            "a%3Bb%3Dc%26d%40e%3Af%2Cg%27h%22i%5Cj",
        ),
    ] {
        assert_eq!(
            first_line(value).await,
            format!("DELETE /things/{encoded} HTTP/1.1")
        );
    }
}
