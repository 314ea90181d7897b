//! What the tokens of apps may do; the clock is paused.

use std::time::Duration;

use highlevel_sandbox::{Consent, RateLimit};
use tokio::time::advance;

use super::{FORM, JSON, V3, app, get, installed, post, start, text};

#[tokio::test(start_paused = true)]
async fn a_token_ends_by_the_clock() {
    let sandbox = start(app().token_lifetime(Duration::from_secs(60)));
    let answer = installed(&sandbox, "loc").await;
    assert_eq!(answer["expires_in"], 60);
    advance(Duration::from_secs(59)).await;
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &answer["access_token"])
            .await
            .0,
        200
    );
    advance(Duration::from_secs(1)).await;
    let ended = (401, "Invalid token: access token has expired".to_owned());
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &answer["access_token"]).await,
        ended
    );
    let unknown = (401, "Invalid token: access token is invalid".to_owned());
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &"made-up".into()).await,
        unknown
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_is_held_to_its_kind_scopes_and_place() {
    let sandbox = start(app());
    let location = installed(&sandbox, Consent::location("loc").company("com")).await;
    let agency = installed(&sandbox, Consent::agency("com").locations(["loc", "two"])).await;
    let narrow = installed(
        &sandbox,
        Consent::location("loc").scopes(["contacts.readonly"]),
    )
    .await;
    let no_access = "The token does not have access to this location";
    for (path, tokens, status, message) in [
        ("/locations/loc/rooms", &location, 200, ""),
        ("/locations/other/rooms", &location, 403, no_access),
        (
            "/locations/loc/rooms?altId=other&altType=location",
            &location,
            403,
            no_access,
        ),
        (
            "/locations/loc/rooms?altId=com&altType=company",
            &location,
            200,
            "",
        ),
        ("/locations/loc/rooms", &agency, 403, no_access),
        (
            "/locations/loc/rooms",
            &narrow,
            401,
            "The token is not authorized for this scope",
        ),
        ("/companies/com", &location, 403, "Forbidden resource"),
        ("/companies/com", &agency, 200, ""),
        ("/companies/moc", &agency, 403, "Forbidden resource"),
    ] {
        let found = get(&sandbox, path, &tokens["access_token"]).await;
        assert_eq!(found, (status, message.to_owned()), "{path}");
    }
    for (tokens, place, expected) in [
        (&location, "loc", 200),
        (&agency, "two", 200),
        (&agency, "six", 403),
        (&narrow, "loc", 401),
    ] {
        let bearer = format!("Bearer {}", text(&tokens["access_token"]));
        let body = format!(r#"{{"locationId":"{place}"}}"#);
        let headers = [JSON, ("Authorization", bearer.as_str())];
        assert_eq!(
            post(&sandbox, "/either", &headers, &body).await.0,
            expected,
            "{place}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn limits_are_those_of_the_location_whatever_its_token() {
    let limit = RateLimit {
        max: 2,
        ..RateLimit::default()
    };
    let sandbox = start(app().rate_limit(limit));
    let (one, other) = (
        installed(&sandbox, "loc").await,
        installed(&sandbox, "loc").await,
    );
    let second = installed(&sandbox, "two").await;
    let rooms = "/locations/loc/rooms";
    assert_eq!(get(&sandbox, rooms, &one["access_token"]).await.0, 200);
    assert_eq!(get(&sandbox, rooms, &other["access_token"]).await.0, 200);
    assert_eq!(get(&sandbox, rooms, &one["access_token"]).await.0, 429);
    assert_eq!(
        get(&sandbox, "/locations/two/rooms", &second["access_token"])
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn a_private_token_works_beside_the_apps() {
    let sandbox = start(app().token("pit-1"));
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &"pit-1".into())
            .await
            .0,
        200
    );
    assert_eq!(
        get(&sandbox, "/locations/loc/rooms", &"pit-2".into())
            .await
            .0,
        401
    );
    let bearer = ("Authorization", "Bearer pit-1");
    let body = "companyId=com&locationId=loc";
    let (status, _) = post(&sandbox, "/oauth/location-token", &[FORM, V3, bearer], body).await;
    assert_eq!(status, 401, "it cannot get the token of a location");
}
