//! Which calls a fault happens to.

use highlevel_sandbox::Fault;

use crate::direct::{builder, checked, direct, send, status};

#[tokio::test]
async fn schedules() {
    let sandbox = direct();
    let script = sandbox.on("checked");
    script
        .fault(Fault::status(500).every(3).times(2))
        .expect("a fault");
    script.fault(Fault::status(503).times(2)).expect("a fault");
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.push(status(&checked(&sandbox).await));
    }
    // The second is asked where the first is not due.
    assert_eq!(seen, [503, 503, 500, 201, 201, 500, 201, 201, 201, 201]);
    let never = Fault::status(500).every(0);
    script.fault(never).expect("a fault");
    assert_eq!(status(&checked(&sandbox).await), 201);
}

#[tokio::test]
async fn a_rate_is_the_same_in_every_run() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let sandbox = direct();
        sandbox
            .on("*")
            .fault(Fault::status(503).rate(0.1, seed))
            .expect("a fault");
        let mut run = Vec::new();
        for _ in 0..1000 {
            run.push(status(&checked(&sandbox).await) == 503);
        }
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    let count = runs[0].iter().filter(|faulty| **faulty).count();
    assert!(
        (70..130).contains(&count),
        "{count} of 1000 are not one in ten"
    );
    for (share, expected) in [(0.0, 201), (1.0, 500)] {
        let sandbox = direct();
        sandbox
            .on("checked")
            .fault(Fault::status(500).rate(share, 3))
            .expect("a fault");
        assert_eq!(status(&checked(&sandbox).await), expected);
    }
}

#[tokio::test]
async fn a_wrong_request_is_refused_and_the_fault_waits() {
    let sandbox = direct();
    sandbox
        .on("checked")
        .fault(Fault::reset_after_request())
        .expect("a fault");
    let json = [("Content-Type", "application/json")];
    let wrong = send(&sandbox, "POST", "/checked", &json, "{}").await;
    assert_eq!(status(&wrong), 422);
    assert!(checked(&sandbox).await.is_err());
    assert_eq!(status(&checked(&sandbox).await), 201);
}

#[tokio::test]
async fn the_generations_are_told_apart() {
    let sandbox = builder(&[
        ("spec/v2/pets.yaml", PETS_V2),
        ("spec/v3/pets.yaml", PETS_V3),
        ("spec/v3/owners.yaml", OWNERS_V3),
    ]);
    let sandbox = sandbox.in_process().expect("the specification is sound");
    let get = async |path: &str, version: &str| {
        status(&send(&sandbox, "GET", path, &[("Version", version)], "").await)
    };
    let statuses = [
        ("v3:list", 500),
        ("v2:list", 501),
        ("v3:owners/list", 502),
        ("list", 503),
    ];
    for (key, status) in statuses {
        sandbox
            .on(key)
            .fault(Fault::status(status))
            .expect("it exists");
    }
    assert_eq!(get("/owners", "v3").await, 500, "the id of both areas");
    assert_eq!(get("/pets", "2021-07-28").await, 501);
    assert_eq!(get("/pets", "v3").await, 503);
    assert_eq!(get("/owners", "v3").await, 502);
    assert_eq!(get("/pets", "v3").await, 200);
    for unknown in ["v4:list", "v2:owners/list", "lists", "v3:", "", "owners/"] {
        let error = sandbox
            .on(unknown)
            .fault(Fault::truncated())
            .expect_err(unknown);
        assert!(
            error
                .to_string()
                .contains(&format!("no operation `{unknown}`")),
            "{error}"
        );
    }
}

#[test]
fn a_fault_does_not_show_what_it_sends() {
    let fault = Fault::answer(200, "application/json", r#"{"token":"hush"}"#);
    let shown = format!("{:?}", fault.header("X-Key", "hush"));
    assert!(
        shown.contains("16 bytes") && shown.contains("X-Key"),
        "{shown}"
    );
    assert!(!shown.contains("hush"), "{shown}");
}

#[tokio::test]
async fn faults_that_cannot_be_are_errors() {
    let sandbox = direct();
    for fault in [
        Fault::status(199),
        Fault::edge(600),
        Fault::answer(200, "a\nb", ""),
        Fault::status(500).header("a b", "c"),
        Fault::status(500).header("a", "b\nc"),
        Fault::truncated().rate(1.5, 0),
        Fault::truncated().rate(f64::NAN, 0),
    ] {
        assert!(
            sandbox.on("checked").fault(fault.clone()).is_err(),
            "{fault:?}"
        );
    }
    assert_eq!(status(&checked(&sandbox).await), 201);
}

const PETS_V2: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: ["2021-07-28"] } }]
      responses: { "200": { description: They. } }
"#;

const PETS_V3: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1.0" }
paths:
  /pets:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: [v3] } }]
      responses: { "200": { description: They. } }
"#;

const OWNERS_V3: &str = r#"
openapi: 3.0.3
info: { title: Owners, version: "1.0" }
paths:
  /owners:
    get:
      operationId: list
      parameters: [{ name: Version, in: header, schema: { type: string, enum: [v3] } }]
      responses: { "200": { description: They. } }
"#;
