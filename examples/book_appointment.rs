//! Books the first free slot of a calendar within the next week for a contact.
//!
//! `cargo run -p examples --example book_appointment` books in a sandbox on this machine. With `HIGHLEVEL_TOKEN` (a
//! sub-account's token with the scopes `calendars.readonly` and `calendars/events.write`), `HIGHLEVEL_LOCATION_ID`,
//! `HIGHLEVEL_CALENDAR_ID` and `HIGHLEVEL_CONTACT_ID` in the environment it books in the real API.

use std::error::Error;
use std::time::{Duration, SystemTime};

use examples::{Account, account};
use highlevel::Client;
use highlevel::calendars::GetSlotsParams;
use highlevel::calendars::types::{
    AppointmentCreateSchema, AppointmentCreateSchemaRequired, AppointmentSchemaResponse,
};

const IDS: [&str; 3] = [
    "HIGHLEVEL_LOCATION_ID",
    "HIGHLEVEL_CALENDAR_ID",
    "HIGHLEVEL_CONTACT_ID",
];

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Account {
        client,
        ids,
        sandbox: _sandbox,
    } = account(IDS).await?;
    match book(&client, &ids, SystemTime::now()).await? {
        Some(booked) => println!(
            "{} from {}",
            booked.title.unwrap_or_default(),
            booked.start_time.unwrap_or_default()
        ),
        None => println!("nothing is free within a week"),
    }
    Ok(())
}

/// Books the first slot that is free in the week after `now`; nothing if there is none.
async fn book(
    client: &Client,
    [location_id, calendar_id, contact_id]: &[String; 3],
    now: SystemTime,
) -> Result<Option<AppointmentSchemaResponse>, Box<dyn Error>> {
    let calendars = client.calendars();
    let params = GetSlotsParams::new(milliseconds(now)?, milliseconds(now + WEEK)?);
    let days = calendars.get_slots(calendar_id, &params).await?;
    // The days are in order, and so are the slots of each.
    let Some(start) = days.into_values().flat_map(|day| day.slots).next() else {
        return Ok(None);
    };

    let required = AppointmentCreateSchemaRequired {
        calendar_id: calendar_id.clone(),
        location_id: location_id.clone(),
        contact_id: contact_id.clone(),
        start_time: start,
    };
    let appointment = AppointmentCreateSchema::new(required).title("Tasting the new menu");
    Ok(Some(calendars.create_appointment(&appointment).await?))
}

/// Milliseconds since 1970.
fn milliseconds(time: SystemTime) -> Result<i64, Box<dyn Error>> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_millis())?)
}

#[cfg(test)]
mod tests {
    use highlevel_sandbox::Fault;

    use super::*;

    const DAYS: &str = r#"{
        "2026-03-02": {"slots": []},
        "2026-03-03": {"slots": ["2026-03-03T10:00:00+01:00", "2026-03-03T11:00:00+01:00"]}
    }"#;

    #[tokio::test]
    async fn it_books_the_first_free_slot() -> Result<(), Box<dyn Error>> {
        let Account {
            client,
            ids,
            sandbox,
        } = examples::sandbox(IDS).await?;
        let sandbox = sandbox.ok_or("it was asked for")?;
        let slots = Fault::answer(200, "application/json", DAYS).times(1);
        sandbox.on("get-slots").fault(slots)?;
        let booked = book(&client, &ids, SystemTime::UNIX_EPOCH).await?;
        assert!(booked.is_some());

        let requests = sandbox.requests();
        let body: highlevel::Value = serde_json::from_slice(requests[1].body())?;
        assert_eq!(body["startTime"], "2026-03-03T10:00:00+01:00");
        assert!(requests[1].is_accepted(), "{:?}", requests[1].reasons());
        Ok(())
    }

    #[tokio::test]
    async fn it_books_nothing_where_nothing_is_free() -> Result<(), Box<dyn Error>> {
        let Account {
            client,
            ids,
            sandbox,
        } = examples::sandbox(IDS).await?;
        let sandbox = sandbox.ok_or("it was asked for")?;
        let slots = Fault::answer(200, "application/json", "{}").times(1);
        sandbox.on("get-slots").fault(slots)?;
        assert_eq!(book(&client, &ids, SystemTime::UNIX_EPOCH).await?, None);
        assert_eq!(sandbox.requests().len(), 1);
        Ok(())
    }
}
