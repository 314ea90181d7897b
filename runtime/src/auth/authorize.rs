//! Asking a user to install the app: the address to send them to, and what they come back with.

use std::fmt;

use form_urlencoded::Serializer;

use super::app::App;
use super::error::TokenError;
use crate::error::Error;
use crate::json::secret::Secret;

const PAGE: &str = "https://marketplace.gohighlevel.com/v2/oauth/chooselocation";
const WHITE_LABEL_PAGE: &str = "https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation";

/// Longest text of a callback that an error repeats.
const SHOWN: usize = 200;

impl App {
    /// Makes the address that a user installs the app at, with a new `state`.
    ///
    /// # Errors
    ///
    /// If the app has no redirect URI or no scopes, or the system has no random numbers.
    pub fn authorize(&self) -> Result<Authorization, Error> {
        let Some(redirect_uri) = &self.redirect_uri else {
            return Err(unset("redirect URI", "App::redirect_uri"));
        };
        if self.scopes.is_empty() {
            return Err(unset("scopes", "App::scopes"));
        }
        let state = State::random()?;
        let scopes: Vec<&str> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        let mut query = Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("client_id", &self.client_id)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", state.as_str());
        if self.same_window {
            query.append_pair("loginWindowOpenMode", "self");
        }
        let page = if self.white_label {
            WHITE_LABEL_PAGE
        } else {
            PAGE
        };
        // Not everybody reads a plus as a blank; one that was meant is `%2B` by now.
        let url = format!("{page}?{}", query.finish().replace('+', "%20"));
        Ok(Authorization { url, state })
    }

    /// Reads the code from the address that a user came back with: all of it, or its query. `expected` is what the
    /// user was sent away with.
    ///
    /// # Errors
    ///
    /// If the user declined, the state is another one, or there is no code.
    pub fn callback(&self, address: &str, expected: &State) -> Result<Code, Error> {
        let answer = Callback::read(address)?;
        match answer.state {
            Some(state) if state.is(expected) => answer
                .code
                .ok_or_else(|| TokenError::callback("the callback has no `code`").into()),
            Some(_) => Err(TokenError::callback(
                "the callback's `state` is not the one that this user was sent away with: do not go on with it",
            )
            .into()),
            None => Err(TokenError::callback(
                "the callback has no `state`: if the user came from the marketplace, read it with \
                 App::callback_from_marketplace",
            )
            .into()),
        }
    }

    /// Reads the code from the address that a user came back with who did not start at [`authorize`](Self::authorize)
    /// but in the marketplace, where no state is given.
    ///
    /// Nothing tells such a user from one that was lured here: let them confirm what they install before anything of
    /// theirs is joined to it.
    ///
    /// # Errors
    ///
    /// If the user declined, there is no code, or there is a state, which then has to be checked.
    pub fn callback_from_marketplace(&self, address: &str) -> Result<Code, Error> {
        let answer = Callback::read(address)?;
        if answer.state.is_some() {
            return Err(TokenError::callback(
                "the callback has a `state`: check it with App::callback",
            )
            .into());
        }
        answer
            .code
            .ok_or_else(|| TokenError::callback("the callback has no `code`").into())
    }
}

/// Where to send a user, from [`App::authorize`]. `Debug` shows the address without its query, which holds the state.
#[derive(Clone)]
#[non_exhaustive]
pub struct Authorization {
    /// The address.
    pub url: String,
    /// What the address holds so that the way back can be told from a forged one. Keep it in the user's session.
    pub state: State,
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("Authorization")
            .field("url", &page)
            .field("state", &self.state)
            .finish()
    }
}

/// A text that nobody can guess. `Debug` redacts it.
#[derive(Clone, Debug)]
pub struct State(Secret<String>);

impl State {
    /// Takes a state up again that was kept in a session.
    pub fn new(text: impl Into<Secret<String>>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    fn random() -> Result<Self, TokenError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|_| TokenError::configuration("the system has no random numbers"))?;
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self::new(text))
    }

    /// Compares in a time that does not tell how much is right. An empty state is never right.
    fn is(&self, expected: &Self) -> bool {
        let (left, right) = (self.as_str().as_bytes(), expected.as_str().as_bytes());
        let difference = left
            .iter()
            .zip(right)
            .fold(0, |difference, (left, right)| difference | (left ^ right));
        !right.is_empty() && left.len() == right.len() && difference == 0
    }
}

/// What a user brings back from installing the app; good for one exchange, soon. `Debug` redacts it.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Secret<String>);

impl Code {
    /// Takes a code that was had elsewhere.
    pub fn new(code: impl Into<Secret<String>>) -> Self {
        Self(code.into())
    }

    /// Returns the text.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Code").field(&self.0).finish()
    }
}

struct Callback {
    code: Option<Code>,
    state: Option<State>,
}

impl Callback {
    fn read(address: &str) -> Result<Self, TokenError> {
        let query = address.split_once('?').map_or(address, |(_, query)| query);
        let query = query.split('#').next().unwrap_or(query);
        let value = |name: &str| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(found, value)| found == name && !value.is_empty())
                .map(|(_, value)| value.into_owned())
        };
        if let Some(error) = value("error") {
            let description = value("error_description").unwrap_or_default();
            let text = format!("the app was not installed: {error} {description}");
            let text: String = text.trim_end().chars().take(SHOWN).collect();
            return Err(TokenError::callback(text.replace(char::is_control, " ")));
        }
        Ok(Self {
            code: value("code").map(Code::new),
            state: value("state").map(State::new),
        })
    }
}

fn unset(what: &str, setter: &str) -> Error {
    TokenError::configuration(&format!("the app has no {what}: say {setter}")).into()
}
