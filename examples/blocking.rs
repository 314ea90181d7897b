//! Reads the contacts of a location without `async`: every call is waited for where it is made.
//!
//! `cargo run -p examples --example blocking` reads from a sandbox on this machine. With `HIGHLEVEL_TOKEN` (a
//! sub-account's token with the scope `contacts.readonly`) and `HIGHLEVEL_LOCATION_ID` in the environment it reads from
//! the real API. The client needs the feature `blocking`.

use std::error::Error;

use examples::{Account, account};
use highlevel::Client;
use highlevel::contacts::types::SearchBodyV2;
use tokio::runtime::Runtime;

fn main() -> Result<(), Box<dyn Error>> {
    // Only the sandbox takes a runtime to start.
    let Account {
        client,
        ids,
        sandbox: _sandbox,
    } = Runtime::new()?.block_on(account(["HIGHLEVEL_LOCATION_ID"]))?;
    for id in contacts(&client, &ids[0])? {
        println!("{id}");
    }
    Ok(())
}

/// The ids of all contacts.
fn contacts(client: &Client, location_id: &str) -> Result<Vec<String>, highlevel::Error> {
    let search = SearchBodyV2::new(location_id, 20);
    let contacts = client.contacts().search_contacts_advanced(&search).items();
    contacts
        .wait()
        .map(|contact| contact.map(|contact| contact.id.unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Account, Error, Runtime, contacts};

    #[test]
    fn it_reads_the_contacts_of_all_pages() -> Result<(), Box<dyn Error>> {
        // The sandbox has a thread of its own; nothing else is left of the runtime.
        let Account {
            client,
            ids,
            sandbox: _sandbox,
        } = Runtime::new()?.block_on(examples::sandbox(["location"]))?;
        assert_eq!(contacts(&client, &ids[0])?.len(), 50);
        Ok(())
    }
}
