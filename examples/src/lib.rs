//! Programs that a user of the client would write: `cargo run -p examples --example <name>`.
//!
//! The programs in the README are compiled here, so that they stay true. What tests of such programs share is here too.

use std::env;
use std::error::Error;

use highlevel::Client;
use highlevel_sandbox::Sandbox;

pub mod in_process;
pub mod overheard;

use overheard::Overheard;

/// Where a program works: a client, and the ids it needs.
pub struct Account<const N: usize> {
    /// The client.
    pub client: Client,
    /// The ids, in the order in which they were asked for.
    pub ids: [String; N],
    /// The sandbox that answers, if it is not the real API.
    pub sandbox: Option<Overheard>,
}

/// Connects to the real API with the ids of these variables if `HIGHLEVEL_TOKEN` is in the environment, and to a
/// sandbox on this machine otherwise.
///
/// # Errors
/// Where a token is there and an id is not, or no client can be made of it.
pub async fn account<const N: usize>(variables: [&str; N]) -> Result<Account<N>, Box<dyn Error>> {
    let Ok(token) = env::var("HIGHLEVEL_TOKEN") else {
        let account = sandbox(variables).await?;
        println!("no HIGHLEVEL_TOKEN: a sandbox on this machine answers");
        return Ok(account);
    };
    let mut ids = [const { String::new() }; N];
    for (id, variable) in ids.iter_mut().zip(variables) {
        *id = env::var(variable).map_err(|_| format!("set {variable} too"))?;
    }
    Ok(Account {
        client: Client::new(token)?,
        ids,
        sandbox: None,
    })
}

/// Starts a sandbox whose lists have fifty items, with the names of the variables for ids.
///
/// # Errors
/// Where the sandbox cannot start.
pub async fn sandbox<const N: usize>(variables: [&str; N]) -> Result<Account<N>, Box<dyn Error>> {
    let sandbox = Sandbox::builder().list_length(50).start().await?;
    let sandbox = Overheard::new(sandbox, "pit-sandbox");
    let client = Client::builder()
        .token("pit-sandbox")
        .base_url(sandbox.url())
        .build()?;
    Ok(Account {
        client,
        ids: variables.map(str::to_lowercase),
        sandbox: Some(sandbox),
    })
}

/// The README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
