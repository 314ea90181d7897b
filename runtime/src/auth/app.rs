//! An app of the marketplace: who it is and what it asks for.

use std::fmt;
use std::sync::Arc;

use super::scope::Scope;
use super::store::TokenStore;
use super::store::memory::MemoryStore;
use crate::json::secret::Secret;
use crate::operation::TokenKind;

/// An app of the HighLevel marketplace, with the store of its tokens. Cheap to clone: clones share the store.
///
/// ```
/// use highlevel_runtime::auth::{App, MemoryStore, Scope};
///
/// let app = App::new("6578278e879ad2646715ba9c-lq5v1xyz", "the client secret")
///     .redirect_uri("https://example.com/callback")
///     .scopes([Scope::new("contacts.readonly"), Scope::new("conversations/message.write")])
///     .store(MemoryStore::new());
///
/// // Send the user to `authorization.url`, and keep `authorization.state` in the user's session.
/// let authorization = app.authorize()?;
/// assert!(authorization.url.starts_with("https://marketplace.gohighlevel.com/v2/oauth/chooselocation?"));
///
/// // The user comes back.
/// let address = format!("https://example.com/callback?code=abc&state={}", authorization.state.as_str());
/// let code = app.callback(&address, &authorization.state)?;
/// # Ok::<(), highlevel_runtime::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "an app does nothing until a client is made with it"]
pub struct App {
    pub(super) client_id: String,
    pub(super) client_secret: Secret<String>,
    pub(super) redirect_uri: Option<String>,
    pub(super) scopes: Vec<Scope>,
    pub(super) token_kind: Option<TokenKind>,
    pub(super) agency: Option<String>,
    pub(super) location: Option<String>,
    pub(super) white_label: bool,
    pub(super) same_window: bool,
    pub(super) reconnect: bool,
    pub(super) store: Arc<dyn TokenStore>,
}

impl App {
    /// Makes an app of its client id and secret, which the marketplace shows once.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<Secret<String>>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            redirect_uri: None,
            scopes: Vec::new(),
            token_kind: None,
            agency: None,
            location: None,
            white_label: false,
            same_window: false,
            reconnect: false,
            store: Arc::new(MemoryStore::new()),
        }
    }

    /// Keeps tokens in a store; without this, in memory, where they end with the process.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Sets where users come back to, as the marketplace has it for the app.
    pub fn redirect_uri(mut self, redirect_uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(redirect_uri.into());
        self
    }

    /// Sets what users are asked to allow.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<Scope>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Says which kind of token a code is exchanged for; without this, the API chooses by who installed the app.
    pub fn token_kind(mut self, kind: TokenKind) -> Self {
        self.token_kind = Some(kind);
        self
    }

    /// Names the agency, by company id, of calls that want an agency's token and name none. Tokens of sub-accounts
    /// that have none of their own are made from its token.
    pub fn agency(mut self, company_id: impl Into<String>) -> Self {
        self.agency = Some(company_id.into());
        self
    }

    /// Names the sub-account, by location id, of calls that name none.
    pub fn location(mut self, location_id: impl Into<String>) -> Self {
        self.location = Some(location_id.into());
        self
    }

    /// Reconnects an account by itself when its refresh token does not count any more, as after a process ended between
    /// the answer of the API and the store; without this, that is an error and somebody has to say
    /// [`Tokens::reconnect`](super::Tokens::reconnect). It works as long as the app is installed.
    pub fn reconnect_by_itself(mut self, reconnect: bool) -> Self {
        self.reconnect = reconnect;
        self
    }

    /// Sends users to the page without HighLevel's name.
    pub fn white_label(mut self, white_label: bool) -> Self {
        self.white_label = white_label;
        self
    }

    /// Has the page sign users in in its own window rather than in another one.
    pub fn same_window(mut self, same_window: bool) -> Self {
        self.same_window = same_window;
        self
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret)
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
