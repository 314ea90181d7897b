//! The codes and tokens that were given out: single-use, rotating, ending by the clock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::consent::Consent;
use crate::ids::{TOKENS, id};

/// How long a code can be exchanged.
pub const CODE_LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How long a refresh token can be used.
const REFRESH_LIFETIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What a token stands for.
#[derive(Debug)]
pub struct Grant {
    /// The place of the app among all apps.
    pub app: usize,
    /// What was agreed to.
    pub consent: Consent,
}

/// What was found under a token.
pub enum Found {
    /// It is good.
    Good(Arc<Grant>),
    /// It has ended.
    Expired,
    /// There is no such token.
    Unknown,
}

/// The codes and tokens that were given out, and where apps are installed.
#[derive(Default)]
pub struct Ledger {
    made: u64,
    codes: BTreeMap<String, Code>,
    access: BTreeMap<String, Entry>,
    refresh: BTreeMap<String, Entry>,
    installed: Vec<Arc<Grant>>,
}

/// A code; the app is known where it asked for the code itself.
struct Code {
    consent: Consent,
    app: Option<usize>,
    end: Instant,
}

struct Entry {
    grant: Arc<Grant>,
    end: Instant,
}

impl Ledger {
    /// A new code: for this app, or the one that is first to exchange it.
    pub fn code(&mut self, consent: Consent, app: Option<usize>) -> String {
        let code = self.make("code");
        let end = Instant::now() + CODE_LIFETIME;
        self.codes.insert(code.clone(), Code { consent, app, end });
        code
    }

    /// What a code of this app stands for, where it is good.
    pub fn exchangeable(&self, code: &str, app: usize) -> Option<Consent> {
        let code = self.codes.get(code)?;
        let is_own = code.app.is_none_or(|own| own == app);
        (is_own && Instant::now() < code.end).then(|| code.consent.clone())
    }

    /// Uses up a code, and installs the app.
    pub fn exchange(&mut self, code: &str, consent: Consent, app: usize) -> Arc<Grant> {
        self.codes.remove(code);
        self.installed.retain(|old| {
            let is_same_place = (old.consent.kind(), old.consent.resource())
                == (consent.kind(), consent.resource());
            old.app != app || !is_same_place
        });
        let grant = Arc::new(Grant { app, consent });
        self.installed.push(Arc::clone(&grant));
        grant
    }

    /// A new access token.
    pub fn access(&mut self, grant: &Arc<Grant>, lifetime: Duration) -> String {
        let token = self.make("access");
        let entry = Entry::new(grant, lifetime);
        self.access.insert(token.clone(), entry);
        token
    }

    /// A new refresh token.
    pub fn refresh(&mut self, grant: &Arc<Grant>) -> String {
        let token = self.make("refresh");
        let entry = Entry::new(grant, REFRESH_LIFETIME);
        self.refresh.insert(token.clone(), entry);
        token
    }

    /// What an access token stands for.
    pub fn find(&self, token: &str) -> Found {
        match self.access.get(token) {
            None => Found::Unknown,
            Some(entry) if Instant::now() >= entry.end => Found::Expired,
            Some(entry) => Found::Good(Arc::clone(&entry.grant)),
        }
    }

    /// Ends all access tokens.
    pub fn expire_access(&mut self) {
        let now = Instant::now();
        for entry in self.access.values_mut() {
            entry.end = entry.end.min(now);
        }
    }

    /// What a refresh token of this app stands for, where it is good.
    pub fn refreshable(&self, token: &str, app: usize) -> Option<Arc<Grant>> {
        let entry = self.refresh.get(token)?;
        let is_good = entry.grant.app == app && Instant::now() < entry.end;
        is_good.then(|| Arc::clone(&entry.grant))
    }

    /// Uses up a refresh token.
    pub fn spend(&mut self, token: &str) {
        self.refresh.remove(token);
    }

    /// The installation of an app at a place.
    pub fn installation(&self, app: usize, kind: &str, resource: &str) -> Option<Arc<Grant>> {
        let mut installed = self.installed.iter();
        let found = installed.find(|grant| {
            let consent = &grant.consent;
            grant.app == app && (consent.kind(), consent.resource()) == (kind, resource)
        });
        found.cloned()
    }

    fn make(&mut self, kind: &str) -> String {
        let text = format!("sandbox-{kind}-{}", id(TOKENS | self.made));
        self.made += 1;
        text
    }
}

impl Entry {
    fn new(grant: &Arc<Grant>, lifetime: Duration) -> Self {
        Self {
            grant: Arc::clone(grant),
            end: Instant::now() + lifetime,
        }
    }
}
