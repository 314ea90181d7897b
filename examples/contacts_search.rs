//! Finds all contacts of a location that have a tag, newest first.
//!
//! `cargo run -p examples --example contacts_search` searches a sandbox on this machine. With `HIGHLEVEL_TOKEN` (a
//! sub-account's token with the scope `contacts.readonly`) and `HIGHLEVEL_LOCATION_ID` in the environment it searches
//! the real API.

use std::error::Error;

use examples::{Account, account};
use highlevel::Client;
use highlevel::contacts::types::{
    ContactFilter, ContactFilterOperator, ContactSort, ContactSortDirection, FoundContact,
    SearchBodyV2,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Account {
        client,
        ids,
        sandbox: _sandbox,
    } = account(["HIGHLEVEL_LOCATION_ID"]).await?;
    let [location_id] = ids;
    for contact in tagged(&client, &location_id, "vip").await? {
        let name = contact.contact_name.or(contact.first_name_lower_case);
        println!(
            "{}  {}",
            contact.id.unwrap_or_default(),
            name.unwrap_or_default()
        );
    }
    Ok(())
}

/// The contacts with a tag.
async fn tagged(
    client: &Client,
    location_id: &str,
    tag: &str,
) -> Result<Vec<FoundContact>, highlevel::Error> {
    let filter = ContactFilter::new()
        .field("tags")
        .operator(ContactFilterOperator::Eq)
        .value(tag);
    let search = SearchBodyV2::new(location_id, 20)
        .filters([filter])
        .sort([ContactSort::new("dateAdded", ContactSortDirection::Desc)]);

    // One page holds twenty; the list asks for the next one when it is needed.
    let mut found = client.contacts().search_contacts_advanced(&search).items();
    let mut contacts = Vec::new();
    while let Some(contact) = found.next().await {
        contacts.push(contact?);
    }
    Ok(contacts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_finds_the_contacts_of_all_pages() -> Result<(), Box<dyn Error>> {
        let Account {
            client,
            ids,
            sandbox,
        } = examples::sandbox(["location"]).await?;
        let sandbox = sandbox.ok_or("it was asked for")?;
        assert_eq!(tagged(&client, &ids[0], "vip").await?.len(), 50);
        let statuses: Vec<u16> = sandbox
            .requests()
            .iter()
            .map(|request| request.status())
            .collect();
        assert_eq!(statuses, [200, 200, 200]);
        Ok(())
    }
}
