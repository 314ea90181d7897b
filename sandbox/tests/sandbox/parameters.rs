//! Rule 4: path and query.

use crate::client::call;
use crate::spec::{real, things};

/// Sends a search with this query and gives the refusal.
async fn search(query: &str) -> (u16, Vec<String>) {
    let sandbox = things().await;
    let answer = call("GET", &format!("/things/search?{query}"))
        .send(&sandbox)
        .await;
    match answer.status {
        200 => (200, Vec::new()),
        _ => answer.refusal(),
    }
}

/// A refusal to compare with.
fn refusal(status: u16, reasons: &[&str]) -> (u16, Vec<String>) {
    let reasons = reasons.iter().map(|reason| (*reason).to_owned());
    (status, reasons.collect())
}

#[tokio::test]
async fn a_query_conforms_to_its_schemas() {
    let right = "location_id=a+b&limit=5&deep=true&tags=x&tags=y&numbers=1,2.5";
    assert_eq!(search(right).await, refusal(200, &[]));
    assert_eq!(search("location_id=1&tags=only").await, refusal(200, &[]));
    assert_eq!(
        search("limit=5").await,
        refusal(400, &["location_id should not be empty"])
    );
    assert_eq!(
        search("location_id=1&limit=0").await,
        refusal(400, &["limit must not be less than 1"])
    );
    assert_eq!(
        search("location_id=1&limit=ten&deep=yes").await,
        refusal(
            400,
            &["deep must be a boolean value; limit must be an integer number"]
        )
    );
    assert_eq!(
        search("location_id=1&limit=").await,
        refusal(400, &["limit must be an integer number"])
    );
    assert_eq!(
        search("location_id=1&numbers=1,x").await,
        refusal(400, &["numbers.1 must be a number"])
    );
}

#[tokio::test]
async fn an_undeclared_parameter_should_not_exist() {
    assert_eq!(
        search("locationId=1&limit=0").await,
        refusal(
            422,
            &[
                "property locationId should not exist",
                "limit must not be less than 1",
                "location_id should not be empty",
            ]
        )
    );
    let sandbox = real().await;
    let answer = call("POST", "/conversations/messages?dry=1")
        .header("Version", "2021-04-15")
        .send(&sandbox)
        .await;
    answer.expect_refusal(422, &["property dry should not exist"]);
}

#[tokio::test]
async fn one_value_is_given_once() {
    assert_eq!(
        search("location_id=1&limit=1&limit=2").await,
        refusal(400, &["limit must be given once"])
    );
    assert_eq!(
        search("location_id=1&numbers=1&numbers=2").await,
        refusal(400, &["numbers must be given once"]),
        "a list that is not exploded has commas"
    );
    assert_eq!(
        search("location_id=1&tags=a,b&tags=").await,
        refusal(200, &[])
    );
}

#[tokio::test]
async fn path_parameters_are_not_empty_and_valid() {
    let sandbox = things().await;
    let get = |id: &str| call("DELETE", &format!("/things/{id}"));
    get("")
        .send(&sandbox)
        .await
        .expect_refusal(400, &["thingId should not be empty"]);
    get(&"x".repeat(31)).send(&sandbox).await.expect_refusal(
        400,
        &["thingId must be shorter than or equal to 30 characters"],
    );
    assert_eq!(get("%C3%BC").send(&sandbox).await.status, 204);
    let undeclared = call("GET", "/things/a/parts/");
    undeclared
        .send(&sandbox)
        .await
        .expect_refusal(400, &["b should not be empty"]);
}
