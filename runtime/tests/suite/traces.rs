//! What calls tell `tracing`: how they went, and nothing of what they carry.

use highlevel_runtime::transport::TransportError;
use highlevel_runtime::{Client, FilePart, Method, Value};

use crate::server::{Server, TOKEN};
use crate::transports::{InProcess, answer};
use crate::types::{SearchParams, SendMessageBody, Things, UploadFilesForm};

#[tokio::test]
async fn a_call_is_a_span_with_the_names_of_opentelemetry() {
    let client = InProcess::new(|_| Ok(answer(404, ""))).client();
    let (log, guard) = leaks::capture();
    let call = Things { client: &client }.get_thing("x", &SearchParams::new("l"));
    call.await.expect_err("nothing is there");
    drop(guard);
    let log = log.text();
    let end = log
        .lines()
        .find(|line| line.contains("close"))
        .expect("the end of the span");
    for field in [
        "otel.name=GET /things/{thingId}/",
        r#"otel.kind="client""#,
        r#"otel.status_code="ERROR""#,
        r#"highlevel.operation="get-thing""#,
        r#"http.request.method="GET""#,
        r#"url.template="/things/{thingId}/""#,
        r#"server.address="services.leadconnectorhq.com""#,
        "server.port=443",
        "http.response.status_code=404",
        r#"error.type="404""#,
    ] {
        assert!(end.contains(field), "{field} in {end}");
    }
    assert!(!end.contains("http.request.resend_count"), "{end}");
    let attempt = log
        .lines()
        .find(|line| line.contains("an attempt is over"))
        .expect("the event");
    assert!(attempt.contains("DEBUG call{"), "{attempt}");
    assert!(
        attempt.contains(
            r#"http.request.resend_count=0 http.response.status_code=404 error.type="404""#
        ),
        "{attempt}"
    );
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_an_event() {
    let server = InProcess::new(|number| match number {
        0 => Err(TransportError::connect("refused")),
        1 => Ok(answer(503, "")),
        _ => Ok(answer(200, "{}")),
    });
    let client = server.client_with(|builder| builder);
    let (log, guard) = leaks::capture();
    let call = client.request::<Value>(Method::Get, "/x");
    call.await.expect("an answer");
    drop(guard);
    let log = log.text();
    let attempts: Vec<&str> = log
        .lines()
        .filter_map(|line| line.split_once("an attempt is over "))
        .map(|(_, fields)| fields)
        .collect();
    assert_eq!(
        attempts,
        [
            r#"http.request.resend_count=0 error.type="connect""#,
            r#"http.request.resend_count=1 http.response.status_code=503 error.type="503""#,
            "http.request.resend_count=2 http.response.status_code=200",
        ]
    );
    let end = log.lines().find(|line| line.contains("close"));
    let end = end.expect("the end of the span");
    assert!(end.contains("http.request.resend_count=2"), "{end}");
    assert!(!end.contains("error.type"), "{end}");
}

#[tokio::test]
async fn faults_have_a_type() {
    type Make = fn() -> TransportError;
    for (make, fault) in [
        ((|| TransportError::connect("x")) as Make, "connect"),
        (|| TransportError::interrupted("x"), "transport"),
        (|| TransportError::timeout("x"), "timeout"),
        (|| TransportError::refused("x"), "request"),
    ] {
        let client = InProcess::new(move |_| Err(make())).client();
        let (log, guard) = leaks::capture();
        let call = Things { client: &client }.send(&SendMessageBody::new("SMS", "c"));
        call.await.expect_err("no answer");
        drop(guard);
        let field = format!("error.type=\"{fault}\"");
        assert!(log.text().contains(&field), "{field} in {}", log.text());
    }
}

/// What no log may hold, wherever it comes from.
const SECRETS: [&str; 8] = [
    TOKEN,
    "pit-of-this-call",
    "hunter2",
    "somebody%40example.com",
    "somebody@example.com",
    "15551234567",
    "On my way",
    "from the server",
];

/// Calls that carry every secret in every place where one can be.
async fn carry_secrets(client: &Client) {
    let things = Things { client };
    let mut body = SendMessageBody::new("SMS", "c").attachments(["On my way"]);
    body.password = Some("hunter2".into());
    // How they end is not the subject; that they were made is.
    drop(things.send(&body).await);
    let params = SearchParams::new("somebody@example.com");
    let get = things
        .get_thing("+15551234567", &params)
        .query_param("phone", "15551234567")
        .header("Authorization", "Bearer pit-of-this-call")
        .header("x-note", "hunter2");
    drop(get.await);
    let form = UploadFilesForm {
        location_id: Some("On my way".to_owned()),
        file_attachment: vec![FilePart::bytes("hunter2.txt", "On my way")],
        ..UploadFilesForm::default()
    };
    drop(things.upload(form).await);
    let path = "/lookup/15551234567";
    drop(client.request::<Value>(Method::Get, path.to_owned()).await);
}

#[tokio::test]
async fn no_log_holds_what_calls_carry() {
    let bodies = [
        r#"{"messageId": "from the server"}"#,
        "from the server",
        r#"{"message": "from the server pit-1234-secret", "token": "hunter2"}"#,
    ];
    let (log, guard) = leaks::capture();
    for status in [200, 400, 401, 500] {
        for body in bodies {
            let client = InProcess::new(move |_| Ok(answer(status, body))).client();
            carry_secrets(&client).await;
        }
    }
    for make in [TransportError::connect, TransportError::interrupted] {
        let client = InProcess::new(move |_| Err(make("cause"))).client();
        carry_secrets(&client).await;
    }
    for body in bodies {
        // Over the network, so that the log of HTTP is there too.
        let server = Server::json("422 Unprocessable Entity", body).await;
        carry_secrets(&server.client()).await;
    }
    drop(guard);
    let log = log.text();
    assert!(log.lines().count() > 100, "{log}");
    assert!(log.contains("hyper_util::"), "the log of HTTP");
    for secret in SECRETS {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}
